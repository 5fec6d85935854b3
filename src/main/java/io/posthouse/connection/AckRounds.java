package io.posthouse.connection;

import io.posthouse.bus.Addresses;
import io.posthouse.bus.LocalBus;
import io.posthouse.model.Answer;
import io.posthouse.model.Caller;
import io.posthouse.model.Command;
import io.posthouse.model.Request;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Brings acknowledgements to the store in rounds, one at a time a store verticle. Meanwhile those of the others wait at their
 * devices, where they only move on: a crowd that has heard a message takes its turn, and the next message does not queue behind it.
 */
final class AckRounds {
    /** No setting: large enough that a call costs little a device, small enough that a message hardly waits for one. */
    static final int DEVICES_MAX = 128;

    private final LocalBus bus;
    private final int instances;
    private final List<Lane> lanes = new ArrayList<>();

    AckRounds(LocalBus bus, int instances) {
        this.bus = bus;
        this.instances = instances;
        for (int k = 0; k < instances; k++) {
            lanes.add(new Lane(Addresses.route(k)));
        }
    }

    /** What the device acknowledged goes with the next round; once, however often it is asked for until then. */
    void add(Login login) {
        lanes.get(Addresses.shard(login.caller().account(), instances)).add(login);
    }

    void remove(Login login) {
        lanes.get(Addresses.shard(login.caller().account(), instances)).waiting.remove(login);
    }

    private final class Lane {
        private final String address;
        private final Set<Login> waiting = new LinkedHashSet<>();
        private boolean isUnderWay;

        Lane(String address) {
            this.address = address;
        }

        void add(Login login) {
            waiting.add(login);
            if (!isUnderWay) {
                begin();
            }
        }

        private void begin() {
            Map<Login, Command.Acknowledge> round = take();
            isUnderWay = !round.isEmpty();
            if (isUnderWay) {
                store(round).onComplete(stored -> {
                    round.forEach((login, acknowledge) -> login.stored(acknowledge, stored.succeeded()));
                    begin();
                });
            }
        }

        private Map<Login, Command.Acknowledge> take() {
            Map<Login, Command.Acknowledge> round = new LinkedHashMap<>();
            for (Iterator<Login> next = waiting.iterator(); next.hasNext() && round.size() < DEVICES_MAX; ) {
                Login login = next.next();
                next.remove();
                round.put(login, login.take());
            }
            return round;
        }

        private Future<Answer> store(Map<Login, Command.Acknowledge> round) {
            List<Command.DeviceAck> devices = new ArrayList<>(round.size());
            round.forEach((login, acknowledge) -> devices.add(new Command.DeviceAck(login.caller(), acknowledge)));
            return bus.ask(address, new Request(Caller.server(""), new Command.AcknowledgeAll(devices)));
        }
    }
}
