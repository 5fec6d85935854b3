package io.posthouse.connection;

import static org.assertj.core.api.Assertions.assertThat;

import io.posthouse.model.Answer;
import io.posthouse.model.Fault;
import io.posthouse.model.FaultException;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.junit.jupiter.api.Test;

class LoginQueueTest {
    private static final Answer DONE = new Answer.Done(1);
    private final LoginQueue queue = new LoginQueue();
    private final Deque<Promise<Answer>> asked = new ArrayDeque<>();
    private final List<Future<Answer>> answers = new ArrayList<>();

    @Test
    void ofManyLoginsSomeAreAskedAtOnceAndTheOthersInTheirTurn() {
        come(100);

        assertThat(asked).hasSize(16);
        int most = 0;
        while (!asked.isEmpty()) {
            most = Math.max(most, asked.size());
            asked.remove().complete(DONE);
        }

        assertThat(most).as("at once").isEqualTo(16);
        assertThat(answers).hasSize(100).allSatisfy(answer -> assertThat(answer.result())
                .isEqualTo(DONE));
    }

    @Test
    void aLoginThatIsRefusedMakesRoomAndIsToldWhy() {
        come(17);

        asked.remove().fail(new FaultException(Fault.UNAUTHENTICATED));

        assertThat(asked).hasSize(16);
        assertThat(answers.get(0).cause())
                .isInstanceOfSatisfying(FaultException.class, refusal -> assertThat(refusal.fault())
                        .isEqualTo(Fault.UNAUTHENTICATED));
    }

    @Test
    void itIsFullOnceManyWaitAndNotBefore() {
        come(16 + LoginQueue.WAITING_MAX - 1);
        assertThat(queue.isFull()).isFalse();

        come(1);
        assertThat(queue.isFull()).isTrue();

        asked.remove().complete(DONE);
        assertThat(queue.isFull()).isFalse();
    }

    private void come(int count) {
        for (int i = 0; i < count; i++) {
            answers.add(queue.enter(() -> {
                Promise<Answer> answer = Promise.promise();
                asked.add(answer);
                return answer.future();
            }));
        }
    }
}
