package io.posthouse.protocol.json;

import com.fasterxml.jackson.core.JsonGenerator;
import io.posthouse.config.LimitsConfig;
import io.posthouse.model.Answer;
import io.posthouse.model.Caller;
import io.posthouse.model.Command;
import io.posthouse.model.Fault;
import io.posthouse.model.FaultException;
import io.posthouse.model.Message;
import java.io.IOException;

/**
 * This protocol's requests without a socket: what an embedding host asks for one of the accounts, in the same words. Any
 * thread may read and answer; messages are written on one event loop.
 */
public final class HostRequests {
    private final RequestReader requests;
    private final Frames frames = new Frames();

    public HostRequests(LimitsConfig limits) {
        this.requests = new RequestReader(Verbs.table(limits.pageMax()));
    }

    /** A request that was read. */
    public static final class Asked {
        private final Wish.Ask<?> ask;

        private Asked(Wish.Ask<?> ask) {
            this.ask = ask;
        }

        public Command.ClientCommand command() {
            return ask.command();
        }

        /** The answer's frame: {@code {"id":…,"ok":{…}}}. */
        public String answer(Answer answer) {
            return new Frames().answer(1, out -> ask.write(answer, out));
        }
    }

    /**
     * @param text a request with an id, as a client would write it
     * @throws FaultException for everything that is not as the protocol says; UNKNOWN_COMMAND for what only a socket can ask
     */
    public Asked read(String text, Caller caller) {
        if (requests.read(text, caller).wish() instanceof Wish.Ask<?> ask) {
            return new Asked(ask);
        }
        throw new FaultException(Fault.UNKNOWN_COMMAND);
    }

    /** {@code {"on":"msg","msg":{…}}}. */
    public String message(Message message) {
        return frames.event("msg", out -> write(message, out));
    }

    private static void write(Message message, JsonGenerator out) throws IOException {
        MessageWriter.message("msg", message, out);
    }
}
