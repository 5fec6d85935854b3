package io.posthouse.connection;

import io.posthouse.model.Answer;
import io.posthouse.model.Caller;
import io.posthouse.model.Command;
import io.posthouse.model.OnlineDevice;
import io.posthouse.model.Request;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The node's lease had lapsed: others may have taken its connections for gone and dropped them from the store. Those that are still
 * there go on; the others are told to log in again. Some accounts are asked about at once, until the store has answered for all.
 */
final class Comeback {
    private static final Logger LOG = LoggerFactory.getLogger(Comeback.class);
    private static final int ASKED_AT_ONCE_MAX = 16;
    private static final long RETRY_MILLIS = 1_000;
    /** Over this long those that have to log in again are spread. */
    private static final long SPREAD_MILLIS = 5_000;

    private final Station station;
    private final Deque<String> due = new ArrayDeque<>();
    private int underWay;
    private int sentAway;

    Comeback(Station station) {
        this.station = station;
    }

    void begin() {
        station.teams().doubtAll();
        boolean isIdle = due.isEmpty() && underWay == 0;
        due.clear();
        due.addAll(station.roster().accounts());
        sentAway = 0;
        if (isIdle) {
            for (int i = 0; i < ASKED_AT_ONCE_MAX; i++) {
                next();
            }
        }
    }

    private void next() {
        String account = due.poll();
        if (account == null) {
            if (underWay == 0 && sentAway > 0) {
                LOG.warn("Connections were dropped by others and have to log in again count={}", sentAway);
                sentAway = 0;
            }
            return;
        }
        underWay++;
        List<Connection> asked = List.copyOf(station.roster().of(account));
        station.askAbout(account, new Request(Caller.server(account), new Command.FindDevices(account)))
                .onComplete(answered -> {
                    underWay--;
                    if (answered.result() instanceof Answer.Devices devices) {
                        compare(asked, devices);
                        next();
                    } else {
                        due.add(account);
                        station.wheel().wake(now -> next(), station.wheel().nowMillis() + RETRY_MILLIS);
                    }
                });
    }

    private void compare(List<Connection> asked, Answer.Devices devices) {
        Set<String> known =
                devices.devices().stream().map(OnlineDevice::connectionId).collect(Collectors.toSet());
        for (Connection connection : asked) {
            if (!connection.isClosed() && !known.contains(connection.connectionId())) {
                sentAway++;
                connection.close(
                        new Closing.Draining(ThreadLocalRandom.current().nextLong(SPREAD_MILLIS)));
            }
        }
    }
}
