package io.posthouse.store;

import static io.posthouse.store.TestStore.device;
import static org.assertj.core.api.Assertions.assertThat;

import io.posthouse.model.Answer;
import io.posthouse.model.Caller;
import io.posthouse.model.Command;
import io.posthouse.model.Conversation;
import io.posthouse.model.Event;
import io.posthouse.model.Fault;
import io.posthouse.model.Message;
import io.posthouse.model.MessageType;
import io.posthouse.model.Outcome;
import io.posthouse.model.Scene;
import io.posthouse.model.SessionState;
import io.posthouse.model.TeamField;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** T3: an account sees what was said from its joining to its leaving, whichever way it asks. */
@ExtendWith({VertxExtension.class, RedisExtension.class})
class TeamSightTest {
    private final Caller ann = device("ann", "d1");
    private final Caller bob = device("bob", "d2");
    private final Caller eve = device("eve", "d3");
    private TestStore store;
    private TeamTalk talk;

    @BeforeEach
    void open(Vertx vertx, RedisExtension.TestRedis redis) {
        store = TestStore.open(vertx, redis.config(), redis.target());
        talk = TeamTalk.begin(store, "ann", "bob");
    }

    @AfterEach
    void close() {
        store.close();
    }

    /** Online catch-up, offline messages and history agree. */
    private void assertSees(Caller caller, String... texts) {
        assertThat(talk.missed(caller)).as("missed").containsExactly(texts);
        assertThat(talk.history(caller)).as("history").containsExactly(texts);
        assertThat(TeamTalk.texts(store.sync(caller).offline)).as("offline").containsExactly(texts);
    }

    @Test
    void t3ANewcomerSeesNothingOfTheTimeBefore() {
        talk.say(ann, "before");
        long joined = talk.join("eve");
        talk.say(ann, "after");

        assertSees(eve, "after");
        assertThat(talk.unread(eve)).isEqualTo(1);
        assertThat(store.missed(eve, talk.team).get(0).time()).isEqualTo(joined);
        assertThat(store.history(eve, talk.team).get(0).draft().type()).isEqualTo(MessageType.NOTIFICATION);
    }

    @Test
    void t3ANewcomersHistoryReachesBackWhereTheTeamSaysSoButNothingOfItIsNews() {
        talk.say(ann, "before");
        talk.join("eve");
        talk.say(ann, "after");

        talk.set(TeamField.HISTORY_MODE, "all");

        assertThat(talk.history(eve)).containsExactly("before", "after");
        assertThat(talk.missed(eve)).containsExactly("after");
        assertThat(TeamTalk.texts(store.sync(eve).offline)).containsExactly("after");
        assertThat(TeamTalk.texts(store.sync(device("eve", "new")).roaming)).isEmpty();
        assertThat(talk.unread(eve)).isEqualTo(1);
        talk.set(TeamField.HISTORY_MODE, "joined");
        assertThat(talk.history(eve)).containsExactly("after");
    }

    @Test
    void t3WhoLeftSeesWhatWasSaidUpToTheLeavingWhichItHearsOf() {
        talk.say(ann, "one");
        long left = talk.remove("bob");
        SessionState before = talk.state(bob);
        talk.say(ann, "two");
        Message three = talk.say(ann, "three");

        assertSees(bob, "one");
        assertThat(talk.unread(bob)).isEqualTo(1);
        assertThat(store.missed(bob, talk.team)).last().satisfies(entry -> {
            assertThat(entry.time()).isEqualTo(left);
            assertThat(((Message) entry).draft().attach()).contains("removeTeamMembers");
        });
        SessionState after = talk.state(bob);
        assertThat(after).isEqualTo(before);
        assertThat(after.highTime()).isEqualTo(left);
        assertThat(after.highSeq()).isEqualTo(three.seq() - 2);
        assertThat(after.changedAt()).isEqualTo(left);
    }

    @Test
    void t3TheHistoryModeOpensNothingToWhoHasLeft() {
        talk.set(TeamField.HISTORY_MODE, "all");
        talk.say(ann, "before");
        talk.join("eve");
        talk.say(ann, "during");
        talk.remove("eve");
        talk.say(ann, "after");

        assertSees(eve, "during");
    }

