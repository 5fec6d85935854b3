package io.posthouse.client;

import io.posthouse.model.Answer;
import io.posthouse.model.Conversation;
import io.posthouse.model.Event.Change.TeamNotified;
import io.posthouse.model.MessageType;
import io.posthouse.model.ReadCount;
import io.posthouse.model.Scene;
import io.posthouse.model.Team;
import io.posthouse.model.TeamField;
import io.posthouse.model.TeamMember;
import io.posthouse.model.TeamNotice;
import io.posthouse.model.TeamRole;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads what the gateway says about teams. Unknown keys and values of a newer gateway do not break it. */
final class TeamReader {
    private TeamReader() {}

    static Conversation id(JsonObject json) {
        Scene scene = Scene.of(json.getString("scene", "")).orElse(Scene.TEAM);
        return new Conversation(scene, json.getString("teamId", ""));
    }

    static Team team(JsonObject json) {
        Map<TeamField, String> info = new EnumMap<>(TeamField.class);
        for (TeamField field : TeamField.values()) {
            String value = json.getString(field.wireName());
            if (value != null) {
                info.put(field, value);
            }
        }
        return new Team(
                id(json),
                json.getString("owner", ""),
                json.getInteger("level", 0),
                json.getInteger("memberNum", 0),
                info,
                json.getLong("createTime", 0L),
                json.getLong("updateTime", 0L),
                json.getLong("memberUpdateTime", 0L),
                json.getBoolean("valid", true));
    }

    static TeamMember member(JsonObject json) {
        String role = json.getString("type", "");
        return new TeamMember(
                id(json),
                json.getString("account", ""),
                role.equals(TeamRole.OWNER.wireName())
                        ? TeamRole.OWNER
                        : role.equals(TeamRole.MANAGER.wireName()) ? TeamRole.MANAGER : TeamRole.NORMAL,
                json.getString("nickInTeam"),
                json.getString("ext"),
                json.getBoolean("mute", false),
                json.getBoolean("quiet", false),
                json.getString("invitor", ""),
                json.getLong("joinTime", 0L),
                json.getLong("updateTime", 0L));
    }

    static ReadCount count(JsonObject json) {
        return new ReadCount(
                json.getString("idServer", ""),
                json.getString("idClient", ""),
                json.getInteger("read", 0),
                json.getInteger("unread", 0),
                json.getString("account", ""));
    }

    static Answer.TeamMade made(JsonObject ok) {
        return new Answer.TeamMade(
                team(ok.getJsonObject("team", new JsonObject())),
                WireReader.texts(ok, "left"),
                ok.getBoolean("invited", false));
    }

    static Answer.TeamDone done(JsonObject ok) {
        return new Answer.TeamDone(
                ok.getLong("time", 0L), WireReader.texts(ok, "left"), ok.getBoolean("invited", false));
    }

    static Answer.Teams teams(JsonObject ok) {
        return new Answer.Teams(
                WireReader.list(ok, "teams", TeamReader::team),
                WireReader.list(ok, "members", TeamReader::member),
                ok.getString("page", ""));
    }

    static Answer.TeamMembers members(JsonObject ok) {
        return new Answer.TeamMembers(WireReader.list(ok, "members", TeamReader::member), ok.getString("page", ""));
    }

    static List<ReadCount> counts(JsonObject json) {
        return WireReader.list(json, "reads", TeamReader::count);
    }

    static Answer.TeamReaders readers(JsonObject ok) {
        return new Answer.TeamReaders(
                count(ok.getJsonObject("reads", new JsonObject())),
                WireReader.texts(ok, "readAccounts"),
                WireReader.texts(ok, "unreadAccounts"),
                ok.getString("page", ""));
    }

    /** What a {@code change} of kind {@code team} says; empty for a notice of a newer gateway. */
    static Optional<TeamNotified> notice(JsonObject change) {
        return TeamNotice.of(change.getString("notice", ""))
                .map(notice -> new TeamNotified(
                        notice,
                        team(change.getJsonObject("team", new JsonObject())),
                        change.getString("from", ""),
                        change.getString("ps"),
                        change.getString("attach"),
                        change.getLong("time", 0L)));
    }

    /** What a message says about its team; empty if it is no notification, or one of a newer gateway that is no JSON. */
    static Optional<TeamChange> change(ChatMessage msg) {
        String attach = msg.attach();
        if (msg.type() != MessageType.NOTIFICATION || attach == null || msg.scene() == Scene.P2P) {
            return Optional.empty();
        }
        try {
            JsonObject json = new JsonObject(attach);
            return Optional.of(change(msg, json.getString("type", ""), json.getJsonObject("data", new JsonObject())));
        } catch (DecodeException | ClassCastException notAsDocumented) {
            return Optional.empty();
        }
    }

    private static TeamChange change(ChatMessage msg, String type, JsonObject data) {
        return new TeamChange(
                eventOf(type),
                type,
                msg,
                team(data.getJsonObject("team", new JsonObject())),
                data.containsKey("account") ? List.of(data.getString("account")) : WireReader.texts(data, "accounts"),
                type.equals("addTeamManagers") || data.getBoolean("mute", false) || data.getBoolean("leave", false),
                data.getString("attach"));
    }

    private static String eventOf(String type) {
        return switch (type) {
            case "passTeamApply", "acceptTeamInvite" -> "addTeamMembers";
            case "leaveTeam" -> "removeTeamMembers";
            case "addTeamManagers", "removeTeamManagers" -> "updateTeamManagers";
            default -> type;
        };
    }
}
