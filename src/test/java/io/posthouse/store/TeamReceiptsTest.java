package io.posthouse.store;

import static io.posthouse.store.TestStore.device;
import static org.assertj.core.api.Assertions.assertThat;

import io.posthouse.model.Answer;
import io.posthouse.model.Caller;
import io.posthouse.model.Conversation;
import io.posthouse.model.Event;
import io.posthouse.model.Fault;
import io.posthouse.model.FaultException;
import io.posthouse.model.Outcome;
import io.posthouse.model.Push;
import io.posthouse.model.ReadCount;
import io.posthouse.model.Scene;
import io.posthouse.model.TeamCommand;
import io.posthouse.model.TeamField;
import io.posthouse.store.TeamFixture.Sent;
import io.posthouse.team.TeamAction;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith({VertxExtension.class, RedisExtension.class})
class TeamReceiptsTest {
    private TestStore store;
    private Keys keys;
    private TeamFixture team;

    @BeforeEach
    void open(Vertx vertx, RedisExtension.TestRedis redis) {
        this.store = TestStore.open(vertx, redis.config(), redis.target());
        this.keys = new Keys(redis.keyPrefix());
        this.team = TeamFixture.begin(store, Scene.TEAM, List.of("ann", "bob", "cat"));
    }

    @AfterEach
    void close() {
        store.close();
    }

    private Outcome read(String account, Sent... messages) {
        return TestStore.await(team.receipts(
                account, List.of(messages).stream().map(Sent::idServer).toList()));
    }

    private static List<ReadCount> counts(Outcome outcome) {
        return ((Answer.TeamReads) outcome.answer()).counts();
    }

    private static Fault faultOf(Future<Outcome> asked) {
        return faultOf(() -> TestStore.await(asked));
    }

    private static Fault faultOf(Runnable asking) {
        try {
            asking.run();
        } catch (FaultException refusal) {
            return refusal.fault();
        }
        throw new AssertionError("not refused");
    }

    @Test
    void c2ReadersAndNonReadersAreTheMembersWhenItWasSentLessTheSender() {
        Sent message = team.send("ann", "i1");

        Outcome outcome = read("bob", message);

        assertThat(counts(outcome)).containsExactly(new ReadCount(message.idServer(), "i1", 1, 1, "bob"));
        assertThat(team.reads("cat", List.of(message.idServer())).counts())
                .containsExactly(new ReadCount(message.idServer(), "i1", 1, 1, ""));
        assertThat(team.readers("ann", message.idServer()))
                .isEqualTo(new TeamFixture.Readers(1, 1, Set.of("bob"), Set.of("cat")));
    }

    @Test
    void c2WhoJoinedLaterIsNeitherAndItsReceiptDoesNotCount() {
        Sent message = team.send("ann", "i1");
        team.join("dan");

        Outcome outcome = read("dan", message);

        assertThat(counts(outcome)).isEmpty();
        assertThat(outcome.pushes()).isEmpty();
        assertThat(team.readers("ann", message.idServer()))
                .isEqualTo(new TeamFixture.Readers(0, 2, Set.of(), Set.of("bob", "cat")));
    }

    @Test
    void c2WhoLeftStaysWhatItWasAndWhoReturnedCountsByItsStayWhenItWasSent() {
        Sent first = team.send("ann", "i1");
        read("bob", first);
        team.leave("bob");
        team.leave("cat");
        Sent between = team.send("ann", "i2");
        team.join("cat");
        Sent last = team.send("ann", "i3");

        Outcome outcome = read("cat", first, between, last);

        assertThat(counts(outcome)).extracting(ReadCount::idClient).containsExactly("i1", "i3");
        assertThat(team.readers("ann", first.idServer()))
                .isEqualTo(new TeamFixture.Readers(2, 0, Set.of("bob", "cat"), Set.of()));
        assertThat(team.readers("ann", between.idServer()))
                .isEqualTo(new TeamFixture.Readers(0, 0, Set.of(), Set.of()));
        assertThat(team.readers("ann", last.idServer()))
                .isEqualTo(new TeamFixture.Readers(1, 0, Set.of("cat"), Set.of()));
    }

    @Test
    void c2RepeatingIsHarmlessAndTellsNobody() {
        Sent message = team.send("ann", "i1");
        read("bob", message);

        Outcome again = read("bob", message, message);

        assertThat(counts(again)).containsExactly(new ReadCount(message.idServer(), "i1", 1, 1, "bob"));
        assertThat(again.pushes()).isEmpty();
    }

