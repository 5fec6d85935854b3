package io.posthouse.protocol.nim;

import io.posthouse.model.Conversation;
import io.posthouse.model.ReadCount;
import io.posthouse.model.Scene;
import io.posthouse.model.Team;
import io.posthouse.model.TeamField;
import io.posthouse.model.TeamMember;
import io.posthouse.model.TeamRole;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Teams, members and their receipts as properties. */
final class Teams {
    private static final int ADVANCED = 1;
    private static final int QUIET_BIT = 1;

    private Teams() {}

    static Property property(Team team) {
        Property property = new Property(Tables.TEAM)
                .put("teamId", team.id().id())
                .put("type", ADVANCED)
                .put("owner", team.owner().isEmpty() ? null : team.owner())
                .put("level", team.level())
                .put("memberNum", team.memberNum())
                .put("memberUpdateTime", team.memberUpdateTime())
                .put("createTime", team.createTime())
                .put("updateTime", team.updateTime())
                .put("valid", team.isValid() ? 1 : 0)
                .put("validToCurrentUser", team.isValid() ? 1 : 0);
        for (TeamField field : TeamField.values()) {
            Modes.write(field, team.info().getOrDefault(field, modeOf(field)), property);
        }
        return property;
    }

    private static String modeOf(TeamField field) {
        return field.words().isEmpty() ? "" : field.words().get(0);
    }

    static List<Property> properties(List<Team> teams) {
        return teams.stream().map(Teams::property).toList();
    }

    /** What a notification says of its team: some of it, in the core's words. */
    static Property property(Map<?, ?> team) {
        Property property = new Property(Tables.TEAM)
                .put("teamId", team.get("teamId"))
                .put("type", ADVANCED)
                .put("owner", team.get("owner"))
                .put("level", team.get("level"))
                .put("memberNum", team.get("memberNum"))
                .put("memberUpdateTime", team.get("memberUpdateTime"))
                .put("createTime", team.get("createTime"))
                .put("updateTime", team.get("updateTime"))
                .put("valid", Boolean.FALSE.equals(team.get("valid")) ? 0 : 1);
        for (TeamField field : TeamField.values()) {
            if (team.get(field.wireName()) instanceof String value) {
                Modes.write(field, value, property);
            }
        }
        return property;
    }

    /** What a client wants a team to be, of the things it may set. */
    static Map<TeamField, String> info(Props team) {
        Map<TeamField, String> info = new EnumMap<>(TeamField.class);
        for (TeamField field : TeamField.values()) {
            Modes.read(field, team).ifPresent(value -> info.put(field, value));
        }
        return info;
    }

    static Property member(TeamMember member) {
        return new Property(isSuper(member.team()) ? Tables.SUPER_MEMBER : Tables.MEMBER)
                .put("teamId", member.team().id())
                .put("account", member.account())
                .put("type", of(member.role()))
                .put("nickInTeam", member.nick())
                .put("ext", member.ext())
                .put("bits", member.isQuiet() ? QUIET_BIT : 0)
                .put("active", 1)
                .put("valid", 1)
                .put("mute", member.isMuted() ? 1 : 0)
                .put("invitorAccid", member.invitor().isEmpty() ? null : member.invitor())
                .put("joinTime", member.joinTime())
                .put("updateTime", member.updateTime());
    }

    static List<Property> members(List<TeamMember> members) {
        return members.stream().map(Teams::member).toList();
    }

    private static int of(TeamRole role) {
        return switch (role) {
            case NORMAL -> 0;
            case OWNER -> 1;
            case MANAGER -> 2;
        };
    }

    static Property count(Conversation team, ReadCount count) {
        return new Property(Tables.TEAM_RECEIPT)
                .put("teamId", team.id())
                .put("idServer", count.idServer())
                .put("read", count.read())
                .put("unread", count.unread())
                .put("idClient", count.idClient())
                .put("account", count.reader().isEmpty() ? null : count.reader());
    }

    static List<Property> counts(Conversation team, List<ReadCount> counts) {
        return counts.stream().map(count -> count(team, count)).toList();
    }

    static boolean isQuiet(long bits) {
        return (bits & QUIET_BIT) != 0;
    }

    static boolean isSuper(Conversation team) {
        return team.scene() == Scene.SUPER_TEAM;
    }
}
