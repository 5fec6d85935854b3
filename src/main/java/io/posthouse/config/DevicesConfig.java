package io.posthouse.config;

/** How many devices of an account may be online at once, from the {@code devices} section (A2). */
public record DevicesConfig(Policy policy) {
    public static final DevicesConfig DEFAULT = new DevicesConfig(Policy.ALL);

    /** Whom a newly connected device pushes out. */
    public enum Policy {
        /** Nobody. */
        ALL,
        /** The account's other device of the same client type. */
        ONE_PER_CLIENT_TYPE,
        /** Every other device of the account. */
        ONE
    }
}
