package io.posthouse.bus;

import io.posthouse.model.Fault;
import io.posthouse.model.FaultException;
import io.vertx.core.eventbus.Message;
import io.vertx.core.eventbus.ReplyException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Fault ↔ failed reply: the one place where what a future failed with becomes what a client may be told. */
public final class Faults {
    private static final Logger LOG = LoggerFactory.getLogger(Faults.class);

    private Faults() {}

    /** A bug (any exception that is no refusal) is INTERNAL, without its text. */
    public static FaultException of(Throwable cause) {
        if (cause instanceof FaultException known) {
            return known;
        }
        if (cause instanceof ReplyException reply) {
            return switch (reply.failureType()) {
                case RECIPIENT_FAILURE ->
                    new FaultException(
                            Fault.ofCode(reply.failureCode()), reply.getMessage() == null ? "" : reply.getMessage());
                case TIMEOUT -> new FaultException(Fault.OVERLOADED);
                case NO_HANDLERS -> new FaultException(Fault.DRAINING);
                case ERROR -> new FaultException(Fault.INTERNAL);
            };
        }
        return new FaultException(Fault.INTERNAL);
    }

    /** As {@link #of}; a bug is logged here, once, with its trace. */
    static FaultException told(String address, Throwable cause) {
        if (!(cause instanceof FaultException) && !(cause instanceof ReplyException)) {
            LOG.error("A command failed with a bug address={}", address, cause);
        }
        return of(cause);
    }

    /** Fails a request with the fault that {@code cause} means. */
    public static void fail(Message<?> request, Throwable cause) {
        FaultException fault = told(request.address(), cause);
        request.fail(fault.fault().code(), fault.detail());
    }
}
