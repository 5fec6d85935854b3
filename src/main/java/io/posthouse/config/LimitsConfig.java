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
 * @param searchEntriesMax messages that one search command looks at
 * @param relationsMax accounts in one black or mute list
 * @param stickTopsMax sessions that one account may keep on top
 * @param devicesMax remembered devices of one account; the one not seen for longest goes
 * @param changesMax account changes kept for devices that are away; a device further behind reloads
 * @param friendsMax of one account
 * @param friendApplicationsMax of one account that wait for an answer, made and received each
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
        int searchEntriesMax,
        int relationsMax,
        int stickTopsMax,
        int devicesMax,
        int changesMax,
        int friendsMax,
        int friendApplicationsMax) {
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
            20_000,
            1_000,
            100,
            100,
            1_000,
            3_000,
            500);

    public LimitsConfig {
        Check.positive(bodyCharsMax, "bodyCharsMax");
        Check.positive(attachBytesMax, "attachBytesMax");
        Check.positive(extBytesMax, "extBytesMax");
        Check.positive(frameBytesMax, "frameBytesMax");
        Check.positive(connectionRate, "connectionRate");
        Check.positive(connectionBurst, "connectionBurst");
        Check.positive(accountRate, "accountRate");
        Check.positive(accountBurst, "accountBurst");
        Check.positive(connectionsMax, "connectionsMax");
        Check.positive(connectionsPerAccountMax, "connectionsPerAccountMax");
        Check.positive(connectionsPerAddressMax, "connectionsPerAddressMax");
        Check.positive(loginTimeout, "loginTimeout");
        Check.positive(idleTimeout, "idleTimeout");
        Check.positive(queueBytesMax, "queueBytesMax");
        Check.positive(queueTimeout, "queueTimeout");
        Check.positive(inFlightMax, "inFlightMax");
        Check.positive(errorsMax, "errorsMax");
        Check.positive(pageMax, "pageMax");
        Check.positive(searchEntriesMax, "searchEntriesMax");
        Check.positive(relationsMax, "relationsMax");
        Check.positive(stickTopsMax, "stickTopsMax");
        Check.positive(devicesMax, "devicesMax");
        Check.positive(changesMax, "changesMax");
        Check.positive(friendsMax, "friendsMax");
        Check.positive(friendApplicationsMax, "friendApplicationsMax");
    }

    public static LimitsConfig from(Section section) {
        LimitsConfig limits = new LimitsConfig(
                section.integer("bodyCharsMax", DEFAULT.bodyCharsMax, 1, 1_000_000),
                section.integer("attachBytesMax", DEFAULT.attachBytesMax, 1, 1_000_000),
                section.integer("extBytesMax", DEFAULT.extBytesMax, 1, 1_000_000),
                section.integer("frameBytesMax", DEFAULT.frameBytesMax, 1_024, 16_777_216),
                section.integer("connectionRate", DEFAULT.connectionRate, 1, 1_000_000),
                section.integer("connectionBurst", DEFAULT.connectionBurst, 1, 1_000_000),
                section.integer("accountRate", DEFAULT.accountRate, 1, 1_000_000),
                section.integer("accountBurst", DEFAULT.accountBurst, 1, 1_000_000),
                section.integer("connectionsMax", DEFAULT.connectionsMax, 1, 10_000_000),
                section.integer("connectionsPerAccountMax", DEFAULT.connectionsPerAccountMax, 1, 10_000),
                section.integer("connectionsPerAddressMax", DEFAULT.connectionsPerAddressMax, 1, 10_000_000),
                section.duration("loginTimeout", DEFAULT.loginTimeout, Duration.ofSeconds(1), Duration.ofMinutes(5)),
                section.duration("idleTimeout", DEFAULT.idleTimeout, Duration.ofSeconds(5), Duration.ofHours(1)),
                section.integer("queueBytesMax", DEFAULT.queueBytesMax, 4_096, 67_108_864),
                section.duration("queueTimeout", DEFAULT.queueTimeout, Duration.ofSeconds(1), Duration.ofMinutes(10)),
                section.integer("inFlightMax", DEFAULT.inFlightMax, 1, 10_000),
                section.integer("errorsMax", DEFAULT.errorsMax, 1, 1_000_000),
                section.integer("pageMax", DEFAULT.pageMax, 1, 1_000),
                section.integer("searchEntriesMax", DEFAULT.searchEntriesMax, 10_000, 1_000_000),
                section.integer("relationsMax", DEFAULT.relationsMax, 1, 100_000),
                section.integer("stickTopsMax", DEFAULT.stickTopsMax, 1, 1_000),
                section.integer("devicesMax", DEFAULT.devicesMax, 1, 10_000),
                section.integer("changesMax", DEFAULT.changesMax, 1, 100_000),
                section.integer("friendsMax", DEFAULT.friendsMax, 1, 3_000),
                section.integer("friendApplicationsMax", DEFAULT.friendApplicationsMax, 1, 10_000));
        if (limits.frameBytesMax < limits.bodyCharsMax + limits.attachBytesMax + limits.extBytesMax) {
            section.mistake("frameBytesMax", "must be at least bodyCharsMax, attachBytesMax and extBytesMax together");
        }
        section.rejectUnknown();
        return limits;
    }
}
