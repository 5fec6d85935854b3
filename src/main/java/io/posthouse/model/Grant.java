package io.posthouse.model;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/**
 * One row of the permission table as the store needs it to decide: which roles may, depending on a mode of the team, and on
 * whom. Roles are written as letters: o owner, m manager, n normal member, - nobody of the team, s the server.
 *
 * @param mode the mode that decides, or null if none does
 * @param roles letters of the roles that may, by the mode's word; under the empty word if no mode decides
 * @param targets by the caller's letter the letters of the roles it may do it to; empty if nobody is aimed at
 */
public record Grant(@Nullable TeamField mode, Map<String, String> roles, Map<Character, String> targets) {
    public Grant {
        roles = Collections.unmodifiableMap(new LinkedHashMap<>(roles));
        targets = Collections.unmodifiableMap(new LinkedHashMap<>(targets));
    }

    /** As a script reads it: {@code muteType none=omns normal=oms all=s}; without a mode {@code - =omns}. */
    public String rolesText() {
        StringJoiner text = new StringJoiner(" ");
        text.add(mode == null ? "-" : mode.wireName());
        roles.forEach((word, letters) -> text.add(word + "=" + letters));
        return text.toString();
    }

    /** As a script reads it: {@code o=mn m=n s=omn}; empty if nobody is aimed at. */
    public String targetsText() {
        StringJoiner text = new StringJoiner(" ");
        targets.forEach((role, letters) -> text.add(role + "=" + letters));
        return text.toString();
    }
}
