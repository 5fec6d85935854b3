package io.posthouse.model;

import java.util.regex.Pattern;

/** The form of a team's id: 1 to 15 digits, the first of them no zero. Anything else must not become part of a key. */
public final class TeamId {
    private static final Pattern FORM = Pattern.compile("[1-9][0-9]{0,14}");

    private TeamId() {}

    public static boolean fits(String text) {
        return FORM.matcher(text).matches();
    }
}
