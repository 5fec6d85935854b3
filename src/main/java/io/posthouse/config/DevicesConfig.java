package io.posthouse.config;

import java.util.LinkedHashMap;
import java.util.Map;

/** How many devices of an account may be online at once, from the {@code devices} section (A2). */
public record DevicesConfig(Policy policy) {
    public static final DevicesConfig DEFAULT = new DevicesConfig(Policy.ALL);

    public static DevicesConfig from(Section section) {
        Map<String, Policy> words = new LinkedHashMap<>();
        words.put("all", Policy.ALL);
        words.put("one-per-client-type", Policy.ONE_PER_CLIENT_TYPE);
        words.put("one", Policy.ONE);
        Policy policy = section.choice("policy", DEFAULT.policy, words);
        section.rejectUnknown();
        return new DevicesConfig(policy);
    }

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
