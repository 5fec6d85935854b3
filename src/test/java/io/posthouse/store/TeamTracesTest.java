package io.posthouse.store;

import static io.posthouse.store.TestStore.device;
import static org.assertj.core.api.Assertions.assertThat;

import io.posthouse.model.Answer;
import io.posthouse.model.Caller;
import io.posthouse.model.Event;
import io.posthouse.model.Message;
import io.posthouse.model.Scene;
import io.posthouse.model.TeamCommand;
import io.posthouse.model.TeamMember;
import io.posthouse.team.TeamAction;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import io.vertx.redis.client.Command;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What a team keeps of each account is bounded, and its members are told once a page, whoever goes meanwhile. */
@ExtendWith({VertxExtension.class, RedisExtension.class})
class TeamTracesTest {
    private static final int CROWD = 3_000;

    private final Caller ann = device("ann", "d1");
    private final Caller bob = device("bob", "d2");
    private TestStore store;
    private Keys keys;
    private long retentionMillis;

    @BeforeEach
    void open(Vertx vertx, RedisExtension.TestRedis redis) {
        store = TestStore.open(vertx, redis.config(), redis.target());
        keys = new Keys(redis.keyPrefix());
        retentionMillis = redis.config().store().retention().toMillis();
    }

    @AfterEach
    void close() {
        store.close();
    }

    @Test
    void whatOneDeletedForItselfIsKeptNoLongerThanTheMessages() {
        TeamTalk talk = TeamTalk.begin(store, "ann", "bob");
        Message said = talk.say(ann, "one");

        delete(talk, bob, said);

        long left = store.raw(Call.of(Command.PTTL).key(keys.deleted(talk.team, "bob")))
                .get()
                .toLong();
        assertThat(left).isBetween(1L, retentionMillis);
        assertThat(talk.unread(bob)).isZero();
    }

    @Test
    void whatWasReadIsNotKeptAsNotCounting() {
        TeamTalk talk = TeamTalk.begin(store, "ann", "bob");
        Message deleted = talk.say(ann, "one");
        talk.say(bob, "two");
        delete(talk, bob, deleted);
        Message read = talk.say(ann, "three");
        talk.recall(ann, talk.say(ann, "four"));
        talk.say(ann, "five");

        talk.read(bob, read.time());

        assertThat(store.raw(Call.of(Command.ZCARD).key(keys.gone(talk.team, "bob")))
                        .get()
                        .toLong())
                .isZero();
        assertThat(talk.unread(bob)).as("C3").isEqualTo(1);
    }

    @Test
    void whatADeletedAccountSaidAndDeletedIsForgottenInItsTeams() {
        TeamTalk talk = TeamTalk.begin(store, "ann", "bob");
        Message said = talk.say(ann, "one");
        talk.say(bob, "two");
        delete(talk, bob, said);

        store.run(Caller.server(""), new io.posthouse.model.Command.DeleteAccount("bob"));

        for (String key : List.of(keys.gone(talk.team, "bob"), keys.deleted(talk.team, "bob"))) {
            assertThat(store.raw(Call.of(Command.EXISTS).key(key)).get().toLong())
                    .as(key)
                    .isZero();
        }
    }

    private void delete(TeamTalk talk, Caller caller, Message said) {
        Event.DeletedMessage message = new Event.DeletedMessage(
                talk.team, said.idServer(), said.draft().idClient(), said.from(), said.time(), null);
        store.run(caller, new io.posthouse.model.Command.DeleteMessages(List.of(message)));
    }

    @Test
    void aPageListsNobodyTwiceThoughTheTeamShrinksWhileItIsRead() {
        TeamFixture fixture = TeamFixture.begin(store, Scene.SUPER_TEAM, List.of("ann", "bob"));
        List<String> crowd = Arrays.asList(TestTeams.names("c", CROWD));
        fixture.crowd(keys, "bob", crowd);
        Set<String> seen = new HashSet<>();
        int removed = 0;
        String page = "";

        do {
            Answer.TeamMembers some = (Answer.TeamMembers) TestStore.await(fixture.ask(
                            "ann", new TeamCommand.GetTeamMembers(fixture.team, page, false), TeamAction.READ_MEMBERS))
                    .answer();
            assertThat(some.members()).extracting(TeamMember::account).doesNotHaveDuplicates();
            some.members().forEach(member -> seen.add(member.account()));
            page = some.nextPage();
            // All but the last hundred go while the pages are read, so that the hash shrinks under the reader.
            for (int i = 0; i < 3 && removed < CROWD - 100; i++, removed += 100) {
                store.run(
                        Caller.server("ann"),
                        new io.posthouse.model.Command.Granted(
                                new TeamCommand.RemoveTeamMembers(fixture.team, crowd.subList(removed, removed + 100)),
                                List.of(TeamAction.REMOVE.grant())));
            }
        } while (!page.isEmpty());

        assertThat(seen)
                .as("who stays is on a page")
                .contains("ann", "bob")
                .containsAll(crowd.subList(CROWD - 100, CROWD));
        assertThat(removed).as("some went").isPositive();
    }
}
