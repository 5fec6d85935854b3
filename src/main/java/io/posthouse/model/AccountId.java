package io.posthouse.model;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** The form of an account: 1 to 32 characters from {@code [A-Za-z0-9_@.-]}, kept in lower case. */
public final class AccountId {
    private static final Pattern FORM = Pattern.compile("[A-Za-z0-9_@.-]{1,32}");

    private AccountId() {}

    /** The account in its stored form, or empty if the text cannot be one. */
    public static Optional<String> parse(String text) {
        return FORM.matcher(text).matches() ? Optional.of(text.toLowerCase(Locale.ROOT)) : Optional.empty();
    }
}
