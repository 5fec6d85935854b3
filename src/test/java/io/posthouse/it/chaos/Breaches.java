package io.posthouse.it.chaos;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** What was found, the earliest first. */
final class Breaches {
    private final List<Breach> found = new ArrayList<>();

    void add(String rule, String what, Diary diary, Note note) {
        found.add(new Breach(rule, what, diary, note));
    }

    List<Breach> inOrder() {
        return found.stream()
                .sorted(Comparator.comparingLong(breach -> breach.note().atNanos()))
                .toList();
    }
}
