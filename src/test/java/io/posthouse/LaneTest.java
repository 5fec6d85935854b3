package io.posthouse;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.Context;
import io.vertx.core.Deployable;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(VertxExtension.class)
class LaneTest {
    private final List<String> happened = new CopyOnWriteArrayList<>();
    private final Lane lane = new Lane();

    @Test
    void verticlesOfALaneShareAThreadAndGoInTheReverseOrder(Vertx vertx) throws Exception {
        String id = vertx.deployVerticle(lane).await(5, SECONDS);
        List<Thread> threads = new CopyOnWriteArrayList<>();

        lane.add(noting("store", threads)).await(5, SECONDS);
        lane.add(noting("routing", threads)).await(5, SECONDS);
        vertx.undeploy(id).await(5, SECONDS);

        assertThat(threads.stream().distinct()).hasSize(1);
        assertThat(happened).containsExactly("store starts", "routing starts", "routing stops", "store stops");
    }

    @Test
    void aVerticleTakenOutEarlyStopsOnce(Vertx vertx) throws Exception {
        String id = vertx.deployVerticle(lane).await(5, SECONDS);
        Deployable door = noting("door", new CopyOnWriteArrayList<>());
        lane.add(door).await(5, SECONDS);

        lane.remove(door).await(5, SECONDS);
        lane.remove(door).await(5, SECONDS);
        vertx.undeploy(id).await(5, SECONDS);

        assertThat(happened).containsExactly("door starts", "door stops");
    }

    @Test
    void aVerticleThatCannotStartIsToldAndNotStopped(Vertx vertx) throws Exception {
        String id = vertx.deployVerticle(lane).await(5, SECONDS);

        assertThatThrownBy(() -> lane.add(context -> {
                            throw new ExceptionInInitializerError("an error, not an exception");
                        })
                        .await(5, SECONDS))
                .isInstanceOf(ExceptionInInitializerError.class);
        assertThatThrownBy(() -> lane.add(context -> Future.failedFuture("no")).await(5, SECONDS))
                .hasMessage("no");

        vertx.undeploy(id).await(5, SECONDS);
    }

    @Test
    void oneThatFailsToStopDoesNotKeepTheOthers(Vertx vertx) throws Exception {
        String id = vertx.deployVerticle(lane).await(5, SECONDS);
        lane.add(noting("store", new CopyOnWriteArrayList<>())).await(5, SECONDS);
        lane.add(new Deployable() {
                    @Override
                    public Future<?> deploy(Context context) {
                        return Future.succeededFuture();
                    }

                    @Override
                    public Future<?> undeploy(Context context) {
                        throw new IllegalStateException("cannot stop");
                    }
                })
                .await(5, SECONDS);

        vertx.undeploy(id).await(5, SECONDS);

        assertThat(happened).containsExactly("store starts", "store stops");
    }

    private Deployable noting(String name, List<Thread> threads) {
        return new Deployable() {
            @Override
            public Future<?> deploy(Context context) {
                threads.add(Thread.currentThread());
                happened.add(name + " starts");
                return Future.succeededFuture();
            }

            @Override
            public Future<?> undeploy(Context context) {
                threads.add(Thread.currentThread());
                happened.add(name + " stops");
                return Future.succeededFuture();
            }
        };
    }
}
