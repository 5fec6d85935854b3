package io.posthouse.it.chaos;

import io.vertx.core.Vertx;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Nodes, Redis and some hundreds of devices, and faults at random; in plays of a few minutes, each with people of its own, so that a long run
 * takes no more memory than a short one. Ends with code 1 at the first play in which something is against the rules.
 */
public final class Chaos {
    private static final Rules RULES = new Rules(10_000, 6, "disk");
    private static final int NODES = 3;
    private static final int CIRCLES = 14;
    private static final int PEOPLE = 8;
    private static final int PACE_MILLIS = 5_000;
    private static final long PLAY_SECONDS_MAX = 180;
    private static final int MANY = 1_000_000;
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    private final Judge judge = new Judge(RULES);
    private final Stage stage;
    private final Cluster cluster;

    private Chaos(Stage stage, Cluster cluster) {
        this.stage = stage;
        this.cluster = cluster;
    }

    /** {@code [--seed n] [--minutes m]}, by default a seed that it picks and 5 minutes. */
    public static void main(String[] args) throws Exception {
        long seed = new SecureRandom().nextInt(Integer.MAX_VALUE);
        double minutes = 5;
        for (int i = 0; i + 1 < args.length; i += 2) {
            switch (args[i]) {
                case "--seed" -> seed = Long.parseLong(args[i + 1]);
                case "--minutes" -> minutes = Double.parseDouble(args[i + 1]);
                default -> throw new IllegalArgumentException(args[i]);
            }
        }
        Runtime.getRuntime().halt(run(seed, minutes) ? 0 : 1);
    }

    private static boolean run(long seed, double minutes) throws Exception {
        System.out.println("chaos: seed " + seed + ", " + minutes + " minutes, " + NODES + " nodes");
        Path directory = Files.createTempDirectory("posthouse-chaos");
        Vertx vertx = Vertx.vertx();
        long end = System.nanoTime() + (long) (minutes * TimeUnit.MINUTES.toNanos(1));
        try (Cluster cluster = new Cluster(vertx, directory, NODES, RULES, List.of())) {
            Runtime.getRuntime().addShutdownHook(new Thread(() -> close(cluster), "chaos shutdown"));
            Stage stage = Stage.open(vertx, NODES, cluster::port).await(10, TimeUnit.SECONDS);
            Chaos chaos = new Chaos(stage, cluster);
            for (int play = 0; play == 0 || System.nanoTime() < end; play++) {
                long seconds = Math.max(10, TimeUnit.NANOSECONDS.toSeconds(end - System.nanoTime()));
                if (!chaos.play(seed, play, Math.min(seconds, PLAY_SECONDS_MAX))) {
                    return false;
                }
            }
            return true;
        } finally {
            delete(directory);
        }
    }

    private static void close(Cluster cluster) {
        try {
            cluster.close();
        } catch (Exception failed) {
            System.err.println("chaos: not everything was stopped: " + failed);
        }
    }

    private static void delete(Path directory) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            files.sorted(Comparator.reverseOrder())
                    .forEach(file -> file.toFile().delete());
        }
    }

    private boolean play(long seed, int play, long seconds) throws Exception {
        long own = seed + 1_000L * play;
        List<Circle> circles = new ArrayList<>();
        for (int c = 0; c < CIRCLES; c++) {
            String name = "p" + play + "c" + c;
            circles.add(new Circle(stage, name, own + c, PEOPLE, PACE_MILLIS, Filter.None::new, PATIENCE));
        }
        for (Circle circle : circles) {
            for (String account : circle.accounts()) {
                cluster.node(0).createAccount(account, Circle.tokenOf(account));
            }
        }
        List<Trouble> plan = Trouble.plan(own, NODES, TimeUnit.SECONDS.toMillis(seconds));
        System.out.println("play " + play + ": "
                + circles.stream().mapToInt(c -> c.actors().size()).sum() + " devices for " + seconds + " s, "
                + plan.size() + " faults");
        Company company = new Company(stage, circles, judge, PATIENCE);
        String failure = "";
        try (TroubleMaker maker = new TroubleMaker(cluster, own)) {
            company.begin();
            company.act(MANY);
            maker.make(plan);
            company.end();
        } catch (AssertionError late) {
            failure = String.valueOf(late.getMessage());
        } finally {
            company.close();
        }
        return report(seed, circles, failure);
    }

    private boolean report(long seed, List<Circle> circles, String failure) throws IOException {
        List<Breach> found = circles.stream()
                .flatMap(circle -> judge.judge(circle.diaries()).stream())
                .sorted(Comparator.comparingLong(breach -> breach.note().atNanos()))
                .toList();
        int sent = circles.stream()
                .flatMap(c -> c.actors().stream())
                .mapToInt(a -> a.mouth().sent().size())
                .sum();
        int heard = circles.stream()
                .flatMap(c -> c.diaries().stream())
                .mapToInt(d -> d.notes().size())
                .sum();
        System.out.println("  " + sent + " messages answered, " + heard + " notes judged");
        if (found.isEmpty() && failure.isEmpty()) {
            return true;
        }
        System.out.println("chaos: seed " + seed + ", " + found.size() + " breaches of product.md. " + failure);
        found.stream().limit(1).forEach(breach -> System.out.println(breach.tell()));
        found.stream().skip(1).limit(20).forEach(breach -> System.out.println("also " + breach));
        Path file = Path.of("target", "chaos-" + seed + ".txt");
        Files.createDirectories(file.getParent());
        try (BufferedWriter out = Files.newBufferedWriter(file)) {
            for (Diary diary : circles.stream()
                    .flatMap(circle -> circle.diaries().stream())
                    .toList()) {
                out.write("== " + diary.name() + System.lineSeparator());
                for (Note note : diary.notes()) {
                    out.write(note + System.lineSeparator());
                }
            }
        }
        System.out.println("chaos: all histories are in " + file);
        return false;
    }
}
