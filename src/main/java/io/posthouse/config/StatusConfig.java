package io.posthouse.config;

/**
 * How much of the statuses that accounts publish and subscribe to is kept, from the {@code status} section.
 *
 * @param subscriptionsMax of one account; each type of another account's status is one
 * @param subscribersMax of one account, all types together; each is told what it publishes
 * @param typesMax of statuses that one account keeps published
 */
public record StatusConfig(int subscriptionsMax, int subscribersMax, int typesMax) {
    public static final StatusConfig DEFAULT = new StatusConfig(3_000, 3_000, 20);

    public StatusConfig {
        Check.positive(subscriptionsMax, "subscriptionsMax");
        Check.positive(subscribersMax, "subscribersMax");
        Check.positive(typesMax, "typesMax");
    }

    public static StatusConfig from(Section section) {
        StatusConfig status = new StatusConfig(
                section.integer("subscriptionsMax", DEFAULT.subscriptionsMax, 1, 100_000),
                section.integer("subscribersMax", DEFAULT.subscribersMax, 1, 100_000),
                section.integer("typesMax", DEFAULT.typesMax, 1, 1_000));
        section.rejectUnknown();
        return status;
    }
}
