package io.posthouse.it.chaos;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** People who never met before, a plan of faults for them, and what the judge says of it. */
final class Play {
    private static final int CIRCLES = 14;
    private static final int PEOPLE = 8;
    private static final int PACE_MILLIS = 5_000;
    private static final int MANY = 1_000_000;
    private static final int TOLD_MAX = 20;
    /** Of the actions that the pace allows for, so many hundredths have to be messages that were answered: a tenth of what is usual. */
    private static final long SENT_PERCENT_MIN = 4;

    private static final Duration PATIENCE = Duration.ofMinutes(3);

    private final Stage stage;
    private final Cluster cluster;
    private final Judge judge;
    private final String name;
    private final long seed;
    private final List<Circle> circles = new ArrayList<>();

    Play(Stage stage, Cluster cluster, Rules rules, String name, long seed) {
        this.stage = stage;
        this.cluster = cluster;
        this.judge = new Judge(rules);
        this.name = name;
        this.seed = seed;
        for (int c = 0; c < CIRCLES; c++) {
            circles.add(new Circle(stage, name + "c" + c, seed + c, PEOPLE, PACE_MILLIS, Filter.None::new, PATIENCE));
        }
    }

    /** @return whether nothing was against the rules */
    boolean run(long seconds) throws Exception {
        for (Circle circle : circles) {
            for (String account : circle.accounts()) {
                cluster.node(0).createAccount(account, Circle.tokenOf(account));
            }
        }
        List<Trouble> plan = Trouble.plan(seed, cluster.size(), TimeUnit.SECONDS.toMillis(seconds));
        int devices = circles.stream().mapToInt(c -> c.actors().size()).sum();
        System.out.println(
                name + ": " + devices + " devices for " + seconds + " s, " + plan.size() + " faults are planned");
        Company company = new Company(stage, circles, judge, PATIENCE);
        List<String> failures = new ArrayList<>();
        try (TroubleMaker maker = new TroubleMaker(cluster, seed)) {
            company.begin();
            company.act(MANY);
            int made = maker.make(plan);
            if (made * 2 < plan.size() || made == 0) {
                failures.add("Of " + plan.size() + " faults only " + made + " came about: that proves nothing.");
            }
            company.end();
        } catch (AssertionError late) {
            failures.add(late.getMessage() + "; " + whoIsLate());
        } finally {
            company.close();
        }
        long sentMin = devices * seconds * 1_000 / PACE_MILLIS * SENT_PERCENT_MIN / 100;
        return report(company, failures, sentMin);
    }

    private List<String> whoIsLate() {
        return circles.stream()
                .flatMap(circle -> circle.actors().stream())
                .filter(actor -> !actor.isDone() || !actor.handset().isIn())
                .map(actor ->
                        actor.handset().diary().name() + (actor.handset().isIn() ? " is in with " : " is not in, ")
                                + actor.mouth().open() + " requests")
                .limit(TOLD_MAX)
                .toList();
    }

    private boolean report(Company company, List<String> failures, long sentMin) throws IOException {
        List<Diary> diaries = new ArrayList<>();
        List<Breach> found = new ArrayList<>();
        for (Circle circle : circles) {
            List<Diary> own = company.copyOf(circle);
            diaries.addAll(own);
            found.addAll(judge.judge(own));
        }
        found.sort(Comparator.comparingLong(breach -> breach.note().atNanos()));
        long sent = circles.stream()
                .flatMap(circle -> circle.actors().stream())
                .mapToLong(actor -> actor.mouth().answered())
                .sum();
        if (sent < sentMin) {
            failures.add("Only " + sent + " messages were answered, and " + sentMin + " are the least: that proves"
                    + " nothing.");
        }
        System.out.println("  " + sent + " messages answered, "
                + diaries.stream().mapToLong(diary -> diary.notes().size()).sum() + " notes judged");
        if (found.isEmpty() && failures.isEmpty()) {
            return true;
        }
        failures.forEach(failure -> System.out.println("chaos: " + failure));
        System.out.println("chaos: " + found.size() + " breaches of product.md");
        found.stream().limit(1).forEach(breach -> System.out.println(breach.tell()));
        found.stream().skip(1).limit(TOLD_MAX).forEach(breach -> System.out.println("also " + breach));
        System.out.println("chaos: all histories are in " + write(diaries));
        return false;
    }

    private Path write(List<Diary> diaries) throws IOException {
        Path file = Path.of("target", "chaos-" + seed + ".txt");
        Files.createDirectories(file.getParent());
        try (BufferedWriter out = Files.newBufferedWriter(file)) {
            for (Diary diary : diaries) {
                out.write("== " + diary.name() + System.lineSeparator());
                for (Note note : diary.notes()) {
                    out.write(note + System.lineSeparator());
                }
            }
        }
        return file;
    }
}
