package io.posthouse.client;

import io.posthouse.model.ClientType;
import io.posthouse.model.Status;
import io.posthouse.model.Subscription;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one client's account says of its state, and wants to know of others'; {@link Listener#statuses} tells it. Futures fail as those
 * of {@link PosthouseClient}.
 */
public final class Statuses {
    private final PosthouseClient client;

    Statuses(PosthouseClient client) {
        this.client = client;
    }

    /**
     * Says something of the account's state to who has subscribed to the type.
     *
     * @param type {@link Status#APP_TYPE_MIN} or more; or {@link Status#CONNECTED}, with a value from {@link Status#APP_VALUE_MIN} on
     * @param life how long it holds, 1 minute to 30 days
     * @param kept whether who subscribes or connects later is told
     * @param toSelf whether the account's other devices are told
     */
    public Future<Status> publish(
            int type, int value, @Nullable String ext, Duration life, boolean kept, boolean toSelf) {
        JsonObject fields = ofType(type)
                .put("value", value)
                .put("idClient", Ids.next())
                .put("lifeMillis", life.toMillis())
                .put("kept", kept)
                .put("toSelf", toSelf);
        WireWriter.put(fields, "ext", ext);
        return client.request("publishStatus", fields).map(ok -> status(ok.getJsonObject("status")));
    }

    /**
     * Subscribes for all devices of the account, anew if it has subscribed.
     *
     * @param accounts 1 to 100
     * @param life 1 minute to 30 days
     * @param sync whether this device is told at once what holds
     * @return those for which there was no room
     */
    public Future<List<String>> subscribe(int type, Collection<String> accounts, Duration life, boolean sync) {
        JsonObject fields =
                of(type, accounts).put("lifeMillis", life.toMillis()).put("sync", sync);
        return client.request("subscribeStatus", fields).map(ok -> WireReader.texts(ok, "failed"));
    }

    /** @param accounts at most 100; none for all */
    public Future<Void> unsubscribe(int type, Collection<String> accounts) {
        return client.request("unsubscribeStatus", of(type, accounts)).mapEmpty();
    }

    /** @param accounts at most 100; none for all */
    public Future<List<Subscription>> subscriptions(int type, Collection<String> accounts) {
        return client.request("subscriptions", of(type, accounts))
                .map(ok -> WireReader.list(ok, "subscriptions", Statuses::subscription));
    }

    /** What holds of all that the account has subscribed to. */
    public Future<List<Status>> held() {
        return held("", new ArrayList<>());
    }

    private Future<List<Status>> held(String page, List<Status> read) {
        return client.request("statuses", new JsonObject().put("page", page)).compose(ok -> {
            read.addAll(all(ok));
            String next = ok.getString("page", "");
            return next.isEmpty() ? Future.succeededFuture(List.copyOf(read)) : held(next, read);
        });
    }

    private static JsonObject of(int type, Collection<String> accounts) {
        JsonObject fields = ofType(type);
        return accounts.isEmpty() ? fields : fields.put("accounts", new JsonArray(new ArrayList<>(accounts)));
    }

    private static JsonObject ofType(int type) {
        return new JsonObject().put("type", type);
    }

    /** What an answer or an event tells. */
    static List<Status> all(JsonObject told) {
        return WireReader.list(told, "statuses", Statuses::status);
    }

    private static Status status(JsonObject json) {
        return new Status(
                json.getString("account", ""),
                json.getInteger("type", 0),
                json.getInteger("value", 0),
                json.getString("idClient", ""),
                json.getString("idServer", ""),
                clientType(json.getString("clientType", "")),
                json.getString("ext"),
                json.getLong("time", 0L),
                WireReader.texts(json, "connected").stream()
                        .map(Statuses::clientType)
                        .toList());
    }

    private static ClientType clientType(String wireName) {
        return ClientType.of(wireName).orElse(ClientType.SERVER);
    }

    private static Subscription subscription(JsonObject json) {
        return new Subscription(
                json.getInteger("type", 0),
                json.getString("account", ""),
                json.getLong("lifeMillis", 0L),
                json.getBoolean("sync", false),
                json.getLong("time", 0L));
    }
}
