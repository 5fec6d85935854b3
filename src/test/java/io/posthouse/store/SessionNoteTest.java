package io.posthouse.store;

import static io.posthouse.store.TestStore.device;
import static org.assertj.core.api.Assertions.assertThat;

import io.posthouse.model.Answer;
import io.posthouse.model.Caller;
import io.posthouse.model.Command;
import io.posthouse.model.Conversation;
import io.posthouse.model.Event;
import io.posthouse.model.Event.Change;
import io.posthouse.model.Fault;
import io.posthouse.model.Message;
import io.posthouse.model.Outcome;
import io.posthouse.model.Scene;
import io.posthouse.model.SessionCommand.DeleteSessions;
import io.posthouse.model.SessionCommand.DropRoaming;
import io.posthouse.model.SessionCommand.GetSession;
import io.posthouse.model.SessionCommand.UpdateSession;
import io.posthouse.model.SessionState;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What an account notes about its sessions: a text, that one is deleted, that what was said roams no more. */
@ExtendWith({VertxExtension.class, RedisExtension.class})
class SessionNoteTest {
    private static final Conversation WITH_BOB = Conversation.between("ann", "bob");
    private static final Conversation WITH_CLEO = Conversation.between("ann", "cleo");

    private final Caller ann = device("ann", "d1");
    private final Caller pad = device("ann", "d2");
    private final Caller bob = device("bob", "d3");
    private TestStore store;

    @BeforeEach
    void open(Vertx vertx, RedisExtension.TestRedis redis) {
        store = TestStore.open(vertx, redis.config(), redis.target());
    }

    @AfterEach
    void close() {
        store.close();
    }

    private List<Conversation> listed(Caller caller) {
        return page(caller, 0, 0, 100).sessions().stream()
                .map(SessionState::conversation)
                .toList();
    }

    private Answer.Sessions page(Caller caller, long after, long before, int limit) {
        return store.answer(caller, new Command.GetSessions(after, before, limit), Answer.Sessions.class);
    }

    private SessionState one(Caller caller, Conversation conversation) {
        return store.answer(caller, new GetSession(conversation), Answer.OneSession.class)
                .session();
    }

    private static Change change(Outcome outcome) {
        return ((Event.AccountChanged) outcome.pushes().get(0).event()).change();
    }

    @Test
    void aTextIsKeptWithTheSessionAndToldToTheOwnDevices() {
        store.send(bob, "ann", "hi", "m1");

        Outcome updated = store.run(ann, new UpdateSession(WITH_BOB, "wichtig 重要"));

        long time = ((Answer.Done) updated.answer()).time();
        assertThat(updated.pushes()).hasSize(1);
        assertThat(updated.pushes().get(0).accounts()).containsExactly("ann");
        assertThat(change(updated)).isEqualTo(new Change.SessionUpdated(WITH_BOB, "wichtig 重要", time));
        assertThat(one(ann, WITH_BOB).ext()).isEqualTo("wichtig 重要");
        assertThat(one(ann, WITH_BOB).changedAt()).isEqualTo(time);
        assertThat(one(ann, WITH_BOB).unread()).isEqualTo(1);
        assertThat(one(bob, WITH_BOB).ext()).isNull();
        assertThat(store.run(ann, new UpdateSession(WITH_BOB, "wichtig 重要")).pushes())
                .as("the same again")
                .isEmpty();
        store.run(ann, new UpdateSession(WITH_BOB, ""));
        assertThat(one(ann, WITH_BOB).ext()).isNull();
    }

    @Test
    void aSessionInWhichNothingIsMayHaveATextAndIsListedThen() {
        assertThat(store.fault(ann, new GetSession(WITH_BOB))).isEqualTo(Fault.NOT_FOUND);

        store.run(ann, new UpdateSession(WITH_BOB, "x"));

        assertThat(listed(ann)).containsExactly(WITH_BOB);
        assertThat(one(ann, WITH_BOB).last()).isNull();
        assertThat(store.fault(bob, new GetSession(WITH_BOB))).isEqualTo(Fault.NOT_FOUND);
    }

    @Test
    void aDeletedSessionIsOffTheListUntilSomethingNewIsInIt() {
        store.send(bob, "ann", "hi", "m1");
        store.send(ann, "cleo", "hi", "m2");
        store.run(ann, new UpdateSession(WITH_BOB, "x"));
        store.awaitNextMillisecond();

        Outcome deleted = store.run(ann, new DeleteSessions(List.of(WITH_BOB)));

        long time = ((Answer.Done) deleted.answer()).time();
        assertThat(change(deleted)).isEqualTo(new Change.SessionsDeleted(List.of(WITH_BOB), time));
        assertThat(listed(ann)).containsExactly(WITH_CLEO);
        assertThat(listed(bob)).containsExactly(WITH_BOB);
        assertThat(store.fault(ann, new GetSession(WITH_BOB))).isEqualTo(Fault.NOT_FOUND);
        store.run(ann, new Command.MarkRead(List.of(new Command.SessionMark(WITH_BOB, time))));
        assertThat(listed(ann)).as("a read mark is nothing new").containsExactly(WITH_CLEO);
        assertThat(store.run(ann, new DeleteSessions(List.of(WITH_BOB))).pushes())
                .as("again")
                .isEmpty();

        store.send(bob, "ann", "again", "m3");

        assertThat(listed(ann)).containsExactly(WITH_BOB, WITH_CLEO);
        assertThat(one(ann, WITH_BOB).ext()).as("the text went with it").isNull();
    }

