package io.posthouse.model;

import java.util.Locale;
import java.util.Optional;

/** What an account says of itself on its card. */
public enum Gender {
    UNKNOWN,
    MALE,
    FEMALE;

    /** As the protocols spell it: {@code male}. */
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** 0, 1, 2: as it is stored. */
    public int number() {
        return ordinal();
    }

    public static Optional<Gender> of(String wireName) {
        for (Gender gender : values()) {
            if (gender.wireName().equals(wireName)) {
                return Optional.of(gender);
            }
        }
        return Optional.empty();
    }

    public static Optional<Gender> of(long number) {
        return number >= 0 && number < values().length ? Optional.of(values()[(int) number]) : Optional.empty();
    }
}
