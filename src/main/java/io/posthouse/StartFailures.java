package io.posthouse;

import io.posthouse.config.StartupException;
import io.posthouse.model.FaultException;
import io.vertx.core.Future;
import java.io.IOException;
import java.net.BindException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Turns whatever a start failed with into one sentence for the person who started it. */
final class StartFailures {
    private static final Logger LOG = LoggerFactory.getLogger(StartFailures.class);

    private StartFailures() {}

    static StartupException of(Throwable cause) {
        if (cause instanceof StartupException sentence) {
            return sentence;
        }
        if (cause instanceof FaultException refusal) {
            return new StartupException("The store cannot be used: " + refusal.getMessage() + ".");
        }
        if (!(cause instanceof IOException)) {
            LOG.error("The start failed with a bug", cause);
        }
        return new StartupException("The gateway cannot start: " + cause.getMessage());
    }

    /** @param section which of the two ports it is about, {@code server} or {@code management} */
    static <T> Future<T> onPort(Throwable cause, String section, String host, int port) {
        String address = host + ":" + port;
        if (cause instanceof BindException) {
            return Future.failedFuture(new StartupException("The address " + address
                    + " cannot be listened on, is it in use? " + section + ".port chooses another."));
        }
        if (cause instanceof java.net.UnknownHostException) {
            return Future.failedFuture(
                    new StartupException("There is no host " + host + " to listen on (" + section + ".host)."));
        }
        return Future.failedFuture(cause);
    }
}
