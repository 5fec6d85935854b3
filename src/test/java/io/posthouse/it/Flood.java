package io.posthouse.it;

import io.posthouse.client.ClientOptions;
import io.posthouse.client.Clients;
import io.posthouse.client.PosthouseClient;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Some accounts that send numbered messages to one other, as fast as they are answered. */
final class Flood {
    private static final int IN_FLIGHT = 16;
    /** Long enough that buffers of sockets and kernels do not hide what is kept for the reader. */
    private static final String PADDING = " ".repeat(200);

    private final List<PosthouseClient> senders = new ArrayList<>();
    private final String to;
    private final int[] sent;

    private Flood(String to, int count) {
        this.to = to;
        this.sent = new int[count];
    }

    static Flood connect(Clients clients, GatewayProcess gateway, String to, int count) throws Exception {
        Flood flood = new Flood(to, count);
        for (int i = 0; i < count; i++) {
            String account = "flood-" + i;
            gateway.createAccount(account, "token-of-" + account);
            PosthouseClient client =
                    clients.client(ClientOptions.of("127.0.0.1", gateway.port(), account, "token-of-" + account));
            client.connect().await(10, TimeUnit.SECONDS);
            flood.senders.add(client);
        }
        return flood;
    }

    /** @return once all of them have been answered {@code sent}; fails with the first that was not */
    Future<Void> send(int messages) {
        List<Future<Void>> lanes = new ArrayList<>();
        int each = messages / senders.size();
        for (int i = 0; i < senders.size(); i++) {
            lanes.add(new Lane(i, sent[i] + each).start());
        }
        return Future.all(lanes).mapEmpty();
    }

    /** One sender's; on its event loop. */
    private final class Lane {
        private final int sender;
        private final int last;
        private final Promise<Void> done = Promise.promise();
        private int open;

        Lane(int sender, int last) {
            this.sender = sender;
            this.last = last;
        }

        /** Begins on the client's event loop: from elsewhere the first ones could be overtaken by later ones. */
        Future<Void> start() {
            senders.get(sender)
                    .request("ping", new JsonObject())
                    .onSuccess(here -> begin())
                    .onFailure(done::tryFail);
            return done.future();
        }

        private void begin() {
            for (int i = 0; i < IN_FLIGHT; i++) {
                next();
            }
        }

        private void next() {
            if (sent[sender] < last) {
                open++;
                senders.get(sender)
                        .sendText(to, ++sent[sender] + PADDING)
                        .onSuccess(answered -> answered())
                        .onFailure(done::tryFail);
            }
        }

        private void answered() {
            open--;
            next();
            if (open == 0) {
                done.tryComplete();
            }
        }
    }
}
