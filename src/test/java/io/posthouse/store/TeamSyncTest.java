package io.posthouse.store;

import static io.posthouse.store.TestStore.device;
import static org.assertj.core.api.Assertions.assertThat;

import io.posthouse.config.SyncConfig;
import io.posthouse.model.Answer;
import io.posthouse.model.Caller;
import io.posthouse.model.Command;
import io.posthouse.model.Conversation;
import io.posthouse.model.Draft;
import io.posthouse.model.Message;
import io.posthouse.model.MessageType;
import io.posthouse.model.Outcome;
import io.posthouse.model.RelationKind;
import io.posthouse.model.SessionState;
import io.posthouse.model.Setting;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import io.vertx.redis.client.Response;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** D3 to D6 in a team, whose messages are in nobody's list of sessions when they are sent. */
@ExtendWith({VertxExtension.class, RedisExtension.class})
class TeamSyncTest {
    private final Caller ann = device("ann", "d1");
    private final Caller ann2 = device("ann", "d2");
    private final Caller bob = device("bob", "d3");
    private final Caller bob2 = device("bob", "d4");
    private TestStore store;
    private Keys keys;
    private TeamTalk talk;

    @BeforeEach
    void open(Vertx vertx, RedisExtension.TestRedis redis) {
        store = TestStore.open(vertx, redis.config(), redis.target());
        keys = new Keys(redis.keyPrefix());
        talk = TeamTalk.begin(store, "ann", "bob");
    }

    @AfterEach
    void close() {
        store.close();
    }

    private List<String> offline(Caller caller) {
        return TeamTalk.texts(store.sync(caller).offline);
    }

    private List<String> roaming(Caller caller) {
        return TeamTalk.texts(store.sync(caller).roaming);
    }

    @Test
    void d3D5WhatNoDeviceHasAcknowledgedIsOfflineForEachDeviceUntilOneAcknowledges() {
        store.sync(bob);
        store.sync(bob2);
        Message one = talk.say(ann, "one");
        Message two = talk.say(ann, "two");

        assertThat(offline(bob)).containsExactly("one", "two");
        assertThat(offline(bob2)).containsExactly("one", "two");
        store.acknowledge(bob, one);
        assertThat(offline(bob)).containsExactly("two");
        assertThat(offline(bob2)).containsExactly("two");
        store.acknowledge(bob2, two);
        assertThat(offline(bob)).isEmpty();
        assertThat(roaming(bob)).containsExactly("two");
    }

    @Test
    void d7WhatIsSaidAfterTheTeamsWereReadBelongsToTheNextSync() {
        store.sync(bob);
        long readAt = store.raw(listing(0)).number(0);
        Message meanwhile = talk.say(ann, "meanwhile");
        RedisProcess.awaitUntil("a later millisecond", () -> now() > meanwhile.time() + 1);

        long syncTime = store.raw(listing(readAt)).number(1);

        assertThat(syncTime).as("the sync covers what was read, at %s", readAt).isLessThan(meanwhile.time());
        assertThat(offline(bob)).containsExactly("meanwhile");
    }

    /** What bob's list is asked with once his teams were read at that time. */
    private Call listing(long foldedAt) {
        Call call = Call.of(Script.SYNC)
                .key(keys.recent("bob"))
                .key(keys.acknowledged("bob"))
                .key(keys.device("bob", bob.deviceId()))
                .key(keys.account("bob"))
                .key(keys.changes("bob"))
                .key(keys.relation("bob", RelationKind.BLACK))
                .key(keys.relation("bob", RelationKind.MUTE))
                .key(keys.teams("bob"));
        for (String arg : List.of("0", "0", "100", "first", "0", "0", "", "", "0", "100", "1000", "100", "0")) {
            call.arg(arg);
        }
        return call.arg(foldedAt);
    }

    private long now() {
        Reply time = store.raw(Call.of(io.vertx.redis.client.Command.TIME));
        return time.number(0) * 1000 + time.number(1) / 1000;
    }

    @Test
    void d4WhatAnotherDeviceAcknowledgedOrSentIsRoamingUntilThisOneHasAcknowledged() {
        store.sync(ann);
        store.sync(ann2);
        store.sync(bob);
        store.sync(bob2);
        Message one = talk.say(ann, "one");
        store.acknowledge(bob, one);

        assertThat(roaming(bob2)).containsExactly("one");
        assertThat(offline(bob2)).isEmpty();
        assertThat(roaming(ann2)).containsExactly("one");
        assertThat(roaming(ann)).isEmpty();
        store.acknowledge(bob2, one);
        store.acknowledge(ann2, one);
        assertThat(roaming(bob2)).isEmpty();
        assertThat(roaming(ann2)).isEmpty();
    }

