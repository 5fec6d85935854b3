package io.posthouse.model;

import java.util.Locale;
import java.util.Optional;

/** What an account says of itself on its card. */
public enum Gender {
    UNKNOWN(0),
    MALE(1),
    FEMALE(2);

    private final int number;

    Gender(int number) {
        this.number = number;
    }

    /** As the protocols spell it: {@code male}. */
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** 0, 1, 2: as it is stored. */
    public int number() {
        return number;
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
        for (Gender gender : values()) {
            if (gender.number == number) {
                return Optional.of(gender);
            }
        }
        return Optional.empty();
    }
}
