package io.posthouse.bus;

import io.posthouse.model.Push;
import java.util.List;

/** What one node is to push, in order: one bus message for all of it. */
public record Pushes(List<Push> pushes) {
    /** How many go to another node in one bus message. */
    public static final int AT_ONCE_MAX = 100;
}