    @Test
    void whatIsOfflineInADeletedSessionIsToldAllTheSame() {
        store.send(bob, "ann", "hi", "m1");
        store.run(ann, new DeleteSessions(List.of(WITH_BOB)));

        SyncedUp synced = store.sync(pad);

        assertThat(synced.offlineTexts()).containsExactly("hi");
        assertThat(synced.states.get(0).deleted()).isTrue();
        assertThat(store.history(ann, WITH_BOB)).hasSize(1);
    }

    @Test
    void aTextBringsADeletedSessionBack() {
        store.send(bob, "ann", "hi", "m1");
        store.run(ann, new DeleteSessions(List.of(WITH_BOB)));

        store.run(ann, new UpdateSession(WITH_BOB, "x"));

        assertThat(listed(ann)).containsExactly(WITH_BOB);
    }

    @Test
    void theListIsPagedByTimeOfChangeAndGoesOnBehindDeletedSessions() {
        List<Conversation> sent = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            store.awaitNextMillisecond();
            sent.add(0, store.send(ann, "peer" + i, "hi", "m" + i).conversation());
        }
        store.run(ann, new DeleteSessions(sent.subList(2, 9)));
        List<Conversation> deletedOnTop = new ArrayList<>(sent.subList(0, 2));
        deletedOnTop.addAll(sent.subList(9, 12));

        List<Conversation> paged = new ArrayList<>();
        Answer.Sessions page = page(ann, 0, 0, 2);
        paged.addAll(page.sessions().stream().map(SessionState::conversation).toList());
        while (page.more()) {
            page = page(ann, 0, page.before(), 2);
            paged.addAll(
                    page.sessions().stream().map(SessionState::conversation).toList());
        }

        assertThat(paged).containsExactlyElementsOf(deletedOnTop);
        long newest = one(ann, sent.get(0)).changedAt();
        assertThat(page(ann, newest - 1, 0, 100).sessions())
                .extracting(SessionState::conversation)
                .contains(sent.get(0))
                .doesNotContain(sent.get(11));
    }

    @Test
    void whatWasSaidBeforeRoamsToNoDeviceAnyMore() {
        store.sync(pad);
        Message in = store.send(bob, "ann", "in", "m1");
        store.send(ann, "bob", "out", "m2");
        store.acknowledge(ann, in);
        assertThat(store.sync(pad).roamingTexts()).as("D4").containsExactly("in", "out");

        store.run(ann, new DropRoaming(List.of(WITH_BOB)));
        store.send(ann, "bob", "later", "m3");

        assertThat(store.sync(pad).roamingTexts()).containsExactly("later");
        assertThat(store.history(pad, WITH_BOB)).hasSize(3);
    }

    @Test
    void whatNoDeviceHasStaysOfflineThoughRoamingWasDropped() {
        store.send(bob, "ann", "hi", "m1");

        store.run(ann, new DropRoaming(List.of(WITH_BOB)));

        assertThat(store.sync(pad).offlineTexts()).as("D3").containsExactly("hi");
    }

    @Test
    void whatIsNotTheAccountsIsLeftOut() {
        Conversation team = new Conversation(Scene.TEAM, "4711");
        store.send(bob, "ann", "hi", "m1");

        Outcome deleted = store.run(ann, new DeleteSessions(List.of(team, WITH_BOB, WITH_CLEO)));

        assertThat(((Change.SessionsDeleted) change(deleted)).conversations()).containsExactly(WITH_BOB);
        assertThat(store.fault(ann, new UpdateSession(team, "x"))).isEqualTo(Fault.NOT_FOUND);
        assertThat(store.run(ann, new DropRoaming(List.of(team, WITH_CLEO))).pushes())
                .isEmpty();
        assertThat(listed(ann)).isEmpty();
    }

    @Test
    void nothingOfItIsLeftToANewAccountOfTheName() {
        store.run(Caller.server("ann"), new Command.CreateAccount("ann", "token-of-ann", null));
        store.send(bob, "ann", "hi", "m1");
        store.run(ann, new UpdateSession(WITH_BOB, "x"));
        store.run(Caller.server("ann"), new Command.DeleteAccount("ann"));

        store.send(bob, "ann", "hi again", "m2");

        assertThat(one(ann, WITH_BOB).ext()).isNull();
        assertThat(one(ann, WITH_BOB).deleted()).isFalse();
    }
}
