package io.posthouse.it.chaos;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Random;

/**
 * Something that goes wrong for a while. The plan is the seed's; how long a node takes to come again is the machine's.
 *
 * @param atMillis from the start of the play
 * @param node that it happens to, where it happens to one
 */
record Trouble(long atMillis, Kind kind, int node, long lengthMillis) {
    private static final int GAP_MILLIS_MIN = 1_000;
    private static final int GAP_MILLIS_SPREAD = 5_000;

    enum Kind {
        /** {@code kill -9}, and started again. */
        NODE_KILLED(500, 4_000),
        /** SIGTERM, waited for, and started again, as an upgrade does. */
        NODE_REPLACED(100, 1_000),
        /** SIGSTOP and SIGCONT, within the life of its lease or past it. */
        NODE_STANDS_STILL(300, 9_000),
        /** One push in ten between nodes is lost, as many come late, as many twice. */
        BUS_LOSES(3_000, 8_000),
        /** {@code kill -9}; it comes again by itself. */
        REDIS_KILLED(0, 1),
        /** A disk that does not answer for a while, for all that Redis knows. */
        REDIS_STANDS_STILL(200, 3_500),
        STORE_SLOW(1_000, 6_000),
        STORE_STANDS_STILL(500, 6_000),
        STORE_CUT(200, 5_000),
        CLIENTS_SLOW(1_000, 6_000),
        CLIENTS_STAND_STILL(500, 6_000),
        CLIENTS_CUT(100, 3_000);

        private final int millisMin;
        private final int millisSpread;

        Kind(int millisMin, int millisSpread) {
            this.millisMin = millisMin;
            this.millisSpread = millisSpread;
        }
    }

    long endMillis() {
        return atMillis + lengthMillis;
    }

    /** All kinds in turn, in the order that the dice say; one part has one trouble at a time. */
    static List<Trouble> plan(long seed, int nodes, long untilMillis) {
        Random dice = new Random(seed);
        List<Trouble> plan = new ArrayList<>();
        List<Kind> kinds = new ArrayList<>();
        long at = gapMillis(dice);
        while (at < untilMillis) {
            if (kinds.isEmpty()) {
                kinds.addAll(List.of(Kind.values()));
                Collections.shuffle(kinds, dice);
            }
            Kind kind = kinds.remove(0);
            Trouble next = new Trouble(at, kind, dice.nextInt(nodes), kind.millisMin + dice.nextInt(kind.millisSpread));
            if (next.endMillis() < untilMillis && plan.stream().noneMatch(next::isInTheWayOf)) {
                plan.add(next);
            }
            at += gapMillis(dice);
        }
        plan.sort(Comparator.comparingLong(Trouble::atMillis));
        return plan;
    }

    private static long gapMillis(Random dice) {
        return GAP_MILLIS_MIN + (long) dice.nextInt(GAP_MILLIS_SPREAD);
    }

    private boolean isInTheWayOf(Trouble other) {
        return part().equals(other.part()) && other.endMillis() + GAP_MILLIS_MIN > atMillis;
    }

    /** What it happens to: one thing at a time. */
    String part() {
        return switch (kind) {
            case BUS_LOSES -> "the bus";
            case REDIS_KILLED, REDIS_STANDS_STILL -> "Redis";
            default -> "node " + node;
        };
    }

    @Override
    public String toString() {
        return String.format("%6.1f s %s %s for %.1f s", atMillis / 1e3, part(), kind, lengthMillis / 1e3);
    }
}
