package io.posthouse.store;

import io.posthouse.config.Config;
import io.posthouse.model.Answer;
import io.posthouse.model.Caller;
import io.posthouse.model.ClientType;
import io.posthouse.model.Command;
import io.posthouse.model.Event;
import io.posthouse.model.Fault;
import io.posthouse.model.FaultException;
import io.posthouse.model.KickReason;
import io.posthouse.model.OnlineDevice;
import io.posthouse.model.Outcome;
import io.posthouse.model.Push;
import io.posthouse.model.RelationKind;
import io.posthouse.model.Status;
import io.posthouse.model.StoreLife;
import io.vertx.core.Future;
import io.vertx.redis.client.Response;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which devices of an account are connected, and where (A2). A connection that was pushed out is found until it is gone,
 * so that it can be told; it is nobody's device any more.
 */
final class Presence {
    private final Lines lines;
    private final Keys keys;
    private final Config config;
    private final Epoch epoch;

    Presence(Lines lines, Keys keys, Config config, Epoch epoch) {
        this.lines = lines;
        this.keys = keys;
        this.config = config;
        this.epoch = epoch;
    }

    Future<Outcome> register(Command.Register register) {
        Command.Login login = register.login();
        Call call = Call.of(Script.REGISTER)
                .key(keys.account(login.account()))
                .key(keys.online(login.account()))
                .key(keys.devices(login.account()))
                .key(keys.devicePrefix(login.account()))
                .key(keys.followers(login.account()))
                .key(keys.relation(login.account(), RelationKind.BLACK))
                .arg(Sides.requireLine(login.deviceId(), "deviceId"))
                .arg(login.clientType().number())
                .arg(login.connectionId())
                .arg(login.node())
                .arg(config.devices().policy().name())
                .arg(config.limits().connectionsPerAccountMax())
                .arg(config.limits().devicesMax())
                .arg(register.create() ? 1 : 0);
        register.liveNodes().forEach(call::arg);
        Future<Reply> registered = lines.ask(call);
        return epoch.read().compose(life -> registered.map(reply -> registered(login, reply, life)));
    }

    /** @param asked whether the client said that it goes */
    Future<Outcome> logout(Caller caller, boolean asked) {
        String account = caller.account();
        Call call = Call.of(Script.LOGOUT)
                .key(keys.online(account))
                .key(keys.devices(account))
                .key(keys.followers(account))
                .key(keys.relation(account, RelationKind.BLACK))
                .arg(caller.connectionId());
        return lines.ask(call).map(reply -> {
            Answer done = new Answer.Done(reply.number(0));
            String value = reply.get(1).toString();
            if (value.isEmpty()) {
                return Outcome.of(done);
            }
            OnlineDevice gone = device(caller.connectionId(), value);
            List<Push> pushes = new ArrayList<>();
            pushes.add(Push.to(List.of(account), new Event.DeviceChanged(gone, false), caller.connectionId()));
            int how = asked ? Status.LOGGED_OUT : Status.DROPPED;
            Status status = Subscribers.ofDevices(
                    account, how, gone.clientType(), devices(reply.get(3), false), reply.number(0));
            Subscribers.told(reply.get(2), status, caller.connectionId()).ifPresent(pushes::add);
            return new Outcome(done, List.copyOf(pushes));
        });
    }

    Future<Outcome> kick(Caller caller, List<String> deviceIds) {
        Call call = Call.of(Script.KICK).key(keys.online(caller.account()));
        deviceIds.stream().filter(id -> !id.equals(caller.deviceId())).forEach(call::arg);
        return lines.ask(call).map(reply -> {
            Response out = reply.get();
            List<Push> pushes = new ArrayList<>();
            List<String> kicked = new ArrayList<>();
            for (int i = 0; i < out.size(); i += 2) {
                Event event = new Event.Kicked(KickReason.BY_DEVICE, caller.clientType());
                pushes.add(Push.toConnection(caller.account(), out.get(i).toString(), event));
                kicked.add(out.get(i + 1).toString());
            }
            return new Outcome(new Answer.KickedDevices(kicked), pushes);
        });
    }

    /** @param all whether connections that were pushed out but are not gone yet are told too */
    Future<Outcome> find(String account, boolean all) {
        return lines.ask(Call.of(io.vertx.redis.client.Command.HGETALL).key(keys.online(account)))
                .map(reply -> Outcome.of(new Answer.Devices(devices(reply.get(), all))));
    }

    /** What tells each of an account's connections that it is pushed out. */
    static List<Push> kicks(String account, Response connections, int from, KickReason reason) {
        List<Push> pushes = new ArrayList<>();
        for (int i = from; i < connections.size(); i++) {
            pushes.add(Push.toConnection(account, connections.get(i).toString(), new Event.Kicked(reason, null)));
        }
        return pushes;
    }

    private static Outcome registered(Command.Login login, Reply reply, StoreLife life) {
        switch ((int) reply.number(0)) {
            case 0 -> {}
            case 1 -> throw new FaultException(Fault.UNAUTHENTICATED);
            default -> throw new FaultException(Fault.TOO_MANY_CONNECTIONS, "limits.connectionsPerAccountMax");
        }
        String account = login.account();
        long time = reply.number(1);
        List<Push> pushes = new ArrayList<>();
        Response kicked = reply.get(4);
        for (int i = 0; i < kicked.size(); i += 2) {
            KickReason reason = KickReason.valueOf(kicked.get(i + 1).toString());
            pushes.add(
                    Push.toConnection(account, kicked.get(i).toString(), new Event.Kicked(reason, login.clientType())));
        }
        OnlineDevice device =
                new OnlineDevice(login.connectionId(), login.deviceId(), login.clientType(), login.node(), time);
        pushes.add(Push.to(List.of(account), new Event.DeviceChanged(device, true), login.connectionId()));
        List<OnlineDevice> others = devices(reply.get(5), false);
        List<OnlineDevice> all = new ArrayList<>(others);
        all.add(device);
        Status status = Subscribers.ofDevices(account, Status.CAME, login.clientType(), all, time);
        Subscribers.told(reply.get(6), status, login.connectionId()).ifPresent(pushes::add);
        return new Outcome(
                new Answer.LoggedIn(
                        account, Cards.read(account, reply.get(3)), reply.number(2) == 1, others, life, time),
                pushes);
    }

    static List<OnlineDevice> devices(Response flat, boolean all) {
        List<OnlineDevice> devices = new ArrayList<>();
        for (int i = 0; i + 1 < flat.size(); i += 2) {
            String value = flat.get(i + 1).toString();
            if (all || value.endsWith("\n0")) {
                devices.add(device(flat.get(i).toString(), value));
            }
        }
        return devices;
    }

    private static OnlineDevice device(String connectionId, String value) {
        @Nullable String[] parts = value.split("\n", -1);
        ClientType type = ClientType.ofNumber(Integer.parseInt(String.valueOf(parts[2])))
                .orElseThrow(() -> new IllegalStateException("an unknown client type is online"));
        return new OnlineDevice(
                connectionId,
                String.valueOf(parts[1]),
                type,
                String.valueOf(parts[0]),
                Long.parseLong(String.valueOf(parts[3])));
    }
}