    @Test
    void t3WhoComesBackSeesItsStaysAndNotTheTimeBetween() {
        talk.say(ann, "one");
        talk.remove("bob");
        talk.say(ann, "between");
        talk.join("bob");
        assertThat(talk.unread(bob))
                .as("who comes back starts with nothing unread")
                .isZero();
        talk.say(ann, "two");
        talk.remove("bob");
        talk.say(ann, "between again");
        talk.join("bob");
        talk.say(ann, "three");

        assertSees(bob, "one", "two", "three");
        assertThat(talk.unread(bob)).isEqualTo(1);
    }

    @Test
    void t3ALongAbsenceCostsNoPages() {
        talk.say(ann, "one");
        talk.remove("bob");
        List<Future<Outcome>> asked = new ArrayList<>();
        for (int i = 0; i < 700; i++) {
            asked.add(talk.saying(ann, "between " + i));
        }
        asked.forEach(TestStore::await);
        talk.join("bob");
        for (int i = 0; i < 30; i++) {
            talk.say(ann, "after " + i);
        }

        Answer.Missed missed = store.answer(bob, new Command.ReadMissed(talk.team, 0, 40), Answer.Missed.class);
        SyncedUp synced = store.sync(bob);
        Answer.Messages newest = store.answer(
                bob, new Command.GetHistory(talk.team, 0, 0, "", 33, false, Set.of()), Answer.Messages.class);

        assertThat(TeamTalk.texts(synced.offline)).hasSize(31).startsWith("one", "after 0");
        assertThat(synced.pages).hasSize(1);
        assertThat(missed.entries()).hasSize(34);
        assertThat(TeamTalk.texts(newest.messages())).hasSize(31).endsWith("after 0", "one");
    }

    @Test
    void t3HistoryIsPagedOverAnAbsenceBothWays() {
        List<String> expected = new ArrayList<>();
        for (int stay = 0; stay < 3; stay++) {
            for (int i = 0; i < 5; i++) {
                expected.add(talk.say(ann, "s" + stay + i).draft().body());
            }
            talk.remove("bob");
            talk.say(ann, "x" + stay);
            talk.join("bob");
        }

        assertThat(paged(true)).isEqualTo(expected);
        java.util.Collections.reverse(expected);
        assertThat(paged(false)).isEqualTo(expected);
    }

    private List<String> paged(boolean ascending) {
        List<String> found = new ArrayList<>();
        String last = "";
        boolean more = true;
        while (more) {
            Answer.Messages page = store.answer(
                    bob,
                    new Command.GetHistory(talk.team, 0, 0, last, 2, ascending, Set.of(MessageType.TEXT)),
                    Answer.Messages.class);
            found.addAll(TeamTalk.texts(page.messages()));
            more = page.more();
            if (!page.messages().isEmpty()) {
                last = page.messages().get(page.messages().size() - 1).idServer();
            }
        }
        return found;
    }

    @Test
    void t3TheEndOfATeamIsSeenByItsMembersAndItsLogStaysReadable() {
        talk.say(ann, "one");
        talk.remove("bob");
        talk.say(ann, "two");
        talk.join("eve");
        long ended = talk.dismiss();

        assertSees(bob, "one");
        assertSees(eve);
        assertThat(talk.history(ann)).containsExactly("one", "two");
        assertThat(store.missed(eve, talk.team)).last().satisfies(entry -> assertThat(entry.time())
                .isEqualTo(ended));
        assertThat(talk.state(eve).highTime()).isEqualTo(ended);
        talk.read(eve, ended);
        assertThat(talk.state(eve).readTime()).isEqualTo(ended);
    }

    @Test
    void t3WhoNeverWasAMemberIsRefusedEverywhere() {
        Message one = talk.say(ann, "one");
        List<Command> asked = all(talk.team, one);

        assertThat(asked).allSatisfy(command -> assertThat(store.fault(eve, command))
                .as(command.getClass().getSimpleName())
                .isEqualTo(Fault.NOT_A_MEMBER));
        assertThat(talk.state(ann).changedAt()).isEqualTo(one.time());
    }

