package io.posthouse.client;

import io.posthouse.model.ClientType;
import java.time.Duration;

/**
 * Where a client connects, who it is, and how patient it is.
 *
 * @param deviceId names this installation, 1 to 64 printable ASCII characters; keep it: offline and roaming messages are
 *     counted by it
 * @param acknowledge whether what arrives is acknowledged by itself
 * @param acknowledgeDelay how long acknowledgements are collected; zero sends each at once
 * @param reconnect whether a dropped line is taken up again
 * @param backoffMin the first wait before that, on average twice as long each time after
 * @param backoffMax the longest wait
 * @param requestTimeout how long a request waits for its answer
 */
public record ClientOptions(
        String host,
        int port,
        boolean tls,
        String account,
        String token,
        String deviceId,
        ClientType clientType,
        boolean acknowledge,
        Duration acknowledgeDelay,
        boolean reconnect,
        Duration backoffMin,
        Duration backoffMax,
        Duration requestTimeout) {

    /** A server-side client on plain TCP whose device is named after its account. */
    public static ClientOptions of(String host, int port, String account, String token) {
        return new ClientOptions(
                host,
                port,
                false,
                account,
                token,
                "java-" + account,
                ClientType.SERVER,
                true,
                Duration.ofMillis(100),
                true,
                Duration.ofMillis(500),
                Duration.ofSeconds(30),
                Duration.ofSeconds(10));
    }

    public ClientOptions device(String id, ClientType type) {
        return new ClientOptions(
                host,
                port,
                tls,
                account,
                token,
                id,
                type,
                acknowledge,
                acknowledgeDelay,
                reconnect,
                backoffMin,
                backoffMax,
                requestTimeout);
    }

    /** Never acknowledges by itself: for tests of what comes again. */
    public ClientOptions withoutAcknowledging() {
        return new ClientOptions(
                host,
                port,
                tls,
                account,
                token,
                deviceId,
                clientType,
                false,
                acknowledgeDelay,
                reconnect,
                backoffMin,
                backoffMax,
                requestTimeout);
    }

    /** Stays away once the line has dropped. */
    public ClientOptions withoutReconnecting() {
        return new ClientOptions(
                host,
                port,
                tls,
                account,
                token,
                deviceId,
                clientType,
                acknowledge,
                acknowledgeDelay,
                false,
                backoffMin,
                backoffMax,
                requestTimeout);
    }

    public ClientOptions overTls() {
        return new ClientOptions(
                host,
                port,
                true,
                account,
                token,
                deviceId,
                clientType,
                acknowledge,
                acknowledgeDelay,
                reconnect,
                backoffMin,
                backoffMax,
                requestTimeout);
    }

    public ClientOptions timing(Duration collect, Duration waitMin, Duration waitMax, Duration answer) {
        return new ClientOptions(
                host,
                port,
                tls,
                account,
                token,
                deviceId,
                clientType,
                acknowledge,
                collect,
                reconnect,
                waitMin,
                waitMax,
                answer);
    }

    /** Another node of the same gateway: a client that lost its node comes back here. */
    public ClientOptions at(String otherHost, int otherPort) {
        return new ClientOptions(
                otherHost,
                otherPort,
                tls,
                account,
                token,
                deviceId,
                clientType,
                acknowledge,
                acknowledgeDelay,
                reconnect,
                backoffMin,
                backoffMax,
                requestTimeout);
    }

    @Override
    public String toString() {
        return "ClientOptions[" + account + "/" + deviceId + " at " + host + ":" + port + "]";
    }
}
