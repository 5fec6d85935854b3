package io.posthouse.model;

/**
 * One life of the store: from its making, or from when it was found older than it had been (wiped, restored from a copy), to the next
 * such moment. What anybody knows of another life is worth nothing.
 *
 * @param name differs from that of any other life
 * @param begunMillis when it began, by the store's clock
 * @param silentFromMillis no node was there from then on, by the store's clock; 0 if there always was one
 * @param silentUntilMillis until then
 */
public record StoreLife(String name, long begunMillis, long silentFromMillis, long silentUntilMillis) {

    /** Whether a cursor is from a time that this store knows nothing of: it was told by a node that this store has not seen. */
    public boolean isContradictedBy(long cursorMillis) {
        return cursorMillis > silentFromMillis && cursorMillis < silentUntilMillis;
    }
}
