package io.posthouse.protocol.nim;

import io.posthouse.model.ClientType;
import io.posthouse.model.Status;
import io.posthouse.model.Subscription;
import java.util.List;
import java.util.Map;

/** Statuses as properties and packets; this wire calls them events. */
final class Statuses {
    private static final int SECOND_MILLIS = 1_000;

    private Statuses() {}

    static String packet(List<Status> statuses) {
        List<Property> told = statuses.stream().map(Statuses::property).toList();
        return told.size() == 1 ? Packets.push("14_2", List.of(told.get(0))) : Packets.push("14_9", List.of(told));
    }

    static Property property(Status status) {
        return new Property(Tables.STATUS)
                .put("type", status.type())
                .put("value", status.value())
                .put("idClient", status.idClient().isEmpty() ? null : status.idClient())
                .put("ext", status.ext())
                .put("time", status.time())
                .put("idServer", status.idServer())
                .put("clientType", status.clientType().number())
                .put("serverConfig", status.isOfDevices() ? connected(status) : null)
                .put("account", status.account());
    }

    private static String connected(Status status) {
        return Packets.json(Map.of(
                "online", status.connected().stream().map(ClientType::number).toList()));
    }

    static Property property(Subscription subscription, String account) {
        return new Property(Tables.SUBSCRIPTION)
                .put("type", subscription.type())
                .put("subscribeTime", subscription.lifeMillis() / SECOND_MILLIS)
                .put("sync", subscription.sync() ? 1 : 0)
                .put("to", subscription.account())
                .put("from", account)
                .put("time", subscription.time());
    }
}
