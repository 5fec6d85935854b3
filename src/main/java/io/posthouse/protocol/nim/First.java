package io.posthouse.protocol.nim;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * The first so many of things that come in no order, and all that stand at the same place as the last of them: who then asks for what is
 * behind that place misses none. A thing that comes twice counts once.
 */
final class First<T> {
    private final int limit;
    private final Function<T, Long> place;
    private final Function<T, String> name;
    private final TreeMap<Long, Map<String, T>> kept;
    private int size;

    /** @param order of places */
    First(int limit, Function<T, Long> place, Function<T, String> name, Comparator<Long> order) {
        this.limit = limit;
        this.place = place;
        this.name = name;
        this.kept = new TreeMap<>(order);
    }

    void add(T thing) {
        Map<String, T> there = kept.computeIfAbsent(place.apply(thing), none -> new LinkedHashMap<>());
        if (there.put(name.apply(thing), thing) == null) {
            size++;
        }
        while (size - kept.lastEntry().getValue().size() >= limit) {
            size -= kept.pollLastEntry().getValue().size();
        }
    }

    List<T> inOrder() {
        return kept.values().stream().flatMap(there -> there.values().stream()).toList();
    }
}
