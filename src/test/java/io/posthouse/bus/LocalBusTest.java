package io.posthouse.bus;

import static org.assertj.core.api.Assertions.assertThat;

import io.posthouse.model.Answer;
import io.posthouse.model.Caller;
import io.posthouse.model.Command;
import io.posthouse.model.Fault;
import io.posthouse.model.FaultException;
import io.posthouse.model.Request;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Requests between the verticles of one node. */
@ExtendWith(VertxExtension.class)
class LocalBusTest {
    private static final String ADDRESS = "posthouse.store.0";
    private static final Request REQUEST = new Request(Caller.server("ann"), new Command.FindDevices("ann"));
    private static final Answer.Done DONE = new Answer.Done(7);

    @BeforeEach
    void register(Vertx vertx) {
        vertx.eventBus().registerCodec(new BusCodec());
    }

    @Test
    void whoeverAsksOnTheSameContextIsAnsweredAtOnce(Vertx vertx) {
        Serving serving = serve(vertx, request -> Future.succeededFuture(DONE));

        Future<Answer> answer =
                await(serving.on(() -> Future.succeededFuture(serving.bus().ask(ADDRESS, REQUEST))));

        assertThat(answer.isComplete()).as("answered in the same turn").isTrue();
        assertThat(answer.result()).isEqualTo(DONE);
    }

    @Test
    void whoeverAsksElsewhereIsAnsweredByTheBus(Vertx vertx) {
        Serving serving = serve(vertx, request -> Future.succeededFuture(DONE));

        Answer answer = await(serving.bus().ask(ADDRESS, REQUEST));

        assertThat(answer).isEqualTo(DONE);
    }

    @Test
    void aBugIsTheSameFaultOnBothWays(Vertx vertx) {
        Serving serving = serve(vertx, request -> {
            throw new IllegalStateException("a bug");
        });

        assertThat(faultOf(serving.on(() -> serving.bus().ask(ADDRESS, REQUEST))))
                .isEqualTo(Fault.INTERNAL);
        assertThat(faultOf(serving.bus().ask(ADDRESS, REQUEST))).isEqualTo(Fault.INTERNAL);
    }

    @Test
    void aRefusalIsTheSameFaultOnBothWays(Vertx vertx) {
        Serving serving = serve(vertx, request -> Future.failedFuture(new FaultException(Fault.NOT_FOUND, "ann")));

        assertThat(faultOf(serving.on(() -> serving.bus().ask(ADDRESS, REQUEST))))
                .isEqualTo(Fault.NOT_FOUND);
        assertThat(faultOf(serving.bus().ask(ADDRESS, REQUEST))).isEqualTo(Fault.NOT_FOUND);
    }

    @Test
    void whatWaitsForTheHostHasATimeLimitAlsoOnTheSameContext(Vertx vertx) {
        Serving serving = serve(vertx, request -> Promise.promise().future());

        assertThat(faultOf(serving.on(() -> serving.bus().askInTime(ADDRESS, REQUEST))))
                .isEqualTo(Fault.OVERLOADED);
    }

    @Test
    void whoServesNoMoreIsNotAsked(Vertx vertx) {
        Serving serving = serve(vertx, request -> Future.succeededFuture(DONE));
        await(vertx.undeploy(serving.deploymentID()));

        assertThat(faultOf(serving.on(() -> serving.bus().ask(ADDRESS, REQUEST))))
                .isEqualTo(Fault.DRAINING);
    }

    private static Serving serve(Vertx vertx, Function<Request, Future<Object>> work) {
        Serving serving = new Serving(work);
        await(vertx.deployVerticle(serving));
        return serving;
    }

    private static Fault faultOf(Future<?> answer) {
        FaultException fault =
                await(answer.<FaultException>map(done -> new FaultException(Fault.INTERNAL, "not refused"))
                        .recover(cause -> Future.succeededFuture((FaultException) cause)));
        return fault.fault();
    }

    private static <T> T await(Future<T> future) {
        try {
            return future.await(20, TimeUnit.SECONDS);
        } catch (java.util.concurrent.TimeoutException e) {
            throw new AssertionError("not answered", e);
        }
    }

    /** Serves, and lets one ask on its context. */
    private static final class Serving extends VerticleBase {
        private final Function<Request, Future<Object>> work;

        Serving(Function<Request, Future<Object>> work) {
            this.work = work;
        }

        @Override
        public Future<?> start() {
            return bus().serve(ADDRESS, work);
        }

        LocalBus bus() {
            return new LocalBus(vertx, Duration.ofMillis(200));
        }

        <T> Future<T> on(Supplier<Future<T>> ask) {
            Promise<T> done = Promise.promise();
            context.runOnContext(go -> ask.get().onComplete(done));
            return done.future();
        }
    }
}
