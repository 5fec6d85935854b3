package io.posthouse.store;

import static io.posthouse.store.TestStore.device;
import static org.assertj.core.api.Assertions.assertThat;

import io.posthouse.config.Config;
import io.posthouse.model.Answer;
import io.posthouse.model.Caller;
import io.posthouse.model.Command;
import io.posthouse.model.Conversation;
import io.posthouse.model.Event;
import io.posthouse.model.Event.Change;
import io.posthouse.model.Fault;
import io.posthouse.model.Outcome;
import io.posthouse.model.Scene;
import io.posthouse.model.SessionCommand.AddStickTop;
import io.posthouse.model.SessionCommand.DeleteStickTop;
import io.posthouse.model.SessionCommand.GetStickTops;
import io.posthouse.model.SessionCommand.UpdateStickTop;
import io.posthouse.model.StickTop;
import io.posthouse.model.StickTopDeed;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The sessions that an account keeps on top of its list, on all its devices. */
@ExtendWith({VertxExtension.class, RedisExtension.class})
class StickTopTest {
    private static final Conversation WITH_BOB = Conversation.between("ann", "bob");
    private static final Conversation TEAM = new Conversation(Scene.TEAM, "7");

    private final Caller ann = device("ann", "d1");
    private final Caller bob = device("bob", "d2");
    private TestStore store;

    @BeforeEach
    void open(Vertx vertx, RedisExtension.TestRedis redis) {
        Config config =
                TestConfig.of(redis.config()).withLimits(20, 3, 100, 1_000).build();
        store = TestStore.open(vertx, config, redis.target());
    }

    @AfterEach
    void close() {
        store.close();
    }

    private StickTop add(Conversation conversation, @Nullable String ext) {
        return store.answer(ann, new AddStickTop(conversation, ext), Answer.StuckOnTop.class)
                .top();
    }

    private Answer.StickTops list(long since) {
        return store.answer(ann, new GetStickTops(since), Answer.StickTops.class);
    }

    private static Change.StickTopChanged change(Outcome outcome) {
        return (Change.StickTopChanged)
                ((Event.AccountChanged) outcome.pushes().get(0).event()).change();
    }

    @Test
    void whatIsPutOnTopIsListedAndToldToTheAccountAlone() {
        Outcome added = store.run(ann, new AddStickTop(WITH_BOB, "wichtig 重要 \"x\""));

        StickTop top = ((Answer.StuckOnTop) added.answer()).top();
        assertThat(top.conversation()).isEqualTo(WITH_BOB);
        assertThat(top.ext()).isEqualTo("wichtig 重要 \"x\"");
        assertThat(top.createTime()).isPositive();
        assertThat(top.updateTime()).isGreaterThanOrEqualTo(top.createTime());
        assertThat(list(0).tops()).containsExactly(top);
        assertThat(added.pushes()).hasSize(1);
        assertThat(added.pushes().get(0).accounts()).containsExactly("ann");
        assertThat(added.pushes().get(0).exceptConnection()).isEqualTo(ann.connectionId());
        assertThat(change(added)).isEqualTo(new Change.StickTopChanged(top, StickTopDeed.ADD));
        assertThat(store.answer(bob, new GetStickTops(0), Answer.StickTops.class)
                        .tops())
                .isEmpty();
    }

    @Test
    void theSameAgainChangesNothingAndAnotherTextChangesIt() {
        StickTop first = add(WITH_BOB, "one");

        Outcome same = store.run(ann, new AddStickTop(WITH_BOB, "one"));
        Outcome other = store.run(ann, new UpdateStickTop(WITH_BOB, null));

        assertThat(same.pushes()).isEmpty();
        assertThat(((Answer.StuckOnTop) same.answer()).top()).isEqualTo(first);
        assertThat(change(other).deed()).isEqualTo(StickTopDeed.UPDATE);
        assertThat(change(other).top().ext()).isNull();
        assertThat(change(other).top().createTime()).isEqualTo(first.createTime());
        assertThat(change(other).top().updateTime()).isGreaterThan(first.updateTime());
    }

    @Test
    void whatIsNotOnTopCannotBeChangedAndIsTakenDownInSilence() {
        assertThat(store.fault(ann, new UpdateStickTop(WITH_BOB, "x"))).isEqualTo(Fault.NOT_FOUND);
        assertThat(store.run(ann, new DeleteStickTop(WITH_BOB)).pushes()).isEmpty();
        assertThat(list(0).tops()).isEmpty();
    }

    @Test
    void whatWasTakenDownIsToldToWhoWasAway() {
        add(WITH_BOB, null);
        add(TEAM, null);
        long known = list(0).since();

        Outcome deleted = store.run(ann, new DeleteStickTop(WITH_BOB));

        assertThat(change(deleted).deed()).isEqualTo(StickTopDeed.DELETE);
        assertThat(change(deleted).top().conversation()).isEqualTo(WITH_BOB);
        assertThat(list(known).deleted()).containsExactly(WITH_BOB);
        assertThat(list(known).tops()).extracting(StickTop::conversation).containsExactly(TEAM);
        assertThat(list(0).deleted()).isEmpty();
        assertThat(list(list(0).since()).deleted()).isEmpty();
        add(WITH_BOB, null);
        assertThat(list(known).deleted()).as("it is on top again").isEmpty();
    }

    @Test
    void aDeviceThatWasAwayFindsTheChangesInTheJournal() {
        StickTop top = add(WITH_BOB, "x");
        store.run(ann, new DeleteStickTop(WITH_BOB));

        List<Event.AccountChanged> missed = store.answer(ann, new Command.ReadChanges(0), Answer.Changes.class)
                .changes();

        assertThat(missed).extracting(Event.AccountChanged::number).containsExactly(1L, 2L);
        assertThat(missed.get(0).change()).isEqualTo(new Change.StickTopChanged(top, StickTopDeed.ADD));
    }

    @Test
    void oneMoreThanMayBeOnTopIsRefusedAndSomeOfThoseTakenDownAreForgotten() {
        for (int i = 1; i <= 3; i++) {
            add(new Conversation(Scene.TEAM, "1" + i), null);
        }

        assertThat(store.fault(ann, new AddStickTop(WITH_BOB, null))).isEqualTo(Fault.LIMIT_REACHED);
        assertThat(list(0).tops()).hasSize(3);
        store.run(ann, new DeleteStickTop(new Conversation(Scene.TEAM, "11")));
        for (int i = 1; i <= 3; i++) {
            add(WITH_BOB, null);
            store.run(ann, new DeleteStickTop(WITH_BOB));
            add(new Conversation(Scene.TEAM, "2" + i), null);
            store.run(ann, new DeleteStickTop(new Conversation(Scene.TEAM, "2" + i)));
        }
        assertThat(list(1).deleted()).as("as many as may be on top").hasSize(3);
    }

    @Test
    void aNewAccountOfADeletedOnesNameHasNothingOnTop() {
        store.run(Caller.server("ann"), new Command.CreateAccount("ann", "token-of-ann", null));
        add(WITH_BOB, null);
        store.run(Caller.server("ann"), new Command.DeleteAccount("ann"));

        assertThat(list(1)).isEqualTo(new Answer.StickTops(List.of(), List.of(), 0));
    }
}
