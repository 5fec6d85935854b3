package io.posthouse.store;

import io.posthouse.config.StatusConfig;
import io.posthouse.model.Answer;
import io.posthouse.model.Caller;
import io.posthouse.model.Outcome;
import io.posthouse.model.StatusCommand.GetSubscriptions;
import io.posthouse.model.StatusCommand.SubscribeStatus;
import io.posthouse.model.StatusCommand.UnsubscribeStatus;
import io.posthouse.model.Subscription;
import io.vertx.core.Future;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Response;
import java.util.ArrayList;
import java.util.List;

/**
 * Who is told whose statuses. A subscription is noted with both accounts: with the one that made it for the limit and for being
 * listed, with the other one for being told. A crash in between leaves one that is listed and not told, which subscribing again
 * mends, or one that is told and not listed until it ends by itself.
 */
final class Subscriptions {
    private static final int STEP = 100;

    private final Lines lines;
    private final Keys keys;
    private final StatusConfig config;
    private final Aftermath aftermath;

    Subscriptions(Lines lines, Keys keys, StatusConfig config, Aftermath aftermath) {
        this.lines = lines;
        this.keys = keys;
        this.config = config;
        this.aftermath = aftermath;
    }

    Future<Outcome> add(Caller caller, SubscribeStatus subscribe) {
        subscribe.accounts().forEach(Sides::requireAccount);
        Call call = Call.of(Script.STATUS_SUBSCRIBE)
                .key(keys.subscriptions(caller.account()))
                .arg(subscribe.type())
                .arg(subscribe.lifeMillis())
                .arg(subscribe.sync() ? 1 : 0)
                .arg(config.subscriptionsMax());
        subscribe.accounts().forEach(call::arg);
        return lines.ask(call).compose(reply -> {
            List<String> failed = Subscribers.names(reply.get(1));
            List<String> noted = subscribe.accounts().stream()
                    .filter(account -> !failed.contains(account))
                    .toList();
            long end = reply.number(0) + subscribe.lifeMillis();
            return follow(caller.account(), subscribe.type(), noted, end).compose(full -> {
                List<String> left = new ArrayList<>(failed);
                left.addAll(full);
                return unnote(caller.account(), subscribe.type(), full)
                        .map(v -> Outcome.of(new Answer.Subscribed(List.copyOf(left))));
            });
        });
    }

    /** @return those that have no room */
    private Future<List<String>> follow(String subscriber, int type, List<String> accounts, long endMillis) {
        List<Future<Reply>> steps = accounts.stream()
                .map(account -> lines.ask(Call.of(Script.STATUS_FOLLOW)
                        .key(keys.followers(account))
                        .arg(field(type, subscriber))
                        .arg(endMillis)
                        .arg(config.subscribersMax())))
                .toList();
        return Future.all(steps).map(done -> {
            List<String> full = new ArrayList<>();
            for (int i = 0; i < steps.size(); i++) {
                if (steps.get(i).result().get().toLong() == 0) {
                    full.add(accounts.get(i));
                }
            }
            return full;
        });
    }

    Future<Outcome> remove(Caller caller, UnsubscribeStatus unsubscribe) {
        unsubscribe.accounts().forEach(Sides::requireAccount);
        Future<List<Subscription>> found = unsubscribe.accounts().isEmpty()
                ? all(caller.account())
                : Future.succeededFuture(unsubscribe.accounts().stream()
                        .map(account -> new Subscription(unsubscribe.type(), account, 0, false, 0))
                        .toList());
        return found.compose(subscriptions -> remove(
                        caller.account(),
                        subscriptions.stream()
                                .filter(one -> one.type() == unsubscribe.type())
                                .toList()))
                .map(v -> Outcome.of(new Answer.Subscribed(List.of())));
    }

    Future<Void> removeAll(String subscriber) {
        return all(subscriber).compose(subscriptions -> remove(subscriber, subscriptions));
    }

    /** Some at a time, for there may be thousands. */
    private Future<Void> remove(String subscriber, List<Subscription> subscriptions) {
        if (subscriptions.isEmpty()) {
            return Future.succeededFuture();
        }
        List<Subscription> some = subscriptions.subList(0, Math.min(STEP, subscriptions.size()));
        List<Future<Reply>> steps = some.stream()
                .map(one -> lines.ask(
                        Call.of(Command.ZREM).key(keys.followers(one.account())).arg(field(one.type(), subscriber))))
                .toList();
        Call call = Call.of(Command.HDEL).key(keys.subscriptions(subscriber));
        some.forEach(one -> call.arg(field(one.type(), one.account())));
        return Future.all(steps)
                .compose(v -> lines.ask(call))
                .compose(v -> remove(subscriber, subscriptions.subList(some.size(), subscriptions.size())));
    }

    private Future<Void> unnote(String subscriber, int type, List<String> accounts) {
        if (accounts.isEmpty()) {
            return Future.succeededFuture();
        }
        Call call = Call.of(Command.HDEL).key(keys.subscriptions(subscriber));
        accounts.forEach(account -> call.arg(field(type, account)));
        return lines.ask(call).mapEmpty();
    }

    Future<Outcome> list(Caller caller, GetSubscriptions get) {
        Future<Long> time = aftermath.time();
        return all(caller.account())
                .compose(all -> time.map(now -> Outcome.of(new Answer.Subscriptions(all.stream()
                        .filter(one -> one.type() == get.type() && one.holdsAt(now))
                        .filter(one ->
                                get.accounts().isEmpty() || get.accounts().contains(one.account()))
                        .toList()))));
    }

    private Future<List<Subscription>> all(String subscriber) {
        return lines.ask(Call.of(Command.HGETALL).key(keys.subscriptions(subscriber)))
                .map(reply -> read(reply.get()));
    }

    /** What has ended among it. */
    static List<Subscription> read(Response flat) {
        List<Subscription> subscriptions = new ArrayList<>();
        for (int i = 0; i + 1 < flat.size(); i += 2) {
            String field = flat.get(i).toString();
            int space = field.indexOf(' ');
            List<String> value = List.of(flat.get(i + 1).toString().split(" ", -1));
            long time = Long.parseLong(value.get(1));
            subscriptions.add(new Subscription(
                    Integer.parseInt(field.substring(0, space)),
                    field.substring(space + 1),
                    Long.parseLong(value.get(0)) - time,
                    value.get(2).equals("1"),
                    time));
        }
        return subscriptions;
    }

    private static String field(int type, String account) {
        return type + " " + account;
    }
}
