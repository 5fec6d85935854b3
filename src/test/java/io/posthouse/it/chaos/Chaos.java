package io.posthouse.it.chaos;

import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Nodes, Redis and some hundreds of devices, and faults at random; in plays of a few minutes, each with people of its own, so that a long run
 * takes no more memory than a short one. Ends with code 1 at the first play in which something is against the rules, and with 2 if the
 * checker itself could not do what it should; nothing that it started is left behind, also when it is told to end.
 */
public final class Chaos {
    private static final Rules RULES = new Rules(10_000, 6, "disk");
    private static final int NODES = 3;
    private static final long PLAY_SECONDS_MIN = 20;
    private static final long PLAY_SECONDS_MAX = 180;
    /** For each play what its end may take, and the start of everything. */
    private static final long SPARE_MINUTES = 20;

    private final long seed;
    private final double minutes;

    private Chaos(long seed, double minutes) {
        this.seed = seed;
        this.minutes = minutes;
    }

    /** {@code [--seed n] [--minutes m]}, by default a seed that it picks and 5 minutes. */
    public static void main(String[] args) {
        long seed = new SecureRandom().nextInt(Integer.MAX_VALUE);
        double minutes = 5;
        for (int i = 0; i + 1 < args.length; i += 2) {
            switch (args[i]) {
                case "--seed" -> seed = Long.parseLong(args[i + 1]);
                case "--minutes" -> minutes = Double.parseDouble(args[i + 1]);
                default -> throw new IllegalArgumentException(args[i]);
            }
        }
        int code = 2;
        try {
            code = new Chaos(seed, minutes).run() ? 0 : 1;
        } catch (Throwable failed) {
            failed.printStackTrace(System.out);
            System.out.println("chaos: seed " + seed + ", the run itself failed");
        }
        // The event loops would keep a process alive that has nothing to do any more.
        System.exit(code);
    }

    private boolean run() throws Exception {
        System.out.println("chaos: seed " + seed + ", " + minutes + " minutes, " + NODES + " nodes");
        watch();
        Path directory = Files.createTempDirectory("posthouse-chaos");
        Vertx vertx = Vertx.vertx();
        long end = System.nanoTime() + (long) (minutes * TimeUnit.MINUTES.toNanos(1));
        try (Cluster cluster = new Cluster(vertx, directory, NODES, RULES, List.of())) {
            Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(cluster, directory), "chaos shutdown"));
            Stage stage = Stage.open(vertx, NODES, cluster::port).await(10, TimeUnit.SECONDS);
            for (int play = 0; play == 0 || System.nanoTime() < end; play++) {
                long seconds = Math.max(PLAY_SECONDS_MIN, TimeUnit.NANOSECONDS.toSeconds(end - System.nanoTime()));
                long length = Math.min(seconds, PLAY_SECONDS_MAX);
                if (!new Play(stage, cluster, RULES, "p" + play, seed + 1_000L * play).run(length)) {
                    System.out.println("chaos: seed " + seed + " is against the rules");
                    return false;
                }
            }
            System.out.println("chaos: seed " + seed + ", nothing is against the rules");
            return true;
        } finally {
            delete(directory);
        }
    }

    /** No run hangs: one that takes far longer than it was given says where each thread is, and ends. */
    private void watch() {
        long limitMillis = (long) (minutes * 2 * 60_000) + TimeUnit.MINUTES.toMillis(SPARE_MINUTES);
        Thread watch = new Thread(
                () -> {
                    try {
                        TimeUnit.MILLISECONDS.sleep(limitMillis);
                    } catch (InterruptedException over) {
                        return;
                    }
                    System.out.println("chaos: seed " + seed + " does not come to its end");
                    Thread.getAllStackTraces()
                            .forEach((thread, frames) -> System.out.println(thread + " " + List.of(frames)));
                    System.exit(2);
                },
                "chaos watch");
        watch.setDaemon(true);
        watch.start();
    }

    /** At the end nothing is left to do; at a Ctrl-C everything is. */
    private void stop(Cluster cluster, Path directory) {
        if (cluster.isClosed()) {
            return;
        }
        System.out.println("chaos: seed " + seed + " was told to end before its time");
        try {
            cluster.close();
            delete(directory);
        } catch (Exception failed) {
            System.out.println("chaos: not everything was stopped: " + failed);
        }
    }

    private static void delete(Path directory) throws IOException {
        if (!Files.exists(directory)) {
            return;
        }
        try (Stream<Path> files = Files.walk(directory)) {
            files.sorted(Comparator.reverseOrder())
                    .forEach(file -> file.toFile().delete());
        }
    }
}
