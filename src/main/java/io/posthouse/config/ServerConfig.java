package io.posthouse.config;

import java.time.Duration;

/**
 * The main port, from the {@code server} section.
 *
 * @param host the address to listen on; 127.0.0.1 unless somebody decides to open it
 * @param port 0 takes a free one
 * @param instances verticles of each kind, one an event loop; 0 for as many as there are cores
 * @param page whether the chat page and the browser client are served
 * @param trustForwardedFor whether the client's address is taken from {@code X-Forwarded-For} (behind a load balancer only)
 * @param drain how long sockets get to leave at a stop
 * @param requestTimeout how long a command may wait for its answer inside the gateway
 */
public record ServerConfig(
        String host,
        int port,
        int instances,
        boolean page,
        boolean trustForwardedFor,
        Duration drain,
        Duration requestTimeout) {
    public static final ServerConfig DEFAULT =
            new ServerConfig("127.0.0.1", 8080, 0, true, false, Duration.ofSeconds(10), Duration.ofSeconds(5));
}
