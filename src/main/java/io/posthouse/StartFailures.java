package io.posthouse;

import io.posthouse.config.StartupException;
import io.posthouse.model.FaultException;
import io.vertx.core.Future;
import java.io.IOException;
import java.net.UnknownHostException;
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
        if (cause instanceof UnknownHostException) {
            return Future.failedFuture(
                    new StartupException("There is no host " + host + " to listen on (" + section + ".host)."));
        }
        if (cause instanceof IOException) {
            return Future.failedFuture(new StartupException("The gateway cannot listen on " + host + ":" + port + " ("
                    + reason(cause) + "); " + section + ".port chooses another port."));
        }
        return Future.failedFuture(cause);
    }

    /** Without what the native transport says before it: "bind(..) failed with error(-98): Address already in use". */
    private static String reason(Throwable cause) {
        String said = String.valueOf(cause.getMessage());
        return said.substring(said.lastIndexOf(": ") < 0 ? 0 : said.lastIndexOf(": ") + 2);
    }
}
