package io.posthouse.client;

import io.posthouse.model.Fault;
import org.jspecify.annotations.Nullable;

/** A request was refused by the gateway, or was not answered. */
public final class ClientException extends RuntimeException {
    /** Not a code of the gateway: the line is down, or the answer did not come in time. The outcome is unknown. */
    public static final int NO_ANSWER = 0;

    private static final long serialVersionUID = 1L;

    private final int code;
    private final String detail;
    private final transient @Nullable ChatMessage message;

    private ClientException(int code, String text, String detail, @Nullable ChatMessage message) {
        super(text, null, false, false);
        this.code = code;
        this.detail = detail;
        this.message = message;
    }

    static ClientException noAnswer(String text) {
        return new ClientException(NO_ANSWER, text, "", null);
    }

    static ClientException refused(int code, String text, String detail) {
        return new ClientException(code, text, detail, null);
    }

    ClientException about(ChatMessage failed) {
        return new ClientException(code, String.valueOf(getMessage()), detail, failed);
    }

    public int code() {
        return code;
    }

    /** INTERNAL for a code that this client does not know, and for no answer at all. */
    public Fault fault() {
        return Fault.ofCode(code);
    }

    /** The field or limit that was wrong; may be empty. */
    public String detail() {
        return detail;
    }

    /** The message that could not be sent, as {@code SEND_FAILED}; null if the request was another one. */
    public @Nullable ChatMessage message() {
        return message;
    }
}
