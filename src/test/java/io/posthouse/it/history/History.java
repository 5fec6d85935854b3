package io.posthouse.it.history;

import io.posthouse.model.ClientType;
import io.posthouse.model.Conversation;
import io.posthouse.model.FaultException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** One random history of a few accounts with a few devices each; at its end everybody logs in and looks. */
final class History {
    private static final List<ClientType> TYPES = List.of(ClientType.ANDROID, ClientType.WEB, ClientType.PC);

    /** One history in so many has teams. */
    private static final int ONE_IN_TEAMS = 4;

    private final World world;
    private final Sending sending;
    private final Looking looking;
    private final Teaming teaming;
    private final Login login;
    private final int steps;
    private final boolean hasTeams;

    private History(World world, Login.Caps caps, int steps, boolean hasTeams) {
        this.world = world;
        this.sending = new Sending(world);
        this.looking = new Looking(world);
        this.teaming = new Teaming(world, sending);
        this.login = new Login(world, caps);
        this.steps = steps;
        this.hasTeams = hasTeams;
    }

    /**
     * Plays the history of a seed.
     *
     * @param prefix makes its accounts its own
     * @throws Violation with seed and transcript, if the gateway does something else than the rules say
     */
    static void play(Gate gate, String prefix, long seed, Login.Caps caps, int steps) {
        Random random = new Random(seed);
        List<String> accounts = new ArrayList<>();
        List<Device> devices = new ArrayList<>();
        int accountCount = 2 + random.nextInt(3);
        for (int a = 0; a < accountCount; a++) {
            String account = prefix + "-" + (char) ('a' + a);
            accounts.add(account);
            int deviceCount = 1 + random.nextInt(3);
            for (int d = 0; d < deviceCount; d++) {
                devices.add(new Device(account, "d" + (d + 1), TYPES.get(d)));
            }
        }
        World world = new World(gate, random, accounts, devices);
        try {
            accounts.forEach(gate::createAccount);
            new History(world, caps, steps, seed % ONE_IN_TEAMS == 0).run();
        } catch (Violation found) {
            throw new Violation(seed, found, world.transcript());
        } catch (FaultException refused) {
            Violation found = new Violation("a command that the rules allow", "was refused: " + refused.getMessage());
            throw new Violation(seed, found, world.transcript());
        } finally {
            devices.stream().filter(Device::isOnline).forEach(gate::drop);
        }
    }

    private void run() {
        for (int step = 0; step < steps; step++) {
            Device device = world.onlineDevice().orElse(null);
            if (device == null || world.chance(12)) {
                logIn(world.oneOf(world.devices()));
            } else if (hasTeams && world.chance(30)) {
                teaming.act(device, world.random().nextInt(100));
            } else {
                act(device, world.random().nextInt(100));
            }
            world.checkHeard();
        }
        everybodyLooks();
    }

    private void act(Device device, int dice) {
        if (dice < 36) {
            sending.send(device);
        } else if (dice < 42) {
            sending.sendTogether();
        } else if (dice < 50) {
            sending.resend(device);
        } else if (dice < 60) {
            sending.recall(device);
        } else if (dice < 74) {
            looking.acknowledge(device);
        } else if (dice < 80) {
            looking.read(device);
        } else if (dice < 84) {
            looking.sendReceipt(device);
        } else if (dice < 87) {
            looking.block(device);
        } else if (dice < 89) {
            looking.delete(device);
        } else if (dice < 90) {
            looking.clear(device);
        } else if (dice < 92) {
            looking.pageHistory(device, world.conversationOf(device.account()));
        } else {
            drop(device);
        }
    }

    private void logIn(Device device) {
        if (device.isOnline()) {
            drop(device);
        } else {
            login.login(device, world.chance(40));
        }
    }

    private void drop(Device device) {
        world.note(device + " drops");
        device.dropped();
        world.gate().drop(device);
    }

    private void everybodyLooks() {
        world.note("at the end everybody logs in and looks");
        for (Device device : world.devices()) {
            if (device.isOnline()) {
                drop(device);
            }
            login.login(device, world.chance(50));
            Conversation conversation = world.conversationOf(device.account());
            looking.pageHistory(device, conversation);
            drop(device);
        }
    }
}
