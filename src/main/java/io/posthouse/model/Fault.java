package io.posthouse.model;

import java.util.Arrays;

/**
 * Every reason this gateway may refuse a command. The code is part of the wire contract: never reuse or renumber one.
 *
 * <p>1xx the frame is wrong, 2xx the caller is wrong, 3xx the state is wrong, 9xx we are wrong.
 */
public enum Fault {
    MALFORMED(101, Retry.NEVER, "the frame is not what the protocol says"),
    TOO_LARGE(102, Retry.NEVER, "the frame is past the limit"),
    UNKNOWN_COMMAND(103, Retry.NEVER, "there is no such command"),
    INVALID(104, Retry.NEVER, "a field has a wrong type or value"),
    BODY_TOO_LONG(105, Retry.NEVER, "the body is past the limit"),
    ATTACH_TOO_LONG(106, Retry.NEVER, "the attach is past the limit"),
    EXT_TOO_LONG(107, Retry.NEVER, "the ext is past the limit"),
    FILE_TOO_LARGE(108, Retry.NEVER, "the file is past the limit"),
    FILE_REFUSED(109, Retry.NEVER, "the file is of a type that is not allowed, or not what it is said to be"),

    UNAUTHENTICATED(201, Retry.NEVER, "account or token is wrong"),
    NOT_LOGGED_IN(202, Retry.NEVER, "log in first"),
    LOGIN_TIMEOUT(203, Retry.LATER, "no login came in time"),
    FORBIDDEN(204, Retry.NEVER, "not allowed"),
    RATE_LIMITED(205, Retry.LATER, "too many commands"),
    TOO_MANY_CONNECTIONS(206, Retry.LATER, "too many connections"),
    TOO_MANY_ERRORS(207, Retry.LATER, "too many refused frames"),
    TOO_SLOW(208, Retry.LATER, "the connection does not read what it is sent"),

    BLOCKED(301, Retry.NEVER, "the receiver has blocked the sender"),
    CONTENT_DIFFERS(302, Retry.NEVER, "this idClient was used for another content"),
    NOT_FOUND(303, Retry.NEVER, "there is no such thing"),
    RECALL_WINDOW_CLOSED(304, Retry.NEVER, "too late to recall"),
    NOT_RECALLABLE(305, Retry.NEVER, "this message cannot be recalled"),
    ALREADY_EXISTS(306, Retry.NEVER, "it exists already"),
    LIMIT_REACHED(307, Retry.NEVER, "a list is full"),
    NOT_A_MEMBER(308, Retry.NEVER, "only members may do this"),
    MUTED(309, Retry.NEVER, "muted in this team"),
    STALE(310, Retry.NEVER, "it has changed since"),

    IN_CHANNEL(311, Retry.NEVER, "in this channel already"),
    IN_CHANNEL_ELSEWHERE(312, Retry.NEVER, "another device of the account is in this channel"),
    UID_TAKEN(313, Retry.NEVER, "another member has this uid"),
    INVITATION_OVER(314, Retry.NEVER, "there is no such invitation, or it has ended"),
    INVITATION_REJECTED(315, Retry.NEVER, "the invitation was rejected"),
    INVITATION_ACCEPTED(316, Retry.NEVER, "the invitation was accepted"),

    OVERLOADED(901, Retry.LATER, "too much is waiting already"),
    DRAINING(902, Retry.ELSEWHERE, "this node is going away"),
    STORE_TIMEOUT(903, Retry.LATER, "the store did not answer in time; whether it was stored is unknown"),
    STORE_UNAVAILABLE(904, Retry.LATER, "the store cannot be reached"),
    NOT_DURABLE(905, Retry.LATER, "stored, but not at the durability that was asked for"),
    UPSTREAM_FAILED(906, Retry.LATER, "the upstream gave no answer that could be passed on"),
    STORAGE_FULL(907, Retry.LATER, "there is no room for files"),
    STORAGE_UNAVAILABLE(908, Retry.LATER, "the storage of files cannot be used"),
    INTERNAL(999, Retry.LATER, "a fault of the gateway");

    /** What a client may do with the refused command. */
    public enum Retry {
        NEVER,
        LATER,
        ELSEWHERE
    }

    private final int code;
    private final Retry retry;
    private final String text;

    Fault(int code, Retry retry, String text) {
        this.code = code;
        this.retry = retry;
        this.text = text;
    }

    public int code() {
        return code;
    }

    public Retry retry() {
        return retry;
    }

    /** One sentence for a person; names no account, token or body. */
    public String text() {
        return text;
    }

    /** The fault with that code; {@link #INTERNAL} for a code of a newer node. */
    public static Fault ofCode(int code) {
        return Arrays.stream(values()).filter(f -> f.code == code).findFirst().orElse(INTERNAL);
    }
}
