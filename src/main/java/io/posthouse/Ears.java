package io.posthouse;

import io.posthouse.model.Message;
import io.vertx.core.Context;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Who in the host listens to the messages that this node stores. Any thread may use it. */
final class Ears implements Consumer<Message> {
    private static final Logger LOG = LoggerFactory.getLogger(Ears.class);

    private final List<Ear> ears = new CopyOnWriteArrayList<>();

    private final class Ear implements Listening {
        private final Context context;
        private final Consumer<Message> handler;
        private volatile boolean closed;

        Ear(Context context, Consumer<Message> handler) {
            this.context = context;
            this.handler = handler;
        }

        void hear(Message message) {
            context.runOnContext(go -> {
                if (!closed) {
                    tell(message);
                }
            });
        }

        private void tell(Message message) {
            try {
                handler.accept(message);
            } catch (RuntimeException bug) {
                LOG.error("A host's listener threw idServer={}", message.idServer(), bug);
            }
        }

        @Override
        public void close() {
            closed = true;
            ears.remove(this);
        }
    }

    Listening add(Context context, Consumer<Message> handler) {
        Ear ear = new Ear(context, handler);
        ears.add(ear);
        return ear;
    }

    /** Called by the routing verticles for each message that was stored just now. */
    @Override
    public void accept(Message message) {
        for (Ear ear : ears) {
            ear.hear(message);
        }
    }

    void closeAll() {
        ears.forEach(Ear::close);
    }
}
