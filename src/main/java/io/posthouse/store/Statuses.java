package io.posthouse.store;

import io.posthouse.config.StatusConfig;
import io.posthouse.model.Answer;
import io.posthouse.model.Caller;
import io.posthouse.model.ClientType;
import io.posthouse.model.Event;
import io.posthouse.model.Fault;
import io.posthouse.model.FaultException;
import io.posthouse.model.OnlineDevice;
import io.posthouse.model.Outcome;
import io.posthouse.model.Push;
import io.posthouse.model.RelationKind;
import io.posthouse.model.Status;
import io.posthouse.model.StatusCommand.GetStatuses;
import io.posthouse.model.StatusCommand.PublishStatus;
import io.posthouse.model.StatusCommand.SubscribeStatus;
import io.posthouse.model.Subscription;
import io.vertx.core.Future;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Response;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What accounts say of their state. Of each type the last that is to be kept is kept, as long as it holds. Whether an account is
 * connected is kept nowhere: it is seen by its connections.
 */
final class Statuses {
    private static final int PAGE = 100;

    private final Lines lines;
    private final Keys keys;
    private final StatusConfig config;
    private final Aftermath aftermath;

    Statuses(Lines lines, Keys keys, StatusConfig config, Aftermath aftermath) {
        this.lines = lines;
        this.keys = keys;
        this.config = config;
        this.aftermath = aftermath;
    }

    Future<Outcome> publish(Caller caller, PublishStatus publish) {
        String account = caller.account();
        Call call = Call.of(Script.STATUS_PUBLISH)
                .key(keys.statuses(account))
                .key(keys.followers(account))
                .key(keys.relation(account, RelationKind.BLACK))
                .arg(publish.type())
                .arg(publish.lifeMillis())
                .arg(publish.kept() ? 1 : 0)
                .arg(config.typesMax())
                .arg(StatusText.of(caller, publish));
        return lines.ask(call).map(reply -> {
            if (reply.number(0) == 0) {
                throw new FaultException(Fault.LIMIT_REACHED, "status.typesMax");
            }
            Status status = StatusText.status(caller, publish, reply.get(1).toString());
            Set<String> told = new LinkedHashSet<>(Subscribers.names(reply.get(2)));
            if (publish.toSelf()) {
                told.add(account);
            }
            Answer answer = new Answer.StatusPublished(status);
            Event event = new Event.StatusesCame(List.of(status));
            return told.isEmpty()
                    ? Outcome.of(answer)
                    : new Outcome(answer, List.of(Push.to(List.copyOf(told), event, caller.connectionId())));
        });
    }

    /** Adds to an outcome what the device that subscribed is told at once. */
    Future<Outcome> sync(Caller caller, SubscribeStatus subscribe, Outcome outcome) {
        if (!subscribe.sync()
                || caller.connectionId().isEmpty()
                || !(outcome.answer() instanceof Answer.Subscribed done)) {
            return Future.succeededFuture(outcome);
        }
        Map<String, List<Integer>> wanted = new LinkedHashMap<>();
        subscribe.accounts().stream()
                .filter(account -> !done.failed().contains(account))
                .forEach(account -> wanted.put(account, List.of(subscribe.type())));
        return read(caller.account(), wanted).map(statuses -> {
            if (statuses.isEmpty()) {
                return outcome;
            }
            Event event = new Event.StatusesCame(statuses);
            return new Outcome(done, List.of(Push.toConnection(caller.account(), caller.connectionId(), event)));
        });
    }

    /** A page of what holds of all that the account has subscribed to. */
    Future<Outcome> read(Caller caller, GetStatuses get) {
        Call some = Call.of(Command.HSCAN)
                .key(keys.subscriptions(caller.account()))
                .arg(get.page().isEmpty() ? "0" : get.page())
                .arg("COUNT")
                .arg(PAGE);
        Future<Long> time = aftermath.time();
        return lines.ask(some)
                .compose(reply -> time.compose(now -> {
                    String next = reply.get(0).toString();
                    Map<String, List<Integer>> wanted = new LinkedHashMap<>();
                    for (Subscription subscription : Subscriptions.read(reply.get(1))) {
                        if (subscription.holdsAt(now)) {
                            wanted.computeIfAbsent(subscription.account(), account -> new ArrayList<>())
                                    .add(subscription.type());
                        }
                    }
                    return read(caller.account(), wanted)
                            .map(statuses -> Outcome.of(new Answer.Statuses(statuses, next.equals("0") ? "" : next)));
                }));
    }

    private Future<List<Status>> read(String subscriber, Map<String, List<Integer>> wanted) {
        if (wanted.isEmpty()) {
            return Future.succeededFuture(List.of());
        }
        Future<Set<String>> nodes = new Connected(lines, keys).nodes();
        List<Future<Reply>> replies = new ArrayList<>();
        wanted.forEach((account, types) -> {
            Call call = Call.of(Script.STATUS_READ)
                    .key(keys.statuses(account))
                    .key(keys.online(account))
                    .key(keys.relation(account, RelationKind.BLACK))
                    .arg(subscriber);
            types.forEach(call::arg);
            replies.add(lines.ask(call));
        });
        return nodes.compose(live -> Future.all(replies).map(all -> {
            List<Status> statuses = new ArrayList<>();
            int i = 0;
            for (String account : wanted.keySet()) {
                add(account, replies.get(i++).result(), live, statuses);
            }
            return statuses;
        }));
    }

    private static void add(String account, Reply reply, Set<String> liveNodes, List<Status> statuses) {
        List<OnlineDevice> devices = Connected.on(liveNodes, Presence.devices(reply.get(1), false));
        if (!devices.isEmpty()) {
            ClientType newest = devices.stream()
                    .reduce((one, other) -> other.loginTime() > one.loginTime() ? other : one)
                    .map(OnlineDevice::clientType)
                    .orElseThrow();
            statuses.add(Subscribers.ofDevices(account, Status.CAME, newest, devices, reply.number(0)));
        }
        Response kept = reply.get(2);
        for (int i = 0; i + 1 < kept.size(); i += 2) {
            statuses.add(StatusText.read(
                    account,
                    Integer.parseInt(kept.get(i).toString()),
                    kept.get(i + 1).toString()));
        }
    }
}
