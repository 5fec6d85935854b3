package io.posthouse.config;

import java.time.Duration;

/** What the records' constructors hold programmers to. Operators never meet it: {@link Section} speaks to them. */
final class Check {
    private Check() {}

    static void that(boolean holds, String rule) {
        if (!holds) {
            throw new IllegalArgumentException(rule);
        }
    }

    static void positive(int value, String name) {
        that(value > 0, name + " must be positive, was " + value);
    }

    static void positive(Duration value, String name) {
        that(!value.isZero() && !value.isNegative(), name + " must be positive, was " + value);
    }

    static void notNegative(Duration value, String name) {
        that(!value.isNegative(), name + " must not be negative, was " + value);
    }

    static void port(int value, String name) {
        that(value >= 0 && value <= 65_535, name + " must be from 0 to 65535, was " + value);
    }
}
