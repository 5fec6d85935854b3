package io.posthouse.bench;

import io.vertx.core.Future;
import io.vertx.core.Promise;

/** The one who talks in the team: one message at a time, each with its number at the head of its body. */
final class TeamTalker {
    /** Digits of the number, and a blank. */
    static final int BODY_CHARS_MIN = 16;

    private static final long FIRST_ID = 16;

    private final BenchConnection connection;
    private final String prefix;
    private final String padding;
    private Promise<Void> answered = Promise.promise();
    private long number;

    TeamTalker(BenchConnection connection, String teamId, TeamPlan plan) {
        this.connection = connection;
        this.prefix = ",\"do\":\"send\",\"msg\":{\"scene\":\"superTeam\",\"to\":\"" + teamId
                + "\",\"type\":\"text\",\"idClient\":\"";
        this.padding = "x".repeat(plan.bodyChars() - BODY_CHARS_MIN);
        connection.onFrame(this::received);
        connection.onDropped(why -> answered.tryFail(
                new BenchException("The connection of " + connection.account() + " was closed: " + why + ".")));
    }

    /** What the next message's body begins with. */
    String nextHead() {
        return head(number + 1);
    }

    private static String head(long number) {
        return String.format("%015d ", number);
    }

    /** Done once it is answered that the message is sent. */
    Future<Void> say() {
        number++;
        answered = Promise.promise();
        connection.write("{\"id\":" + (FIRST_ID + number) + prefix + String.format("%032x", number) + "\",\"body\":\""
                + head(number) + padding + "\"}}");
        return answered.future();
    }

    private void received(Frame frame) {
        if (frame.id() != FIRST_ID + number) {
            return;
        }
        if (frame.errorCode() == 0) {
            answered.tryComplete();
        } else {
            answered.tryFail(new BenchException("A message was refused with code " + frame.errorCode() + "."));
        }
    }
}
