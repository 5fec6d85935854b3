package io.posthouse.bus;

import io.posthouse.model.Push;
import java.util.List;

/** What one node is to push, in order: one bus message for all of it. */
public record Pushes(List<Push> pushes) {}
