package io.posthouse.store;

import static java.util.concurrent.TimeUnit.SECONDS;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.posthouse.config.Config;
import io.posthouse.model.Answer;
import io.posthouse.model.Caller;
import io.posthouse.model.ClientType;
import io.posthouse.model.Command;
import io.posthouse.model.Conversation;
import io.posthouse.model.Draft;
import io.posthouse.model.Entry;
import io.posthouse.model.Fault;
import io.posthouse.model.FaultException;
import io.posthouse.model.Message;
import io.posthouse.model.MessageType;
import io.posthouse.model.Outcome;
import io.posthouse.model.Request;
import io.posthouse.model.Scene;
import io.posthouse.model.SessionState;
import io.posthouse.model.SessionSync;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.internal.VertxInternal;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeoutException;

/** A store on a loop of its own, asked from the test's thread. */
final class TestStore implements AutoCloseable {
    private final Context context;
    private final Store store;
    final MeterRegistry registry = new SimpleMeterRegistry();

    private TestStore(Vertx vertx, Config config, RedisTarget target) {
        this.context = ((VertxInternal) vertx).createEventLoopContext();
        this.store = onLoop(
                Future.succeededFuture(),
                () -> Future.succeededFuture(Store.on(vertx, config, target, registry, 0, message -> {})));
    }

    static TestStore open(Vertx vertx, Config config, RedisTarget target) {
        TestStore store = new TestStore(vertx, config, target);
        try {
            store.onLoop(Future.succeededFuture(), store.store::open);
        } catch (RuntimeException e) {
            store.close();
            throw e;
        }
        return store;
    }

    Store store() {
        return store;
    }

    Future<Outcome> ask(Caller caller, Command command) {
        Promise<Outcome> promise = Promise.promise();
        context.runOnContext(v -> store.run(new Request(caller, command)).onComplete(promise));
        return promise.future();
    }

    /** Asks Redis itself. */
    Reply raw(Call call) {
        Promise<Reply> promise = Promise.promise();
        context.runOnContext(v -> store.lines().ask(call).onComplete(promise));
        return await(promise.future());
    }

    /** Waits until the store's clock has moved on, so that what comes next is later in every conversation. */
    void awaitNextMillisecond() {
        long start = millis();
        while (millis() == start) {
            Thread.onSpinWait();
        }
    }

    private long millis() {
        Reply time = raw(Call.of(io.vertx.redis.client.Command.TIME));
        return time.number(0) * 1000 + time.number(1) / 1000;
    }

    Outcome run(Caller caller, Command command) {
        return await(ask(caller, command));
    }

    <A extends Answer> A answer(Caller caller, Command command, Class<A> type) {
        return type.cast(run(caller, command).answer());
    }

    Message send(Caller caller, String to, String text, String idClient) {
        return answer(caller, new Command.Send(text(to, text, idClient)), Answer.Sent.class)
                .message();
    }

    Fault fault(Caller caller, Command command) {
        try {
            run(caller, command);
        } catch (FaultException refusal) {
            return refusal.fault();
        }
        throw new AssertionError("not refused: " + command.getClass().getSimpleName());
    }

    /** All a device is told at login, over all pages. */
    SyncedUp sync(Caller caller) {
        return sync(caller, 0, 0);
    }

    /** Syncs until the sync covers a time: a sync ends before the millisecond it is read in. */
    SyncedUp syncPast(Caller caller, long time) {
        SyncedUp synced = sync(caller);
        while (synced.pages.get(0).syncTime() < time) {
            synced = sync(caller);
        }
        return synced;
    }

    SyncedUp sync(Caller caller, long since, long changesAfter) {
        SyncedUp synced = new SyncedUp();
        String page = "";
        do {
            Answer.SyncPage answer = answer(caller, new Command.Sync(since, changesAfter, page), Answer.SyncPage.class);
            synced.add(answer);
            for (SessionSync session : answer.sessions()) {
                goOn(caller, session, synced);
            }
            page = answer.nextPage();
        } while (!page.isEmpty());
        return synced;
    }

    private void goOn(Caller caller, SessionSync session, SyncedUp synced) {
        for (long after = session.nextAfter(); after != 0; ) {
            SessionSync more = answer(
                            caller, new Command.SyncMore(session.state().conversation(), after), Answer.SyncPage.class)
                    .sessions()
                    .get(0);
            synced.addEntries(more);
            after = more.nextAfter();
        }
    }

    void acknowledge(Caller caller, Message... messages) {
        List<Command.SessionMark> marks = Arrays.stream(messages)
                .map(message -> new Command.SessionMark(message.conversation(), message.time()))
                .toList();
        run(caller, new Command.Acknowledge(marks, 0));
    }

    List<Entry> missed(Caller caller, Conversation conversation) {
        return answer(caller, new Command.ReadMissed(conversation, 0, 1_000), Answer.Missed.class)
                .entries();
    }

    List<Message> history(Caller caller, Conversation conversation) {
        return answer(
                        caller,
                        new Command.GetHistory(conversation, 0, 0, "", 100, true, Set.of()),
                        Answer.Messages.class)
                .messages();
    }

    SessionState state(Caller caller, Conversation conversation) {
        return answer(caller, new Command.ReadMissed(conversation, Long.MAX_VALUE >> 12, 1), Answer.Missed.class)
                .state();
    }

    static Draft text(String to, String text, String idClient) {
        return Draft.of(Scene.P2P, to, MessageType.TEXT, text, null, idClient);
    }

    static Caller device(String account, String deviceId) {
        return new Caller(account, deviceId, ClientType.WEB, "n-0-" + account + deviceId, null);
    }

    static <T> T await(Future<T> future) {
        try {
            return future.await(10, SECONDS);
        } catch (TimeoutException e) {
            throw new AssertionError("no answer within 10 s", e);
        }
    }

    @Override
    public void close() {
        onLoop(Future.succeededFuture(), () -> {
            store.close();
            return Future.succeededFuture();
        });
    }

    private <T> T onLoop(Future<?> after, java.util.function.Supplier<Future<T>> work) {
        Promise<T> promise = Promise.promise();
        after.onComplete(done -> context.runOnContext(v -> {
            try {
                work.get().onComplete(promise);
            } catch (RuntimeException | Error bug) {
                promise.fail(bug);
            }
        }));
        return await(promise.future());
    }
}
