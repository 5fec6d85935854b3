package io.posthouse.config;

import java.time.Duration;

/**
 * What a client may make grow, from the {@code limits} section (M4, D9).
 *
 * @param bodyCharsMax of a message's body
 * @param attachBytesMax of a message's attach in UTF-8
 * @param extBytesMax of every ext in UTF-8
 * @param frameBytesMax of one frame; past it the connection is closed
 * @param connectionRate commands a second of one connection, on the long run
 * @param connectionBurst commands of one connection at once
 * @param accountRate commands a second of one account on one node
 * @param accountBurst commands of one account at once on one node
 * @param connectionsMax of one node
 * @param connectionsPerAccountMax over all nodes
 * @param connectionsPerAddressMax of one client address on one node
 * @param loginTimeout from the socket's opening to a login (A1)
 * @param idleTimeout without a frame from the client, after which the socket is closed
 * @param queueBytesMax waiting in one connection's socket; beyond it pushing stops (D9)
 * @param queueTimeout how long a full socket may take to drain (D9)
 * @param inFlightMax commands of one connection waiting for their answer; one more is refused
 * @param errorsMax refused frames of one connection a minute; past it the connection is closed
 * @param pageMax messages or sessions in one answer
 * @param relationsMax accounts in one black or mute list
 * @param devicesMax remembered devices of one account; the one not seen for longest goes
 * @param changesMax account changes kept for devices that are away; a device further behind reloads
 */
public record LimitsConfig(
        int bodyCharsMax,
        int attachBytesMax,
        int extBytesMax,
        int frameBytesMax,
        int connectionRate,
        int connectionBurst,
        int accountRate,
        int accountBurst,
        int connectionsMax,
        int connectionsPerAccountMax,
        int connectionsPerAddressMax,
        Duration loginTimeout,
        Duration idleTimeout,
        int queueBytesMax,
        Duration queueTimeout,
        int inFlightMax,
        int errorsMax,
        int pageMax,
        int relationsMax,
        int devicesMax,
        int changesMax) {
    public static final LimitsConfig DEFAULT = new LimitsConfig(
            5_000,
            16 * 1024,
            1024,
            64 * 1024,
            50,
            100,
            200,
            400,
            100_000,
            20,
            1_000,
            Duration.ofSeconds(10),
            Duration.ofSeconds(75),
            256 * 1024,
            Duration.ofSeconds(30),
            64,
            100,
            100,
            1_000,
            100,
            1_000);
}
