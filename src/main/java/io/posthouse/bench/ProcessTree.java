package io.posthouse.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** CPU time and memory of some processes and of all their children, from {@code /proc}; Linux only. */
final class ProcessTree {
    private static final double TICKS_PER_SECOND = 100;
    private static final int UTIME = 11;
    private static final int CHILDREN_STIME = 14;

    private static final String STORE = "redis";

    private final List<Long> roots;
    private final Predicate<Long> isMeant;

    ProcessTree(List<Long> roots) {
        this(roots, pid -> true);
    }

    private ProcessTree(List<Long> roots, Predicate<Long> isMeant) {
        this.roots = List.copyOf(roots);
        this.isMeant = isMeant;
    }

    static ProcessTree ofThisProcess() {
        return new ProcessTree(List.of(ProcessHandle.current().pid()));
    }

    /** Those of them that are Redis, by their name. */
    ProcessTree store() {
        return new ProcessTree(roots, ProcessTree::isStore);
    }

    /** All but those that are Redis. */
    ProcessTree butStore() {
        return new ProcessTree(roots, pid -> !isStore(pid));
    }

    private static boolean isStore(long pid) {
        return read(Path.of("/proc", Long.toString(pid), "comm")).startsWith(STORE);
    }

    /** User and system time since the processes started, with that of children already ended. */
    double cpuSeconds() {
        return members().mapToDouble(ProcessTree::cpuSecondsOf).sum();
    }

    long residentBytes() {
        return members().mapToLong(ProcessTree::residentBytesOf).sum();
    }

    private Stream<Long> members() {
        return roots.stream()
                .flatMap(root -> ProcessHandle.of(root).stream())
                .flatMap(root -> Stream.concat(Stream.of(root), root.descendants()))
                .map(ProcessHandle::pid)
                .distinct()
                .filter(isMeant);
    }

    private static double cpuSecondsOf(long pid) {
        String stat = read(Path.of("/proc", Long.toString(pid), "stat"));
        // The command's name stands in parentheses and may hold blanks: the numbers start behind the last one.
        String[] fields = stat.substring(stat.lastIndexOf(')') + 1).strip().split(" ", -1);
        double ticks = 0;
        for (int field = UTIME; field <= CHILDREN_STIME && field < fields.length; field++) {
            ticks += Long.parseLong(fields[field]);
        }
        return ticks / TICKS_PER_SECOND;
    }

    private static long residentBytesOf(long pid) {
        return read(Path.of("/proc", Long.toString(pid), "status"))
                .lines()
                .filter(line -> line.startsWith("VmRSS:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D+", "")) * 1024)
                .sum();
    }

    /** Empty if the process has ended meanwhile. */
    private static String read(Path file) {
        try {
            return Files.readString(file, StandardCharsets.UTF_8);
        } catch (NoSuchFileException gone) {
            return "";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
