package io.posthouse.protocol.nim;

import io.posthouse.model.TeamField;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a team says of itself: the fields of both sides, and the numbers of the modes' words. */
final class Modes {
    /** Texts by their name on this wire. */
    static final Map<TeamField, String> TEXTS = Map.of(
            TeamField.NAME, "name",
            TeamField.AVATAR, "avatar",
            TeamField.INTRO, "intro",
            TeamField.ANNOUNCEMENT, "announcement",
            TeamField.EXT, "ext",
            TeamField.SERVER_EXT, "serverExt");

    /** Modes whose word's place is its number; an empty word is no word of ours. The history mode has no number. */
    private static final Map<TeamField, Mode> MODES = Map.of(
            TeamField.JOIN_MODE, new Mode("joinMode", List.of("noVerify", "needVerify", "rejectAll")),
            TeamField.BE_INVITE_MODE, new Mode("beInviteMode", List.of("needVerify", "noVerify")),
            TeamField.INVITE_MODE, new Mode("inviteMode", List.of("manager", "all")),
            TeamField.UPDATE_TEAM_MODE, new Mode("updateTeamMode", List.of("manager", "all")),
            TeamField.UPDATE_EXT_MODE, new Mode("updateExtMode", List.of("manager", "all")),
            TeamField.MUTE_TYPE, new Mode("muteType", List.of("none", "normal", "", "all")));

    private Modes() {}

    /** Puts a text or a mode, if this wire has it. */
    static void write(TeamField field, @Nullable String value, Property team) {
        String text = TEXTS.get(field);
        Mode mode = MODES.get(field);
        if (value == null) {
            return;
        }
        if (text != null) {
            team.put(text, value);
        } else if (mode != null && mode.words.contains(value)) {
            team.put(mode.field, mode.words.indexOf(value));
            if (field == TeamField.MUTE_TYPE) {
                team.put("mute", value.equals("none") ? 0 : 1);
            }
        }
    }

    /** What a client says of this field, if anything. */
    static Optional<String> read(TeamField field, Props team) {
        String text = TEXTS.get(field);
        Mode mode = MODES.get(field);
        if (text != null) {
            return Optional.ofNullable(team.text(text));
        }
        if (mode == null || !team.has(mode.field)) {
            return Optional.empty();
        }
        long number = team.number(mode.field, 0);
        String word = number < mode.words.size() ? mode.words.get((int) number) : "";
        if (word.isEmpty()) {
            throw Forms.invalid(mode.field);
        }
        return Optional.of(word);
    }

    /** @param words an empty one for a number that means nothing */
    private record Mode(String field, List<String> words) {}
}