    @Test
    void d4ANotificationReachesAllDevicesOfWhoDidIt() {
        store.sync(ann);
        store.sync(ann2);
        long muted = ((Answer.TeamDone) store.run(
                                ann,
                                new Command.Granted(
                                        new io.posthouse.model.TeamCommand.MuteTeamMembers(
                                                talk.team, List.of("bob"), true),
                                        List.of(io.posthouse.team.TeamAction.MUTE.grant())))
                        .answer())
                .time();

        for (Caller device : List.of(ann, ann2)) {
            assertThat(store.sync(device).roaming).last().satisfies(message -> assertThat(message.time())
                    .isEqualTo(muted));
        }
    }

    @Test
    void d4ANewDeviceGetsWhatAnotherHasAcknowledgedAsRoaming() {
        Message one = talk.say(ann, "one");
        store.sync(bob);
        store.acknowledge(bob, one);
        talk.say(ann, "two");

        SyncedUp fresh = store.sync(device("bob", "new"));

        assertThat(TeamTalk.texts(fresh.roaming)).containsExactly("one");
        assertThat(TeamTalk.texts(fresh.offline)).containsExactly("two");
    }

    @Test
    void d6ACapSpeaksInATeamToo(Vertx vertx, RedisExtension.TestRedis redis) {
        SyncConfig base = SyncConfig.DEFAULT;
        SyncConfig few = new SyncConfig(
                base.offlineAge(),
                3,
                base.roamingAge(),
                3,
                base.roamingSessionsMax(),
                base.healInterval(),
                base.acknowledgeDelay());
        try (TestStore limited =
                TestStore.open(vertx, TestConfig.of(redis.config()).with(few).build(), redis.target())) {
            limited.sync(bob);
            List<Message> said = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                said.add(talk.say(ann, "m" + i));
            }

            SyncedUp synced = limited.sync(bob);

            assertThat(TeamTalk.texts(synced.offline)).containsExactly("m5", "m6", "m7");
            assertThat(synced.sessions).anySatisfy(session -> assertThat(session.cutBefore())
                    .isEqualTo(said.get(4).seq() + 1));
        }
    }

    @Test
    void d8SettingsHoldInATeam() {
        store.sync(bob);
        store.run(ann, TeamTalk.sending(with("quiet", new Setting(true, true, false, true, false, false))));
        store.run(ann, TeamTalk.sending(with("hidden", new Setting(false, true, true, true, true, false))));

        assertThat(offline(bob)).containsExactly("hidden");
        assertThat(talk.history(bob)).containsExactly("quiet");
        assertThat(talk.unread(bob)).isEqualTo(1);
    }

    private Draft with(String text, Setting setting) {
        return new Draft(
                talk.team.scene(),
                talk.team.id(),
                MessageType.TEXT,
                text,
                null,
                text,
                null,
                null,
                setting,
                null,
                null,
                null,
                false);
    }

    @Test
    void d7WhatIsNewInATeamIsFoundAfterEverythingWasAcknowledged() {
        Message one = talk.say(ann, "one");
        SyncedUp first = store.syncPast(bob, one.time());
        long synced = first.pages.get(0).syncTime();
        store.run(bob, new Command.Acknowledge(List.of(new Command.SessionMark(talk.team, one.time())), synced));
        assertThat(store.sync(bob, synced, 0).offline).isEmpty();

        talk.say(ann, "two");

        assertThat(TeamTalk.texts(store.sync(bob, synced, 0).offline)).containsExactly("two");
    }

    @Test
    void d3NothingIsLostOrToldTwiceWhatEverIsSaidWhileADeviceSyncs(Vertx vertx, RedisExtension.TestRedis redis) {
        List<String> told = new ArrayList<>();
        List<String> said = new ArrayList<>();
        try (TestStore other = TestStore.open(vertx, redis.config(), redis.target())) {
            TeamTalk second = TeamTalk.begin(store, "ann", "bob");
            List<Future<Outcome>> sends = new ArrayList<>();
            for (int round = 0; round < 60; round++) {
                for (int i = 0; i < 5; i++) {
                    TeamTalk to = i % 2 == 0 ? talk : second;
                    said.add("m" + round + "-" + i);
                    sends.add(other.ask(ann, TeamTalk.sending(to.text(said.get(said.size() - 1), "i" + round + i))));
                }
                told.addAll(syncAndAcknowledge(bob));
            }
            sends.forEach(TestStore::await);
        }
        told.addAll(syncAndAcknowledge(bob));

        assertThat(told).containsExactlyInAnyOrderElementsOf(said);
    }

    private List<String> syncAndAcknowledge(Caller caller) {
        SyncedUp synced = store.sync(caller);
        List<Command.SessionMark> marks = new ArrayList<>();
        synced.offline.forEach(message -> marks.add(new Command.SessionMark(message.conversation(), message.time())));
        store.run(caller, new Command.Acknowledge(marks, synced.pages.get(0).syncTime()));
        return TeamTalk.texts(synced.offline);
    }

    @Test
    void d3AnAcknowledgementOfATeamsMessageIsNeverFarAheadOfTheClock() {
        long now = talk.say(ann, "one").time();
        store.run(bob, new Command.Acknowledge(List.of(new Command.SessionMark(talk.team, now + 3_600_000)), 0));

        assertThat(recentOf("bob").stream().mapToLong(Long::longValue).max().orElse(0))
                .isBetween(now + 59_000, now + 65_000);
    }

    private List<Long> recentOf(String account) {
        List<Long> scores = new ArrayList<>();
        Reply reply = store.raw(Call.of(io.vertx.redis.client.Command.ZRANGE)
                .key(keys.recent(account))
                .arg(0)
                .arg(-1)
                .arg("WITHSCORES"));
        for (int i = 1; i < reply.get().size(); i += 2) {
            scores.add(reply.get(i).toLong());
        }
        return scores;
    }

    @Test
    void d3ASessionThatTheAccountNeverHadIsNotAcknowledged() {
        TeamTalk.account(store, "eve");

        store.run(device("eve", "d"), new Command.Acknowledge(List.of(new Command.SessionMark(talk.team, 1_000)), 0));

        assertThat(recentOf("eve")).isEmpty();
    }

    @Test
    void d7SessionsAreListedByWhatWasSaidInTeams() {
        TeamTalk second = TeamTalk.begin(store, "ann", "bob");
        awaitTick();
        store.send(ann, "bob", "hello", "i1");
        awaitTick();
        Message last = talk.say(ann, "one");

        List<SessionState> sessions = store.answer(bob, new Command.GetSessions(0, 10), Answer.Sessions.class)
                .sessions();

        assertThat(sessions)
                .extracting(SessionState::conversation)
                .containsExactly(talk.team, Conversation.between("ann", "bob"), second.team);
        assertThat(sessions.get(0).changedAt()).isEqualTo(last.time());
        assertThat(sessions.get(0).unread()).isEqualTo(1);
    }

    /** Until the store's clock shows another millisecond. */
    private void awaitTick() {
        long now = storeTime();
        RedisProcess.awaitUntil("the store's clock ticks", () -> storeTime() > now);
    }

    private long storeTime() {
        return store.answer(ann, new Command.GetTeamMarks(List.of(), 0), Answer.TeamMarks.class)
                .storeTime();
    }

    @Test
    void d7AHintOfATeamThatOneIsNotInGoesOnceItIsOld() {
        talk.remove("bob");
        hint("bob", talk.team, 1);
        Conversation unknown = new Conversation(talk.team.scene(), "987654321");
        hint("bob", unknown, 1);
        long now = talk.say(ann, "one").time();
        Conversation young = new Conversation(talk.team.scene(), "987654322");
        hint("bob", young, now);

        store.sync(bob);

        Reply left = store.raw(Call.of(io.vertx.redis.client.Command.HKEYS).key(keys.teams("bob")));
        assertThat(left.get()).extracting(Response::toString).containsExactly(young.key());
        assertThat(offline(bob)).isEmpty();
    }

    @Test
    void t3TheTeamsOfAnAccountAreThoseItIsInWhateverItsHintsSay() {
        TeamTalk second = TeamTalk.begin(store, "ann", "bob");
        TeamTalk third = TeamTalk.begin(store, "ann", "bob");
        second.remove("bob");
        third.dismiss();

        assertThat(teamsOf("bob")).containsExactly(talk.team);
        assertThat(teamsOf("ann")).containsExactlyInAnyOrder(talk.team, second.team);
        assertThat(teamsOf("nobody")).isEmpty();
    }

    private List<Conversation> teamsOf(String account) {
        return store.answer(Caller.server(""), new Command.FindTeamsOf(account), Answer.TeamKeys.class)
                .teams();
    }

    private void hint(String account, Conversation team, long time) {
        store.raw(Call.of(io.vertx.redis.client.Command.HSET)
                .key(keys.teams(account))
                .arg(team.key())
                .arg(time));
    }

    @Test
    void d7AListedSessionThatIsNotTheAccountsDoesNotSpoilTheRest() {
        store.raw(Call.of(io.vertx.redis.client.Command.ZADD)
                .key(keys.recent("bob"))
                .arg(Long.toString(talk.say(ann, "one").time()))
                .arg("team:987654321"));

        assertThat(offline(bob)).containsExactly("one");
        assertThat(store.answer(bob, new Command.GetSessions(0, 10), Answer.Sessions.class)
                        .sessions())
                .extracting(SessionState::conversation)
                .containsExactly(talk.team);
    }

    @Test
    void d2TheTeamsMarksTellWhereSomethingWasSaid() {
        TeamTalk second = TeamTalk.begin(store, "ann", "bob");
        Message one = talk.say(ann, "one");
        Conversation unknown = new Conversation(talk.team.scene(), "987654321");

        Answer.TeamMarks marks = store.answer(
                Caller.server(""),
                new Command.GetTeamMarks(List.of(second.team, unknown, talk.team), one.time() - 1),
                Answer.TeamMarks.class);

        assertThat(marks.marks()).contains(new Answer.Mark("", talk.team, one.time()));
        assertThat(marks.marks()).extracting(Answer.Mark::conversation).doesNotContain(unknown);
        assertThat(marks.storeTime()).isBetween(one.time() - 1_000, one.time() + 10_000);
    }
}
