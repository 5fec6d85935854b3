package io.posthouse.protocol.nim;

import io.posthouse.connection.Closing;
import io.posthouse.model.Fault;
import io.posthouse.model.KickReason;

/** How this wire spells faults and reasons. Switches without default: a new fault does not compile until it is spelt. */
final class Spelling {
    static final int OK = 200;
    static final int REFUSED_BY_PEER = 7101;
    /** What is not in this version of the gateway. */
    static final int NOT_OFFERED = 403;

    static final int NO_TEAM = 803;
    static final int PARTLY = 816;
    /** Who is invited is not connected. */
    static final int PEER_OFFLINE = 10201;

    private static final int LOGIN_FAILED = 302;
    private static final int FORBIDDEN = 403;
    private static final int UNKNOWN = 404;
    private static final int TOO_LONG = 405;
    private static final int TIMEOUT = 408;
    private static final int PARAMETER = 414;
    private static final int UNAVAILABLE = 415;
    private static final int TOO_OFTEN = 416;
    private static final int REPEATED = 417;
    private static final int SERVER_ERROR = 500;
    private static final int BUSY = 503;
    private static final int EXPIRED = 508;
    private static final int INVALID_NOW = 509;
    private static final int TEAM_FULL = 801;
    private static final int NO_PERMISSION = 802;
    private static final int NOT_IN_TEAM = 804;
    private static final int IN_TEAM_ALREADY = 809;
    private static final int MUTED = 812;

    private static final int LOGGED_OUT = 1000;
    private static final int COME_BACK = 4000;
    private static final int STAY_AWAY = 4500;

    private Spelling() {}

    static int codeOf(Fault fault) {
        return switch (fault) {
            case MALFORMED, INVALID -> PARAMETER;
            case TOO_LARGE, BODY_TOO_LONG, ATTACH_TOO_LONG, EXT_TOO_LONG, FILE_TOO_LARGE -> TOO_LONG;
            case UNKNOWN_COMMAND, NOT_FOUND -> UNKNOWN;
            case UNAUTHENTICATED -> LOGIN_FAILED;
            case NOT_LOGGED_IN, FORBIDDEN, NOT_RECALLABLE, LIMIT_REACHED, FILE_REFUSED -> FORBIDDEN;
            case LOGIN_TIMEOUT, STORE_TIMEOUT -> TIMEOUT;
            case RATE_LIMITED, TOO_MANY_ERRORS -> TOO_OFTEN;
            case TOO_SLOW -> UNAVAILABLE;
            case BLOCKED -> REFUSED_BY_PEER;
            case CONTENT_DIFFERS, ALREADY_EXISTS -> REPEATED;
            case RECALL_WINDOW_CLOSED -> EXPIRED;
            case NOT_A_MEMBER -> NOT_IN_TEAM;
            case MUTED -> MUTED;
            case STALE, INVITATION_OVER, INVITATION_REJECTED, INVITATION_ACCEPTED -> INVALID_NOW;
            case IN_CHANNEL, IN_CHANNEL_ELSEWHERE, UID_TAKEN -> REPEATED;
            case TOO_MANY_CONNECTIONS, OVERLOADED, DRAINING, STORE_UNAVAILABLE -> BUSY;
            case NOT_DURABLE, UPSTREAM_FAILED, STORAGE_FULL, STORAGE_UNAVAILABLE, INTERNAL -> SERVER_ERROR;
        };
    }

    /** The same where it was about a team, which has codes of its own. */
    static int teamCodeOf(Fault fault) {
        return switch (fault) {
            case NOT_FOUND -> NO_TEAM;
            case FORBIDDEN -> NO_PERMISSION;
            case LIMIT_REACHED -> TEAM_FULL;
            case ALREADY_EXISTS -> IN_TEAM_ALREADY;
            default -> codeOf(fault);
        };
    }

    /** The same where it was about a channel, which has codes of its own. */
    static int channelCodeOf(Fault fault) {
        return switch (fault) {
            case NOT_FOUND -> 10404;
            case ALREADY_EXISTS -> 10405;
            case NOT_A_MEMBER -> 10406;
            case IN_CHANNEL -> 10407;
            case INVITATION_OVER -> 10408;
            case INVITATION_REJECTED -> 10409;
            case INVITATION_ACCEPTED -> 10410;
            case INVALID -> 10414;
            case UID_TAKEN -> 10417;
            case LIMIT_REACHED -> 10419;
            case IN_CHANNEL_ELSEWHERE -> 10420;
            default -> codeOf(fault);
        };
    }

    /** Clients of this wire do not look at it; up to 4499 it means "come back", above "do not", as on our other wire. */
    static int closeCode(Closing closing) {
        if (closing instanceof Closing.LoggedOut) {
            return LOGGED_OUT;
        }
        if (closing instanceof Closing.Refused refused) {
            return refused.fault().retry() == Fault.Retry.NEVER ? STAY_AWAY : COME_BACK;
        }
        return closing instanceof Closing.Kicked ? STAY_AWAY : COME_BACK;
    }

    static int reasonOf(KickReason reason) {
        return switch (reason) {
            case REPLACED, SAME_CLIENT_TYPE -> 1;
            case BY_SERVER, ACCOUNT_DELETED -> 2;
            case OTHER_DEVICE, BY_DEVICE -> 3;
        };
    }
}
