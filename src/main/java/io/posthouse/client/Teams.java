package io.posthouse.client;

import io.posthouse.model.Answer;
import io.posthouse.model.Conversation;
import io.posthouse.model.Draft;
import io.posthouse.model.MessageType;
import io.posthouse.model.ReadCount;
import io.posthouse.model.Scene;
import io.posthouse.model.Setting;
import io.posthouse.model.Team;
import io.posthouse.model.TeamField;
import io.posthouse.model.TeamMember;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What one client's account does in teams (T1, C2): teams.md says who may what. A team is named by its scene and id,
 * {@link Team#id}. Futures fail as those of {@link PosthouseClient}.
 */
public final class Teams {
    private final PosthouseClient client;

    Teams(PosthouseClient client) {
        this.client = client;
    }

    /**
     * Makes a team with this account as its owner. Asks again if no answer comes, and makes one team all the same.
     *
     * @param scene {@code TEAM} or {@code SUPER_TEAM}
     * @param info its texts and modes; the name has to be there
     * @param accounts to bring in, at most 200
     */
    public Future<Answer.TeamMade> create(Scene scene, Map<TeamField, String> info, Collection<String> accounts) {
        return create(scene, info, accounts, Ids.next());
    }

    /**
     * The same for who may ask for the same team again later.
     *
     * @param idClient of this one team: another call with it is answered as the first one
     */
    public Future<Answer.TeamMade> create(
            Scene scene, Map<TeamField, String> info, Collection<String> accounts, String idClient) {
        JsonObject fields = put(new JsonObject().put("scene", scene.wireName()), info)
                .put("accounts", array(accounts))
                .put("idClient", idClient);
        return client.persist("createTeam", fields).map(TeamReader::made);
    }

    /**
     * Brings accounts in, or invites them if the team's beInviteMode says so.
     *
     * @param ps what the invitation says
     * @param attach the app's own text, at most 1 KiB
     */
    public Future<Answer.TeamDone> add(
            Conversation team, Collection<String> accounts, @Nullable String ps, @Nullable String attach) {
        JsonObject fields = of(team).put("accounts", array(accounts));
        WireWriter.put(fields, "ps", ps);
        WireWriter.put(fields, "attach", attach);
        return done("addTeamMembers", fields);
    }

    public Future<Answer.TeamDone> remove(Conversation team, Collection<String> accounts) {
        return done("removeTeamMembers", of(team).put("accounts", array(accounts)));
    }

    public Future<Answer.TeamDone> leave(Conversation team) {
        return done("leaveTeam", of(team));
    }

    public Future<Answer.TeamDone> dismiss(Conversation team) {
        return done("dismissTeam", of(team));
    }

    /**
     * Makes a member the owner.
     *
     * @param leave whether this account leaves with it
     */
    public Future<Answer.TeamDone> transfer(Conversation team, String account, boolean leave) {
        return done("transferTeam", of(team).put("account", account).put("leave", leave));
    }

    /**
     * @param isAdd true: members become managers; false: managers become normal members
     */
    public Future<Answer.TeamDone> updateManagers(Conversation team, Collection<String> accounts, boolean isAdd) {
        return done(
                "updateTeamManagers", of(team).put("accounts", array(accounts)).put("isAdd", isAdd));
    }

    public Future<Answer.TeamDone> mute(Conversation team, Collection<String> accounts, boolean mute) {
        return done(
                "updateTeamMembersMute",
                of(team).put("accounts", array(accounts)).put("mute", mute));
    }

    /** Changes texts and modes; what is not named stays, an empty text removes. */
    public Future<Team> update(Conversation team, Map<TeamField, String> info) {
        return updateIf(team, info, 0);
    }

    /**
     * The same, unless somebody else was quicker: fails with 310 then.
     *
     * @param updateTime of the team that this client knows
     */
    public Future<Team> updateIf(Conversation team, Map<TeamField, String> info, long updateTime) {
        return client.request("updateTeam", put(of(team), info).put("ifUpdateTime", updateTime))
                .map(ok -> TeamReader.made(ok).team());
    }

    /**
     * Changes what this account is in the team. Null leaves as it is, an empty text removes.
     *
     * @param quiet whether this account's clients should keep still about the team
     */
    public Future<TeamMember> updateOwn(
            Conversation team, @Nullable String nick, @Nullable String ext, @Nullable Boolean quiet) {
        JsonObject fields = of(team);
        WireWriter.put(fields, "nickInTeam", nick);
        WireWriter.put(fields, "ext", ext);
        WireWriter.put(fields, "quiet", quiet);
        return member(fields);
    }

    /** Changes what another member is called in the team. */
    public Future<TeamMember> updateNick(Conversation team, String account, String nick) {
        return member(of(team).put("account", account).put("nickInTeam", nick));
    }

    private Future<TeamMember> member(JsonObject fields) {
        return client.request("updateTeamMember", fields)
                .map(ok -> TeamReader.member(ok.getJsonObject("member", new JsonObject())));
    }

    /**
     * Asks to be let in.
     *
     * @return whether this account is in; if not, a manager has to pass it
     */
    public Future<Boolean> apply(Conversation team, @Nullable String ps) {
        JsonObject fields = of(team);
        WireWriter.put(fields, "ps", ps);
        return client.request("applyTeam", fields).map(ok -> ok.getBoolean("joined", false));
    }

    public Future<Answer.TeamDone> answerApply(Conversation team, String account, boolean pass, @Nullable String ps) {
        JsonObject fields = of(team).put("account", account).put("pass", pass);
        WireWriter.put(fields, "ps", ps);
        return done("answerTeamApply", fields);
    }

    /**
     * @param account who invited
     */
    public Future<Answer.TeamDone> answerInvite(
            Conversation team, String account, boolean accept, @Nullable String ps) {
        JsonObject fields = of(team).put("account", account).put("accept", accept);
        WireWriter.put(fields, "ps", ps);
        return done("answerTeamInvite", fields);
    }

    /**
     * This account's teams of both scenes, and what it is in each.
     *
     * @param page empty for the first page, then what the page before said, until that is empty
     */
    public Future<Answer.Teams> own(String page) {
        return client.request("teams", new JsonObject().put("page", page)).map(TeamReader::teams);
    }

    /** Teams of one scene by id, 1 to 100, member or not; those that are known, in the order asked for. */
    public Future<List<Team>> byId(Scene scene, Collection<String> teamIds) {
        Lookup<Team> lookup =
                new Lookup<>("teamsById", "teamIds", ok -> TeamReader.teams(ok).teams(), team -> team.id()
                        .id());
        return find(lookup, new JsonObject().put("scene", scene.wireName()), distinct(teamIds));
    }

    /**
     * @param page as in {@link #own}
     * @param mutedOnly whether only muted members are wanted
     */
    public Future<Answer.TeamMembers> members(Conversation team, String page, boolean mutedOnly) {
        return client.request("teamMembers", of(team).put("page", page).put("mute", mutedOnly))
                .map(TeamReader::members);
    }

    /** Some members, 1 to 200; who is none is left out. */
    public Future<List<TeamMember>> membersByAccount(Conversation team, Collection<String> accounts) {
        Lookup<TeamMember> lookup = new Lookup<>(
                "teamMembersByAccount", "accounts", ok -> TeamReader.members(ok).members(), TeamMember::account);
        return find(lookup, of(team), distinct(accounts));
    }

    /** Asks, and goes on behind the last one that came as long as not all fitted the answer. */
    private <T> Future<List<T>> find(Lookup<T> lookup, JsonObject fields, List<String> wanted) {
        return client.request(lookup.verb(), fields.copy().put(lookup.key(), array(wanted)))
                .compose(ok -> {
                    List<T> found = lookup.read().apply(ok);
                    int last =
                            found.isEmpty() ? -1 : wanted.indexOf(lookup.name().apply(found.get(found.size() - 1)));
                    List<String> left = wanted.subList(last + 1, wanted.size());
                    if (!ok.getBoolean("more", false) || last < 0 || left.isEmpty()) {
                        return Future.succeededFuture(found);
                    }
                    return find(lookup, fields, left).map(more -> {
                        List<T> all = new ArrayList<>(found);
                        all.addAll(more);
                        return all;
                    });
                });
    }

    /** As the gateway writes them, each once. */
    private static List<String> distinct(Collection<String> names) {
        return names.stream()
                .map(name -> name.toLowerCase(Locale.ROOT))
                .distinct()
                .toList();
    }

    /**
     * A request that names what it wants.
     *
     * @param key of the names
     * @param name of what was found
     */
    private record Lookup<T>(String verb, String key, Function<JsonObject, List<T>> read, Function<T, String> name) {}

    public Future<ChatMessage> sendText(Conversation team, String body) {
        return client.send(Draft.of(team.scene(), team.id(), MessageType.TEXT, body, null, Ids.next()));
    }

    /** A text whose readers can be counted. */
    public Future<ChatMessage> sendTextWithAck(Conversation team, String body) {
        return client.send(new Draft(
                team.scene(),
                team.id(),
                MessageType.TEXT,
                body,
                null,
                Ids.next(),
                null,
                null,
                Setting.DEFAULT,
                null,
                null,
                null,
                true));
    }

    /**
     * "I have read these", 1 to 50 messages of one team.
     *
     * @return the new counts of those that have readers and that this account may count for
     */
    public Future<List<ReadCount>> sendReceipts(Conversation team, Collection<ChatMessage> msgs) {
        return client.request("teamReceipts", of(team).put("msgs", ids(msgs))).map(TeamReader::counts);
    }

    /** How many have read, 1 to 50 messages of one team. */
    public Future<List<ReadCount>> reads(Conversation team, Collection<ChatMessage> msgs) {
        return client.request("teamReads", of(team).put("msgs", ids(msgs))).map(TeamReader::counts);
    }

    /**
     * Who has read a message and who has not.
     *
     * @param page as in {@link #own}
     */
    public Future<Answer.TeamReaders> readers(Conversation team, ChatMessage msg, String page) {
        return client.request(
                        "teamReaders", of(team).put("idServer", msg.idServer()).put("page", page))
                .map(TeamReader::readers);
    }

    private Future<Answer.TeamDone> done(String verb, JsonObject fields) {
        return client.request(verb, fields).map(TeamReader::done);
    }

    private static JsonObject of(Conversation team) {
        return new JsonObject().put("scene", team.scene().wireName()).put("teamId", team.id());
    }

    private static JsonObject put(JsonObject fields, Map<TeamField, String> info) {
        info.forEach((field, value) -> fields.put(field.wireName(), value));
        return fields;
    }

    private static JsonArray array(Collection<String> texts) {
        return new JsonArray(List.copyOf(texts));
    }

    private static JsonArray ids(Collection<ChatMessage> msgs) {
        return new JsonArray(msgs.stream().map(ChatMessage::idServer).toList());
    }
}
