package io.posthouse.store;

import io.posthouse.model.Caller;
import io.posthouse.model.ClientType;
import io.posthouse.model.Status;
import io.posthouse.model.StatusCommand.PublishStatus;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A kept status as text. What the store's script does not write itself: {@code <client type> <value> <idClient>}, and the ext with a
 * line feed in front, if there is one. The script puts the time, which is the id, before it.
 */
final class StatusText {
    private StatusText() {}

    static String of(Caller caller, PublishStatus publish) {
        String head = caller.clientType().number() + " " + publish.value() + " "
                + Sides.requireLine(publish.idClient(), "idClient");
        return publish.ext() == null ? head : head + "\n" + publish.ext();
    }

    static Status status(Caller caller, PublishStatus publish, String id) {
        return new Status(
                caller.account(),
                publish.type(),
                publish.value(),
                publish.idClient(),
                id,
                caller.clientType(),
                publish.ext(),
                Long.parseLong(id),
                List.of());
    }

    /** @param text the id, a space, and what {@link #of} wrote */
    static Status read(String account, int type, String text) {
        int line = text.indexOf('\n');
        @Nullable String ext = line < 0 ? null : text.substring(line + 1);
        String[] head = (line < 0 ? text : text.substring(0, line)).split(" ", 4);
        ClientType clientType = ClientType.ofNumber(Integer.parseInt(head[1]))
                .orElseThrow(() -> new IllegalStateException("a status of an unknown client type is kept"));
        return new Status(
                account,
                type,
                Integer.parseInt(head[2]),
                head[3],
                head[0],
                clientType,
                ext,
                Long.parseLong(head[0]),
                List.of());
    }
}
