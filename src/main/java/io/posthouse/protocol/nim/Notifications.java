package io.posthouse.protocol.nim;

import io.posthouse.model.Scene;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What happened to a team (T2), from the core's attach, {@code {"type":…,"data":{…}}}, to this wire's, {@code
 * {"id":…,"data":{…}}}. The team is always in it: clients lose the event of one that has none.
 */
final class Notifications {
    private static final String ADD = "addTeamMembers";
    private static final String PASSED = "passTeamApply";
    private static final String TRANSFER = "transferTeam";
    private static final String MUTE = "updateTeamMembersMute";

    /** By the core's name the number in a team and in a super team. */
    private static final Map<String, int[]> NUMBERS = Map.ofEntries(
            Map.entry(ADD, new int[] {0, 401}),
            Map.entry("removeTeamMembers", new int[] {1, 402}),
            Map.entry("leaveTeam", new int[] {2, 403}),
            Map.entry("updateTeam", new int[] {3, 404}),
            Map.entry("dismissTeam", new int[] {4, 405}),
            Map.entry(PASSED, new int[] {5, 410}),
            Map.entry(TRANSFER, new int[] {6, 406}),
            Map.entry("addTeamManagers", new int[] {7, 407}),
            Map.entry("removeTeamManagers", new int[] {8, 408}),
            Map.entry("acceptTeamInvite", new int[] {9, 411}),
            Map.entry(MUTE, new int[] {10, 409}));

    private Notifications() {}

    /** Null if it is none, as a newer node might write. */
    static @Nullable String attach(Scene scene, @Nullable String text) {
        Map<String, Object> attach = Json.objectIn(text).orElse(Map.of());
        if (!(attach.get("type") instanceof String type)
                || !(attach.get("data") instanceof Map<?, ?> data)
                || !NUMBERS.containsKey(type)) {
            return null;
        }
        int number = Optional.ofNullable(NUMBERS.get(type)).orElseThrow()[scene == Scene.TEAM ? 0 : 1];
        return Packets.json(Map.of("id", number, "data", data(type, scene, data)));
    }

    /** Whether an account comes into the team with it, as its owner does with the first one. */
    static boolean bringsIn(String account, @Nullable String text) {
        Map<String, Object> attach = Json.objectIn(text).orElse(Map.of());
        return ADD.equals(attach.get("type"))
                && attach.get("data") instanceof Map<?, ?> data
                && data.get("accounts") instanceof List<?> accounts
                && accounts.contains(account);
    }

    private static Map<String, Object> data(String type, Scene scene, Map<?, ?> data) {
        Map<String, Object> told = new LinkedHashMap<>();
        if (data.get("team") instanceof Map<?, ?> team) {
            told.put("tinfo", Teams.property(team));
        }
        List<?> accounts = data.get("accounts") instanceof List<?> list ? list : List.of();
        boolean isOne = type.equals(PASSED) || (type.equals(MUTE) && scene == Scene.TEAM);
        if (isOne && !accounts.isEmpty()) {
            told.put("id", accounts.get(0));
        }
        if (!accounts.isEmpty()) {
            told.put("ids", accounts);
        }
        if (type.equals(TRANSFER) && data.get("account") instanceof String owner) {
            told.put("id", owner);
        }
        if (type.equals(MUTE)) {
            told.put("mute", Boolean.TRUE.equals(data.get("mute")) ? 1 : 0);
        }
        if (data.get("attach") instanceof String said) {
            told.put("attach", said);
        }
        return told;
    }
}
