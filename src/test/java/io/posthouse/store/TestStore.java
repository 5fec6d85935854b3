package io.posthouse.store;

import static java.util.concurrent.TimeUnit.SECONDS;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.posthouse.config.Config;
import io.posthouse.model.Answer;
import io.posthouse.model.Caller;
import io.posthouse.model.ClientType;
import io.posthouse.model.Command;
import io.posthouse.model.Draft;
import io.posthouse.model.Fault;
import io.posthouse.model.FaultException;
import io.posthouse.model.Message;
import io.posthouse.model.MessageType;
import io.posthouse.model.Outcome;
import io.posthouse.model.Request;
import io.posthouse.model.Scene;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.internal.VertxInternal;
import java.util.concurrent.TimeoutException;

/** A store on a loop of its own, asked from the test's thread. */
final class TestStore implements AutoCloseable {
    private final Context context;
    private final Store store;
    final MeterRegistry registry = new SimpleMeterRegistry();

    private TestStore(Vertx vertx, Config config, RedisTarget target) {
        this.context = ((VertxInternal) vertx).createEventLoopContext();
        this.store = onLoop(
                Future.succeededFuture(), () -> Future.succeededFuture(Store.on(vertx, config, target, registry, 0)));
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
