package io.posthouse.it.chaos;

import java.util.List;
import java.util.Optional;

/** Who had blocked whom when, as far as that is sure. */
final class Blocks {
    private final List<Deed> deeds;

    Blocks(Reading reading) {
        this.deeds = reading.deeds("relation").toList();
    }

    /**
     * Whether an account had blocked another one all through a stretch of time; empty if that is not sure. A request without an answer
     * may still be done whenever a node that stood still goes on.
     */
    Optional<Boolean> between(String account, String other, long fromNanos, long toNanos) {
        boolean isBlocked = false;
        for (Deed deed : deeds) {
            boolean isAbout = deed.who().account().equals(account)
                    && deed.fields().getString("account").equals(other);
            if (!isAbout || deed.said().atNanos() > toNanos) {
                continue;
            }
            if (!deed.isOk() || deed.answered().atNanos() >= fromNanos) {
                return Optional.empty();
            }
            isBlocked = deed.fields().getBoolean("on");
        }
        return Optional.of(isBlocked);
    }
}
