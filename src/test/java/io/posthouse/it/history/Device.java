package io.posthouse.it.history;

import io.posthouse.model.ClientType;
import io.posthouse.model.Conversation;
import io.posthouse.model.SessionState;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.NavigableSet;
import java.util.TreeSet;

/** A simulated installation of a client, and what it remembers. */
final class Device {
    private final String account;
    private final String id;
    private final ClientType type;
    private final Map<Conversation, NavigableSet<Long>> arrived = new LinkedHashMap<>();
    private final Map<Conversation, SessionState> sessions = new LinkedHashMap<>();
    private long since;
    private long changes;
    private long acknowledgedAllUpTo;
    private boolean online;

    Device(String account, String id, ClientType type) {
        this.account = account;
        this.id = id;
        this.type = type;
    }

    String account() {
        return account;
    }

    String id() {
        return id;
    }

    ClientType type() {
        return type;
    }

    boolean isOnline() {
        return online;
    }

    /** A new line: what came on the one before and was not acknowledged there comes again, if it is kept. */
    void cameOnline() {
        online = true;
        arrived.clear();
    }

    void dropped() {
        online = false;
    }

    /** Where a resume goes on; 0 if the device has no state. */
    long since() {
        return since;
    }

    long changes() {
        return changes;
    }

    /** It heard of an account change, live. */
    void changed(long number) {
        changes = Math.max(changes, number);
    }

    /** A login without state: a page that was loaded anew. */
    void forget() {
        since = 0;
        changes = 0;
        sessions.clear();
    }

    void synced(Told told) {
        since = told.syncTime();
        changes = told.changeNumber();
        sessions.putAll(told.sessions());
    }

    /** The sessions as a client has them that adds each sync to what it knew. */
    Map<Conversation, SessionState> sessions() {
        return sessions;
    }

    void acknowledgedAll(long upTo) {
        acknowledgedAllUpTo = Math.max(acknowledgedAllUpTo, upTo);
    }

    /** Up to this store time the device has acknowledged everything it was told. */
    long acknowledgedAllUpTo() {
        return acknowledgedAllUpTo;
    }

    void received(Conversation conversation, long time) {
        arrived.computeIfAbsent(conversation, c -> new TreeSet<>()).add(time);
    }

    /** The times of the entries that came on this line, by conversation: what the device may acknowledge. */
    Map<Conversation, NavigableSet<Long>> arrived() {
        return arrived;
    }

    @Override
    public String toString() {
        return account.substring(account.lastIndexOf('-') + 1) + "/" + id;
    }
}
