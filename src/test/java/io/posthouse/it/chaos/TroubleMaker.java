package io.posthouse.it.chaos;

import io.posthouse.it.GatewayProcess;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Does to a cluster what a plan says, and mends it. */
final class TroubleMaker implements AutoCloseable {
    private static final double BUS_SHARE = 0.1;
    private static final int SLOW_MILLIS = 120;
    private static final int STARTS_MAX = 5;
    private static final long MENDED_MILLIS_MAX = 180_000;

    private final Cluster cluster;
    private final long seed;
    private final ExecutorService hands = Executors.newFixedThreadPool(4);

    TroubleMaker(Cluster cluster, long seed) {
        this.cluster = cluster;
        this.seed = seed;
    }

    /** Until all is mended again. Fails with what could not be done. */
    void make(List<Trouble> plan) throws Exception {
        List<CompletableFuture<Void>> all = new ArrayList<>();
        for (Trouble trouble : plan) {
            all.add(CompletableFuture.runAsync(() -> now(() -> begin(trouble)), in(trouble.atMillis()))
                    .thenRunAsync(() -> now(() -> end(trouble)), in(trouble.lengthMillis())));
        }
        long lastMillis = plan.stream().mapToLong(Trouble::endMillis).max().orElse(0);
        CompletableFuture.allOf(all.toArray(CompletableFuture[]::new))
                .get(lastMillis + MENDED_MILLIS_MAX, TimeUnit.MILLISECONDS);
    }

    private Executor in(long millis) {
        return CompletableFuture.delayedExecutor(millis, TimeUnit.MILLISECONDS, hands);
    }

    private static void now(Callable<?> deed) {
        try {
            deed.call();
        } catch (Exception failed) {
            throw new CompletionException(failed);
        }
    }

    private @Nullable Void begin(Trouble trouble) throws Exception {
        System.out.println("  " + trouble);
        int n = trouble.node();
        switch (trouble.kind()) {
            case NODE_KILLED -> cluster.node(n).kill();
            case NODE_STANDS_STILL -> GatewayProcess.signal(cluster.node(n).process(), "STOP");
            case BUS_LOSES -> spoilBus(BUS_SHARE);
            case REDIS_KILLED -> cluster.redis().destroyForcibly();
            case REDIS_STANDS_STILL -> GatewayProcess.signal(cluster.redis(), "STOP");
            case STORE_SLOW -> cluster.toStore(n).delay(SLOW_MILLIS);
            case STORE_STANDS_STILL -> cluster.toStore(n).stand(true);
            case STORE_CUT -> cluster.toStore(n).cut(true);
            case CLIENTS_SLOW -> cluster.toClients(n).delay(SLOW_MILLIS);
            case CLIENTS_STAND_STILL -> cluster.toClients(n).stand(true);
            case CLIENTS_CUT -> cluster.toClients(n).cut(true);
        }
        return null;
    }

    private @Nullable Void end(Trouble trouble) throws Exception {
        int n = trouble.node();
        switch (trouble.kind()) {
            case NODE_KILLED -> startAgain(cluster.node(n));
            case NODE_STANDS_STILL -> GatewayProcess.signal(cluster.node(n).process(), "CONT");
            case BUS_LOSES -> spoilBus(0);
            case REDIS_KILLED -> {
                // Whoever started it sees to it that it comes again.
            }
            case REDIS_STANDS_STILL -> GatewayProcess.signal(cluster.redis(), "CONT");
            case STORE_SLOW -> cluster.toStore(n).delay(0);
            case STORE_STANDS_STILL -> cluster.toStore(n).stand(false);
            case STORE_CUT -> cluster.toStore(n).cut(false);
            case CLIENTS_SLOW -> cluster.toClients(n).delay(0);
            case CLIENTS_STAND_STILL -> cluster.toClients(n).stand(false);
            case CLIENTS_CUT -> cluster.toClients(n).cut(false);
        }
        return null;
    }

    /** Somebody else may have taken its port for a moment. */
    private static void startAgain(GatewayProcess node) throws Exception {
        for (int tries = 1; ; tries++) {
            try {
                node.startAgain();
                return;
            } catch (IllegalStateException failed) {
                if (tries == STARTS_MAX) {
                    throw failed;
                }
            }
        }
    }

    /** A node that is down at the moment has no bus that could be spoilt. */
    private void spoilBus(double share) {
        for (int n = 0; n < cluster.size(); n++) {
            try {
                cluster.node(n).say("bus " + share + " " + (seed + n));
            } catch (IOException down) {
                System.out.println("  node " + n + " is down and takes no part");
            }
        }
    }

    @Override
    public void close() {
        hands.shutdownNow();
    }
}