    @Test
    void c2WhatHasNoReceiptsIsLeftOut() {
        Sent own = team.send("bob", "i1");
        Sent message = team.send("ann", "i2");
        String withoutNeedAck = team.talk.say(device("ann", "d"), "i3").idServer();
        String ofAnotherTeam = Entries.idServer(Entries.seqOf(message.idServer()), 1 + Long.parseLong(team.team.id()));
        List<String> asked = List.of(own.idServer(), message.idServer(), withoutNeedAck, ofAnotherTeam, "12", "no id");

        assertThat(counts(TestStore.await(team.receipts("bob", asked))))
                .extracting(ReadCount::idClient)
                .containsExactly("i2");
        assertThat(team.reads("bob", asked).counts())
                .extracting(ReadCount::idClient)
                .containsExactly("i1", "i2");
        assertThat(team.readers("bob", own.idServer()).unread()).containsExactlyInAnyOrder("ann", "cat");
    }

    @Test
    void c2EachSenderIsToldOnceOfItsOwnMessagesUnlessItHasLeft() {
        Sent one = team.send("ann", "i1");
        Sent two = team.send("bob", "i2");
        Sent three = team.send("ann", "i3");
        team.join("dan");
        Sent gone = team.send("dan", "i4");
        team.leave("dan");

        Outcome outcome = read("cat", one, two, three, gone);

        assertThat(counts(outcome)).hasSize(4);
        assertThat(outcome.pushes())
                .containsExactly(
                        Push.to(
                                List.of("ann"),
                                new Event.TeamReadsMoved(
                                        team.team,
                                        List.of(
                                                new ReadCount(one.idServer(), "i1", 1, 1, "cat"),
                                                new ReadCount(three.idServer(), "i3", 1, 1, "cat"))),
                                "n-0-catd"),
                        Push.to(
                                List.of("bob"),
                                new Event.TeamReadsMoved(
                                        team.team, List.of(new ReadCount(two.idServer(), "i2", 1, 1, "cat"))),
                                "n-0-catd"));
    }

    @Test
    void c2OnlyMembersTellAndAskOfReceipts() {
        String id = team.send("ann", "i1").idServer();
        team.leave("cat");

        for (String account : List.of("cat", "eve")) {
            assertThat(faultOf(team.receipts(account, List.of(id)))).isEqualTo(Fault.NOT_A_MEMBER);
            assertThat(faultOf(() -> team.reads(account, List.of(id)))).isEqualTo(Fault.NOT_A_MEMBER);
            assertThat(faultOf(() -> team.readers(account, id))).isEqualTo(Fault.NOT_A_MEMBER);
        }
        assertThat(team.readers("ann", id).unread()).containsExactlyInAnyOrder("bob", "cat");
    }

    @Test
    void c2WhatNoRowOfTheTableAllowsIsForbidden() {
        String id = team.send("ann", "i1").idServer();

        assertThat(faultOf(team.ask(
                        "bob", new TeamCommand.SendTeamReceipts(team.team, List.of(id)), TeamAction.UPDATE_SERVER_EXT)))
                .isEqualTo(Fault.FORBIDDEN);
        assertThat(faultOf(team.ask("bob", new TeamCommand.GetTeamReads(team.team, List.of(id)), TeamAction.DISMISS)))
                .isEqualTo(Fault.FORBIDDEN);
        assertThat(faultOf(team.ask("bob", new TeamCommand.GetTeamReaders(team.team, id, ""), TeamAction.DISMISS)))
                .isEqualTo(Fault.FORBIDDEN);
    }

    @Test
    void c2AnUnknownOrDismissedTeamOrMessageIsNotFound() {
        String id = team.send("ann", "i1").idServer();
        TeamCommand unknown =
                new TeamCommand.SendTeamReceipts(new Conversation(Scene.SUPER_TEAM, team.team.id()), List.of(id));
        TeamCommand noTeam = new TeamCommand.SendTeamReceipts(new Conversation(Scene.TEAM, "7:x"), List.of(id));

        assertThat(faultOf(team.ask("bob", unknown, TeamAction.SEND_RECEIPT))).isEqualTo(Fault.NOT_FOUND);
        assertThat(faultOf(team.ask("bob", noTeam, TeamAction.SEND_RECEIPT))).isEqualTo(Fault.INVALID);
        assertThat(faultOf(() -> team.readers("bob", Entries.idServer(1, Long.parseLong(team.team.id())))))
                .isEqualTo(Fault.NOT_FOUND);
        team.talk.dismiss();
        assertThat(faultOf(team.receipts("bob", List.of(id)))).isEqualTo(Fault.NOT_FOUND);
        assertThat(faultOf(() -> team.reads("bob", List.of(id)))).isEqualTo(Fault.NOT_FOUND);
        assertThat(faultOf(() -> team.readers("bob", id))).isEqualTo(Fault.NOT_FOUND);
    }

