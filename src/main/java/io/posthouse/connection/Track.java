package io.posthouse.connection;

/** What one connection has been told of one conversation. Changed by {@link Tracks} alone, but for the marks of a fill. */
final class Track {
    /** The last entry that went past: written, or left out because the device has it already. */
    long seq;

    long time;
    /** Changes of the session up to this store time are accounted for. */
    long verifiedAt;
    /** The newest change of receipts and read marks that was told. */
    long stateAt;
    /** The last entry that was written, and up to where the device acknowledged. */
    long shownTime;

    long ackedTime;

    /** Whether the store is being read for entries that were missed; what is pushed meanwhile is read, too. */
    boolean isFilling;

    long pushedWhileFilling;
    long mark;
    /** Whether receipts and read marks may have been dropped, so that the session's state has to be told. */
    boolean isStateDue;

    boolean isUnacked() {
        return shownTime > ackedTime;
    }
}
