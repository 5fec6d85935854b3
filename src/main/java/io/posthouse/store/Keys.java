package io.posthouse.store;

import io.posthouse.model.Conversation;
import io.posthouse.model.RelationKind;
import java.util.Locale;

/**
 * The names of everything in Redis. What one script touches shares a hash tag: {@code {c:<conversation>}} or
 * {@code {a:<account>}}. No other class makes a key.
 */
final class Keys {
    private final String prefix;

    Keys(String prefix) {
        this.prefix = prefix;
    }

    /** Stream: the conversation's entries, id {@code <time>-<seq>}. */
    String log(Conversation conversation) {
        return of(conversation) + "log";
    }

    /** Hash: the log's state, what each account did to it, and the idempotency map. */
    String meta(Conversation conversation) {
        return of(conversation) + "meta";
    }

    /** Sorted set by message time: seqs that no longer count as unread for the account. */
    String gone(Conversation conversation, String account) {
        return of(conversation) + "gone:" + account;
    }

    /** Sorted set by message time: seqs that the account has deleted for itself. */
    String deleted(Conversation conversation, String account) {
        return of(conversation) + "del:" + account;
    }

    /** Hash: token, card, number of the last change. */
    String account(String account) {
        return of(account) + "account";
    }

    /** Sorted set by change time: the account's conversations. */
    String recent(String account) {
        return of(account) + "recent";
    }

    /** Hash: conversation to the time that any device has acknowledged. */
    String acknowledged(String account) {
        return of(account) + "ack";
    }

    /** In front of a device id: hash of conversation to the time that this device has acknowledged. */
    String devicePrefix(String account) {
        return of(account) + "dev:";
    }

    String device(String account, String deviceId) {
        return devicePrefix(account) + deviceId;
    }

    /** Sorted set by time last seen: the devices that are remembered. */
    String devices(String account) {
        return of(account) + "devices";
    }

    /** Hash: connection to where it is. */
    String online(String account) {
        return of(account) + "online";
    }

    /** Stream: the numbered changes of the account, id {@code <number>-0}. */
    String changes(String account) {
        return of(account) + "changes";
    }

    /** Set: the accounts that are blocked or muted. */
    String relation(String account, RelationKind kind) {
        return of(account) + kind.name().toLowerCase(Locale.ROOT);
    }

    /** Sorted set by end of lease: the nodes. */
    String nodes() {
        return prefix + "nodes";
    }

    /** String: names the store's life. */
    String epoch() {
        return prefix + "epoch";
    }

    /** String: the version of everything that these keys hold. */
    String schema() {
        return prefix + "schema";
    }

    /** Counter: the last conversation number that was handed out. */
    String numbers() {
        return prefix + "numbers";
    }

    private String of(Conversation conversation) {
        return prefix + "{c:" + conversation.key() + "}:";
    }

    private String of(String account) {
        return prefix + "{a:" + account + "}:";
    }
}
