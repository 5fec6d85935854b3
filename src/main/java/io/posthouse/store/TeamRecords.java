package io.posthouse.store;

import io.posthouse.model.Conversation;
import io.posthouse.model.Team;
import io.posthouse.model.TeamField;
import io.posthouse.model.TeamMember;
import io.posthouse.model.TeamRole;
import io.vertx.redis.client.Response;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Between what the store keeps of teams and members and the model. What the texts hold stands in team.lua and member.lua. */
final class TeamRecords {
    private static final int HEAD_LINES = 4;

    private TeamRecords() {}

    /** Reads a list of field, value, …; null if there is no such team. */
    static @Nullable Team team(Conversation id, Response flat) {
        Map<String, String> fields = new HashMap<>();
        for (int i = 0; i + 1 < flat.size(); i += 2) {
            fields.put(flat.get(i).toString(), flat.get(i + 1).toString());
        }
        if (!fields.containsKey("created")) {
            return null;
        }
        Map<TeamField, String> info = new EnumMap<>(TeamField.class);
        for (TeamField field : TeamField.values()) {
            String value = fields.get(field.wireName());
            if (value != null) {
                info.put(field, value);
            }
        }
        return new Team(
                id,
                fields.getOrDefault("owner", ""),
                (int) number(fields, "level"),
                (int) number(fields, "count"),
                info,
                number(fields, "created"),
                number(fields, "updated"),
                number(fields, "memberUpdated"),
                !fields.containsKey("dismissed"));
    }

    static TeamMember member(Conversation team, String account, String value) {
        String[] lines = value.split("\n", HEAD_LINES + 1);
        String[] head = lines[0].split(" ", -1);
        TeamRole role = TeamRole.ofLetter(head[0].charAt(0))
                .orElseThrow(() -> new IllegalStateException("a member has an unknown role " + head[0]));
        return new TeamMember(
                team,
                account,
                role,
                lines[3].isEmpty() ? null : lines[3],
                lines[4].isEmpty() ? null : lines[4],
                head[2].equals("1"),
                head[3].equals("1"),
                lines[2],
                Long.parseLong(head[1]),
                Long.parseLong(head[4]));
    }

    /** Reads a list of account, value, …. */
    static List<TeamMember> members(Conversation team, Response flat) {
        List<TeamMember> members = new ArrayList<>(flat.size() / 2);
        for (int i = 0; i + 1 < flat.size(); i += 2) {
            members.add(member(team, flat.get(i).toString(), flat.get(i + 1).toString()));
        }
        return members;
    }

    private static long number(Map<String, String> fields, String name) {
        return Long.parseLong(fields.getOrDefault(name, "0"));
    }
}
