package io.posthouse.store;

import io.posthouse.model.ClientType;
import io.posthouse.model.Event;
import io.posthouse.model.OnlineDevice;
import io.posthouse.model.Push;
import io.posthouse.model.Status;
import io.vertx.redis.client.Response;
import java.util.List;
import java.util.Optional;
import java.util.stream.StreamSupport;

/** What those who subscribed to an account are told. */
final class Subscribers {
    private Subscribers() {}

    /**
     * @param value what happened
     * @param clientType to which device
     * @param connected the devices that are connected now
     */
    static Status ofDevices(String account, int value, ClientType clientType, List<OnlineDevice> connected, long time) {
        List<ClientType> types = connected.stream()
                .map(OnlineDevice::clientType)
                .distinct()
                .sorted()
                .toList();
        return new Status(account, Status.CONNECTED, value, "", Long.toString(time), clientType, null, time, types);
    }

    /** @return empty if nobody has subscribed */
    static Optional<Push> told(Response subscribers, Status status, String exceptConnection) {
        List<String> accounts = names(subscribers);
        return accounts.isEmpty()
                ? Optional.empty()
                : Optional.of(Push.to(accounts, new Event.StatusesCame(List.of(status)), exceptConnection));
    }

    static List<String> names(Response accounts) {
        return StreamSupport.stream(accounts.spliterator(), false)
                .map(Response::toString)
                .toList();
    }
}
