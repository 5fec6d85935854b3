package io.posthouse.connection;

import io.posthouse.model.Answer;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.function.Supplier;

/**
 * Lets some logins at once to the store and has the others wait, so that those who are in go on talking while thousands come back at
 * once. Once many wait, whoever comes next is told to come later instead of waiting for a login that times out.
 */
final class LoginQueue {
    /** No setting: more at once make no login faster, only what goes on beside them slower. */
    private static final int AT_ONCE_MAX = 16;

    /** No setting: about half a second's work of a core, so that nobody waits for the login's time limit. */
    static final int WAITING_MAX = 500;

    private final Turns turns = new Turns(AT_ONCE_MAX);

    /** Whether who comes now had better come later. */
    boolean isFull() {
        return turns.waiting() >= WAITING_MAX;
    }

    /** Asks when it is this login's turn. Never refuses: who may come in is asked {@link #isFull} before. */
    Future<Answer> enter(Supplier<Future<Answer>> login) {
        Promise<Answer> answered = Promise.promise();
        turns.enter(() -> login.get().onComplete((answer, cause) -> {
            turns.leave();
            answered.complete(answer, cause);
        }));
        return answered.future();
    }
}