    @Test
    void t3AnUnknownTeamIsRefusedEverywhereAndOneOfNoFormToo() {
        Message one = talk.say(ann, "one");
        Conversation unknown = new Conversation(Scene.SUPER_TEAM, "987654321");
        Conversation formless = new Conversation(Scene.TEAM, "x}:{");

        assertThat(all(unknown, one)).allSatisfy(command -> assertThat(store.fault(ann, command))
                .as(command.getClass().getSimpleName())
                .isEqualTo(Fault.NOT_FOUND));
        assertThat(all(formless, one)).allSatisfy(command -> assertThat(store.fault(ann, command))
                .as(command.getClass().getSimpleName())
                .isEqualTo(Fault.INVALID));
    }

    private static List<Command> all(Conversation team, Message message) {
        return List.of(
                new Command.ReadMissed(team, 0, 10),
                new Command.GetHistory(team, 0, 0, "", 10, true, Set.of()),
                new Command.MarkRead(List.of(new Command.SessionMark(team, message.time()))),
                new Command.ClearHistory(team),
                new Command.DeleteMessages(List.of(deleted(team, message))),
                new Command.SyncMore(team, 0));
    }

    private static Event.DeletedMessage deleted(Conversation team, Message message) {
        return new Event.DeletedMessage(
                team, message.idServer(), message.draft().idClient(), message.from(), message.time(), null);
    }

    @Test
    void a4DeletingAndClearingAreForOneselfAlone() {
        Message one = talk.say(ann, "one");
        talk.say(ann, "two");

        store.run(bob, new Command.DeleteMessages(List.of(deleted(talk.team, one))));
        assertSees(bob, "two");
        assertThat(talk.unread(bob)).isEqualTo(1);
        store.run(bob, new Command.ClearHistory(talk.team));
        assertSees(bob);
        assertThat(talk.unread(bob)).isZero();
        talk.say(ann, "three");
        assertSees(bob, "three");
        assertThat(talk.history(ann)).containsExactly("one", "two", "three");
    }

    @Test
    void a4WhatOneCannotSeeOneCannotDelete() {
        Message before = talk.say(ann, "before");
        talk.join("eve");
        talk.say(ann, "after");

        store.run(eve, new Command.DeleteMessages(List.of(deleted(talk.team, before))));

        assertThat(talk.unread(eve)).isEqualTo(1);
        talk.set(TeamField.HISTORY_MODE, "all");
        assertThat(talk.history(eve)).containsExactly("before", "after");
    }

    @Test
    void a4WhoLeftClearsOnlyWhatItSaw() {
        talk.say(ann, "one");
        long left = talk.remove("bob");
        talk.say(ann, "two");

        store.run(bob, new Command.ClearHistory(talk.team));
        assertSees(bob);
        Event.Change.HistoryCleared cleared =
                (Event.Change.HistoryCleared) store.answer(bob, new Command.ReadChanges(0), Answer.Changes.class)
                        .changes()
                        .get(0)
                        .change();
        assertThat(cleared.upTo()).isEqualTo(left);
    }

    @Test
    void t3TheLastMessageOfASessionIsOneThatTheAccountSees() {
        Message one = talk.say(ann, "one");
        talk.remove("bob");
        talk.say(ann, "two");
        Answer.Sessions sessions = store.answer(bob, new Command.GetSessions(0, 10), Answer.Sessions.class);

        assertThat(sessions.sessions()).singleElement().satisfies(state -> {
            assertThat(state.conversation()).isEqualTo(talk.team);
            Message last = java.util.Objects.requireNonNull(state.last());
            assertThat(last.seq()).isEqualTo(one.seq() + 1);
            assertThat(last.draft().type()).isEqualTo(MessageType.NOTIFICATION);
        });
    }

    @Test
    void s3ManyReadersDoNotDriveTheLogsClockAhead() {
        List<Future<Outcome>> reads = new ArrayList<>();
        Message one = talk.say(ann, "one");
        for (int i = 0; i < 3_000; i++) {
            reads.add(store.ask(i % 2 == 0 ? ann : bob, new Command.MarkRead(List.of(mark(one.time() - 3_000 + i)))));
        }
        reads.forEach(TestStore::await);
        long now = store.answer(ann, new Command.GetTeamMarks(List.of(), 0), Answer.TeamMarks.class)
                .storeTime();

        assertThat(talk.say(ann, "two").time()).isLessThan(now + 1_000);
    }

    private Command.SessionMark mark(long time) {
        return new Command.SessionMark(talk.team, time);
    }
}
