package io.posthouse.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.posthouse.model.Conversation;
import io.posthouse.model.Message;
import io.posthouse.model.MessageType;
import io.posthouse.model.Team;
import io.vertx.core.json.JsonObject;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Response;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What the notifications of a team's log tell, one after the other (T2): who is in it and as what. A consistent team is as its log
 * says, at every step and in the end.
 */
final class TeamStory {
    private final TestTeams teams;
    private final Conversation team;
    private final Map<String, Character> roles = new TreeMap<>();
    private final Map<String, Boolean> muted = new TreeMap<>();
    private boolean dismissed;

    private TeamStory(TestTeams teams, Conversation team) {
        this.teams = teams;
        this.team = team;
    }

    /** Fails if the log tells of something that cannot be, or of another team than the one that is stored. */
    static TeamStory assertTrue(TestTeams teams, Conversation team) {
        TeamStory story = new TeamStory(teams, team);
        List<Message> told = story.told();
        for (int i = 0; i < told.size(); i++) {
            assertThat(told.get(i).seq()).as("no entry is missing").isEqualTo(i + 1);
            if (told.get(i).draft().type() == MessageType.NOTIFICATION) {
                story.tell(told.get(i));
            } else {
                story.said(told.get(i));
            }
        }
        story.assertStored();
        return story;
    }

    int members() {
        return roles.size();
    }

    private List<Message> told() {
        List<Message> messages = new ArrayList<>();
        Response log = teams.store
                .raw(Call.of(Command.XRANGE)
                        .key(teams.keys().log(team))
                        .arg("-")
                        .arg("+"))
                .get();
        for (Response entry : log) {
            Response fields = entry.get(1);
            messages.add((Message) Entries.read(
                    team,
                    Long.parseLong(team.id()),
                    entry.get(0).toString(),
                    fields.get(1).toString(),
                    fields.get(3).toBytes()));
        }
        return messages;
    }

    private void said(Message message) {
        assertThat(roles).as("only members send (T3)").containsKey(message.from());
        assertThat(muted.get(message.from())).as("a muted one does not").isFalse();
        assertThat(dismissed).as("nothing is said after the end").isFalse();
    }

    private void tell(Message message) {
        JsonObject attach = new JsonObject(message.draft().attach());
        JsonObject data = attach.getJsonObject("data");
        String type = attach.getString("type");
        List<String> accounts = data.containsKey("accounts")
                ? data.getJsonArray("accounts").stream().map(String::valueOf).toList()
                : List.of();
        assertThat(dismissed).as("nothing happens after the end").isFalse();
        for (String account : accounts) {
            one(type, account, data);
        }
        switch (type) {
            case "transferTeam" -> transfer(data.getString("account"), data.getBoolean("leave"));
            case "dismissTeam" -> dismissed = true;
            default -> assertThat(accounts.isEmpty()).as(type).isEqualTo(type.equals("updateTeam"));
        }
        JsonObject now = data.getJsonObject("team");
        assertThat(now.getInteger("memberNum"))
                .as(type + " at " + message.seq())
                .isEqualTo(dismissed ? 0 : roles.size());
        assertThat(now.getString("owner")).isEqualTo(dismissed ? "" : owner());
    }

    private void one(String type, String account, JsonObject data) {
        switch (type) {
            case "addTeamMembers", "passTeamApply", "acceptTeamInvite" -> {
                assertThat(roles.put(account, roles.isEmpty() ? 'o' : 'n'))
                        .as("was no member")
                        .isNull();
                muted.put(account, false);
            }
            case "removeTeamMembers", "leaveTeam" ->
                assertThat(roles.remove(account)).as("was a member").isNotNull().isNotEqualTo('o');
            case "addTeamManagers" -> assertThat(roles.replace(account, 'm')).isEqualTo('n');
            case "removeTeamManagers" -> assertThat(roles.replace(account, 'n')).isEqualTo('m');
            case "updateTeamMembersMute" ->
                assertThat(muted.put(account, data.getBoolean("mute"))).isNotEqualTo(data.getBoolean("mute"));
            default -> throw new AssertionError("an unknown notification " + type);
        }
    }

    private void transfer(String account, boolean leave) {
        String old = owner();
        if (leave) {
            roles.remove(old);
        } else {
            roles.put(old, 'n');
        }
        assertThat(roles.replace(account, 'o')).as("was a member").isNotNull();
        muted.put(account, false);
    }

    private String owner() {
        return roles.entrySet().stream()
                .filter(role -> role.getValue() == 'o')
                .map(Map.Entry::getKey)
                .collect(Collectors.joining(" and "));
    }

    private void assertStored() {
        Team stored = teams.team(team);
        assertThat(stored.isValid()).isNotEqualTo(dismissed);
        if (dismissed) {
            return;
        }
        assertThat(teams.roles(team))
                .isEqualTo(roles.entrySet().stream()
                        .map(role -> role.getKey() + ":" + role.getValue())
                        .collect(Collectors.joining(" ")));
        teams.members(team)
                .forEach(member ->
                        assertThat(member.isMuted()).as(member.account()).isEqualTo(muted.get(member.account())));
        assertThat(stored.owner()).isEqualTo(owner());
        assertThat(stored.memberNum()).isEqualTo(roles.size()).isLessThanOrEqualTo(stored.level());
        String managers = teams.store
                .raw(Call.of(Command.HGET).key(teams.keys().team(team)).arg("managers"))
                .get()
                .toString();
        assertThat(managers.isEmpty() ? List.of() : List.of(managers.split(" ")))
                .containsExactlyInAnyOrderElementsOf(roles.keySet().stream()
                        .filter(account -> roles.getOrDefault(account, '-') == 'm')
                        .toList());
    }
}