    @Test
    void c2TheServerMayAskAndTellForAnAccount() {
        String id = team.send("ann", "i1").idServer();
        team.leave("bob");
        Caller bob = Caller.server("bob");

        Outcome told = TestStore.await(
                team.ask(bob, new TeamCommand.SendTeamReceipts(team.team, List.of(id)), TeamAction.SEND_RECEIPT));
        Outcome asked = TestStore.await(
                team.ask(bob, new TeamCommand.GetTeamReads(team.team, List.of(id)), TeamAction.READ_RECEIPTS));
        Outcome listed = TestStore.await(
                team.ask(bob, new TeamCommand.GetTeamReaders(team.team, id, ""), TeamAction.READ_RECEIPTS));

        assertThat(counts(told)).extracting(ReadCount::read).containsExactly(1);
        assertThat(counts(asked)).extracting(ReadCount::read).containsExactly(1);
        assertThat(((Answer.TeamReaders) listed.answer()).read()).containsExactly("bob");
    }

    @Test
    void c2FiftyMessagesAtOnceAreTakenAndOneMoreIsInvalid() {
        List<String> ids = IntStream.rangeClosed(0, 50)
                .mapToObj(i -> team.send("ann", "i" + i).idServer())
                .toList();

        assertThat(counts(TestStore.await(team.receipts("bob", ids.subList(0, 50)))))
                .hasSize(50);
        assertThat(team.reads("bob", ids.subList(0, 50)).counts()).hasSize(50);
        assertThat(faultOf(team.receipts("bob", ids))).isEqualTo(Fault.INVALID);
        assertThat(faultOf(team.receipts("bob", List.of()))).isEqualTo(Fault.INVALID);
        assertThat(faultOf(() -> team.reads("bob", ids))).isEqualTo(Fault.INVALID);
        assertThat(faultOf(() -> team.readersPage("bob", ids.get(0), "x-1-2"))).isEqualTo(Fault.INVALID);
    }

    @Test
    void t3ANewcomerSeesReceiptsFromItsJoiningOnUnlessTheTeamShowsAllHistory() {
        String before = team.send("ann", "i1").idServer();
        team.join("dan");
        String after = team.send("ann", "i2").idServer();

        assertThat(team.reads("dan", List.of(before, after)).counts())
                .extracting(ReadCount::idClient)
                .containsExactly("i2");
        assertThat(faultOf(() -> team.readers("dan", before))).isEqualTo(Fault.NOT_FOUND);
        team.talk.set(TeamField.HISTORY_MODE, "all");
        assertThat(team.reads("dan", List.of(before, after)).counts()).hasSize(2);
        assertThat(team.readers("dan", before).unread()).containsExactlyInAnyOrder("bob", "cat");
        assertThat(counts(TestStore.await(team.receipts("dan", List.of(before, after)))))
                .extracting(ReadCount::idClient)
                .containsExactly("i2");
    }

    @Test
    void c2TheListGoesOnPageByPageAndWhoMovesMeanwhileIsOnOnePageAtMost() {
        List<String> movers = IntStream.range(0, 40).mapToObj(i -> "mover" + i).toList();
        TeamFixture team = TeamFixture.begin(store, Scene.SUPER_TEAM, List.of("ann", "bob", "cat"));
        movers.forEach(team::join);
        team.crowd(keys, "cat", names(0, 1_200));
        Sent message = team.send("ann", "i1");
        List<String> told = new ArrayList<>();

        String next = "";
        do {
            Answer.TeamReaders page = team.readersPage("ann", message.idServer(), next);
            told.addAll(page.unread());
            next = page.nextPage();
            if (told.size() == page.unread().size()) {
                movers.forEach(team::leave);
                movers.subList(0, 20).forEach(team::join);
            }
        } while (!next.isEmpty());

        assertThat(told).doesNotHaveDuplicates().contains("bob", "cat").containsAll(names(0, 1_200));
        assertThat(team.readers("ann", message.idServer()).unread())
                .hasSize(1_242)
                .containsAll(movers);
    }

    private static List<String> names(int from, int to) {
        return IntStream.range(from, to).mapToObj(i -> "crowd" + i).toList();
    }
}
