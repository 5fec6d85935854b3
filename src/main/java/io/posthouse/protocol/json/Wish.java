package io.posthouse.protocol.json;

import com.fasterxml.jackson.core.JsonGenerator;
import io.posthouse.model.Answer;
import io.posthouse.model.ClientType;
import io.posthouse.model.Command;
import java.io.IOException;
import java.util.List;

/** What a frame of a client wants, once it has been read and found well formed. */
sealed interface Wish {

    /**
     * @param since 0 if the client has no state, or one of another {@code epoch}
     */
    record Login(
            String account,
            String token,
            String deviceId,
            ClientType clientType,
            long since,
            long changes,
            String epoch)
            implements Wish {
        @Override
        public String toString() {
            return "Login[account=" + account + ", deviceId=" + deviceId + "]";
        }
    }

    record Ping() implements Wish {}

    record Logout() implements Wish {}

    /**
     * @param changes the number of the last account change that came; 0 if the note does not tell
     */
    record Acknowledge(List<Command.SessionMark> marks, long changes) implements Wish {}

    /** A command, and how its answer is written. */
    record Ask<A extends Answer>(Command.ClientCommand command, Class<A> answered, Write<A> writing) implements Wish {
        void write(Answer answer, JsonGenerator out) throws IOException {
            writing.write(answered.cast(answer), out);
        }
    }

    /** Writes the fields of an answer's {@code ok}. */
    @FunctionalInterface
    interface Write<A extends Answer> {
        void write(A answer, JsonGenerator out) throws IOException;
    }
}
