package io.posthouse.protocol.nim;

/**
 * Which version of the vendor's client talks, as far as it has to be told other things than the rest.
 *
 * @param number as the client says at its login; 0 before
 */
record Version(long number) {
    static final long NEWEST = 91_402;

    private static final long OF_0_15 = 91_000;
    private static final long OF_CLASSIC = 92_000;
    private static final long OF_10 = 100_000;

    /** 0.11 forgets the receipts of sessions that it does not know yet. */
    boolean forgetsReceipts() {
        return number < OF_0_15;
    }

    /** The classic client reports a fault of the page if it did not ask for its relations. */
    boolean takesRelations() {
        return number < OF_CLASSIC || number >= OF_10;
    }
}
