package io.posthouse.model;

import java.util.List;

/**
 * What the store made of a command.
 *
 * @param answer for the caller
 * @param pushes for the devices of everybody concerned, in the order to be sent
 */
public record Outcome(Answer answer, List<Push> pushes) {
    public static Outcome of(Answer answer) {
        return new Outcome(answer, List.of());
    }
}
