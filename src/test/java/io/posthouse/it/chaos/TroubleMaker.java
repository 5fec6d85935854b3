package io.posthouse.it.chaos;

import io.posthouse.it.GatewayProcess;
import io.posthouse.it.Waiting;
import java.io.IOException;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Does to a cluster what a plan says, and mends it. What would befall a part that is not whole again yet is passed over: how long a
 * node takes to come back is the machine's.
 */
final class TroubleMaker implements AutoCloseable {
    private static final double BUS_SHARE = 0.1;
    private static final int SLOW_MILLIS = 120;
    /** A node that finds no Redis does not start. */
    private static final int STARTS_MAX = 10;

    private static final int SAID_MAX = 30;
    private static final long MENDED_MILLIS_MAX = 180_000;
    private static final Duration REDIS_BACK_MAX = Duration.ofSeconds(60);
    private static final Duration DRAINED_MAX = Duration.ofSeconds(60);

    private final Cluster cluster;
    private final long seed;
    private final ExecutorService hands = Executors.newFixedThreadPool(4);
    private final Set<String> broken = new HashSet<>();
    private final Set<Integer> down = ConcurrentHashMap.newKeySet();
    private final AtomicInteger made = new AtomicInteger();

    TroubleMaker(Cluster cluster, long seed) {
        this.cluster = cluster;
        this.seed = seed;
    }

    /** Until all is mended again. Fails with what could not be done. @return how many of the plan came about */
    int make(List<Trouble> plan) throws Exception {
        CompletableFuture<Object> failed = new CompletableFuture<>();
        CompletableFuture<?>[] all = plan.stream()
                .map(trouble -> befall(trouble).exceptionally(failure -> {
                    failed.completeExceptionally(failure);
                    return null;
                }))
                .toArray(CompletableFuture[]::new);
        long lastMillis = plan.stream().mapToLong(Trouble::endMillis).max().orElse(0);
        // The first that fails is enough.
        CompletableFuture.anyOf(CompletableFuture.allOf(all), failed)
                .get(lastMillis + MENDED_MILLIS_MAX, TimeUnit.MILLISECONDS);
        checkNodes();
        return made.get();
    }

    private CompletableFuture<Void> befall(Trouble trouble) {
        return CompletableFuture.supplyAsync(() -> now(() -> begin(trouble)), in(trouble.atMillis()))
                .thenAcceptAsync(
                        isMade -> now(() -> {
                            if (isMade) {
                                end(trouble);
                            }
                            return isMade;
                        }),
                        in(trouble.lengthMillis()));
    }

    private Executor in(long millis) {
        return CompletableFuture.delayedExecutor(millis, TimeUnit.MILLISECONDS, hands);
    }

    private static <T> T now(Callable<T> deed) {
        try {
            return deed.call();
        } catch (Exception | AssertionError failed) {
            throw new CompletionException(failed);
        }
    }

    /** A node that this did not end has to live. */
    private void checkNodes() {
        for (int n = 0; n < cluster.size(); n++) {
            if (!down.contains(n) && !cluster.node(n).process().isAlive()) {
                List<String> said = cluster.node(n).output().lines().toList();
                throw new IllegalStateException("node " + n + " has ended by itself; it said:" + System.lineSeparator()
                        + String.join(
                                System.lineSeparator(),
                                said.subList(Math.max(0, said.size() - SAID_MAX), said.size())));
            }
        }
    }

    private boolean begin(Trouble trouble) throws Exception {
        synchronized (broken) {
            if (!broken.add(trouble.part())) {
                System.out.println("  " + trouble + ": passed over, it is not whole again yet");
                return false;
            }
        }
        System.out.println("  " + trouble);
        checkNodes();
        int n = trouble.node();
        switch (trouble.kind()) {
            case NODE_KILLED -> {
                down.add(n);
                cluster.node(n).kill();
            }
            case NODE_REPLACED -> {
                down.add(n);
                drain(cluster.node(n));
            }
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
        made.incrementAndGet();
        return true;
    }

    private void end(Trouble trouble) throws Exception {
        int n = trouble.node();
        switch (trouble.kind()) {
            case NODE_KILLED, NODE_REPLACED -> {
                startAgain(cluster.node(n));
                down.remove(n);
            }
            case NODE_STANDS_STILL -> GatewayProcess.signal(cluster.node(n).process(), "CONT");
            case BUS_LOSES -> spoilBus(0);
            // Whoever started it sees to it that it comes again.
            case REDIS_KILLED -> Waiting.until("Redis to come again", REDIS_BACK_MAX, cluster::isRedisUp);
            case REDIS_STANDS_STILL -> GatewayProcess.signal(cluster.redis(), "CONT");
            case STORE_SLOW -> cluster.toStore(n).delay(0);
            case STORE_STANDS_STILL -> cluster.toStore(n).stand(false);
            case STORE_CUT -> cluster.toStore(n).cut(false);
            case CLIENTS_SLOW -> cluster.toClients(n).delay(0);
            case CLIENTS_STAND_STILL -> cluster.toClients(n).stand(false);
            case CLIENTS_CUT -> cluster.toClients(n).cut(false);
        }
        synchronized (broken) {
            broken.remove(trouble.part());
        }
    }

    private static void drain(GatewayProcess node) throws Exception {
        ProcessHandle process = node.process();
        GatewayProcess.signal(process, "TERM");
        Waiting.until("a node to have drained", DRAINED_MAX, () -> !process.isAlive());
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
