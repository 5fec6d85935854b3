package io.posthouse.protocol.json;

import io.posthouse.connection.Closing;
import io.posthouse.model.Fault;

/** How this wire spells faults. Switches without default: a new fault does not compile until it is spelt. */
final class Spelling {
    static final int LOGGED_OUT = 1000;
    static final int GOING_AWAY = 4000;
    static final int TOO_SLOW = 4001;
    static final int SILENT = 4002;
    static final int TOO_MANY_ERRORS = 4003;
    static final int TOO_MANY_CONNECTIONS = 4004;
    static final int OUR_FAULT = 4005;
    static final int NO_FRAME = 4500;
    static final int WRONG_TOKEN = 4501;
    static final int KICKED = 4502;

    private Spelling() {}

    static String nameOf(Fault fault) {
        return switch (fault) {
            case MALFORMED -> "malformed";
            case TOO_LARGE -> "too_large";
            case UNKNOWN_COMMAND -> "unknown_command";
            case INVALID -> "invalid";
            case BODY_TOO_LONG -> "body_too_long";
            case ATTACH_TOO_LONG -> "attach_too_long";
            case EXT_TOO_LONG -> "ext_too_long";
            case FILE_TOO_LARGE -> "file_too_large";
            case FILE_REFUSED -> "file_refused";
            case UNAUTHENTICATED -> "unauthenticated";
            case NOT_LOGGED_IN -> "not_logged_in";
            case LOGIN_TIMEOUT -> "login_timeout";
            case FORBIDDEN -> "forbidden";
            case RATE_LIMITED -> "rate_limited";
            case TOO_MANY_CONNECTIONS -> "too_many_connections";
            case TOO_MANY_ERRORS -> "too_many_errors";
            case TOO_SLOW -> "too_slow";
            case BLOCKED -> "blocked";
            case CONTENT_DIFFERS -> "content_differs";
            case NOT_FOUND -> "not_found";
            case RECALL_WINDOW_CLOSED -> "recall_window_closed";
            case NOT_RECALLABLE -> "not_recallable";
            case ALREADY_EXISTS -> "already_exists";
            case LIMIT_REACHED -> "limit_reached";
            case NOT_A_MEMBER -> "not_a_member";
            case MUTED -> "muted";
            case STALE -> "stale";
            case IN_CHANNEL -> "in_channel";
            case IN_CHANNEL_ELSEWHERE -> "in_channel_elsewhere";
            case UID_TAKEN -> "uid_taken";
            case INVITATION_OVER -> "invitation_over";
            case INVITATION_REJECTED -> "invitation_rejected";
            case INVITATION_ACCEPTED -> "invitation_accepted";
            case OVERLOADED -> "overloaded";
            case DRAINING -> "draining";
            case STORE_TIMEOUT -> "store_timeout";
            case STORE_UNAVAILABLE -> "store_unavailable";
            case NOT_DURABLE -> "not_durable";
            case UPSTREAM_FAILED -> "upstream_failed";
            case STORAGE_FULL -> "storage_full";
            case STORAGE_UNAVAILABLE -> "storage_unavailable";
            case INTERNAL -> "internal";
        };
    }

    static String nameOf(Fault.Retry retry) {
        return switch (retry) {
            case NEVER -> "never";
            case LATER -> "later";
            case ELSEWHERE -> "elsewhere";
        };
    }

    static int closeCode(Closing closing) {
        if (closing instanceof Closing.Refused refused) {
            return closeCode(refused.fault());
        }
        if (closing instanceof Closing.Kicked) {
            return KICKED;
        }
        return closing instanceof Closing.Draining ? GOING_AWAY : LOGGED_OUT;
    }

    private static int closeCode(Fault fault) {
        return switch (fault) {
            case TOO_SLOW -> TOO_SLOW;
            case LOGIN_TIMEOUT -> SILENT;
            case TOO_MANY_ERRORS, RATE_LIMITED -> TOO_MANY_ERRORS;
            case TOO_MANY_CONNECTIONS -> TOO_MANY_CONNECTIONS;
            case DRAINING -> GOING_AWAY;
            case OVERLOADED,
                    STORE_TIMEOUT,
                    STORE_UNAVAILABLE,
                    NOT_DURABLE,
                    UPSTREAM_FAILED,
                    STORAGE_FULL,
                    STORAGE_UNAVAILABLE,
                    INTERNAL -> OUR_FAULT;
            case UNAUTHENTICATED, FORBIDDEN, NOT_LOGGED_IN -> WRONG_TOKEN;
            case MALFORMED, TOO_LARGE, UNKNOWN_COMMAND, INVALID, BODY_TOO_LONG, ATTACH_TOO_LONG, EXT_TOO_LONG ->
                NO_FRAME;
            case FILE_TOO_LARGE, FILE_REFUSED -> NO_FRAME;
            // Nobody is shown the door for these; if ever, it is for good.
            case BLOCKED,
                    CONTENT_DIFFERS,
                    NOT_FOUND,
                    RECALL_WINDOW_CLOSED,
                    NOT_RECALLABLE,
                    ALREADY_EXISTS,
                    LIMIT_REACHED,
                    NOT_A_MEMBER,
                    MUTED,
                    STALE,
                    IN_CHANNEL,
                    IN_CHANNEL_ELSEWHERE,
                    UID_TAKEN,
                    INVITATION_OVER,
                    INVITATION_REJECTED,
                    INVITATION_ACCEPTED -> NO_FRAME;
        };
    }
}
