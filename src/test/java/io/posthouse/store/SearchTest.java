package io.posthouse.store;

import static io.posthouse.store.TestStore.device;
import static org.assertj.core.api.Assertions.assertThat;

import io.posthouse.config.Config;
import io.posthouse.model.Answer;
import io.posthouse.model.ArchiveCommand.Caps;
import io.posthouse.model.ArchiveCommand.Filter;
import io.posthouse.model.ArchiveCommand.Search;
import io.posthouse.model.Caller;
import io.posthouse.model.Command;
import io.posthouse.model.Conversation;
import io.posthouse.model.Draft;
import io.posthouse.model.Event;
import io.posthouse.model.Fault;
import io.posthouse.model.FaultException;
import io.posthouse.model.Message;
import io.posthouse.model.MessageType;
import io.posthouse.model.Outcome;
import io.posthouse.model.RelationKind;
import io.posthouse.model.Scene;
import io.posthouse.model.Setting;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A text is found in what an account may see, in the order of time, at a bounded cost. */
@ExtendWith({VertxExtension.class, RedisExtension.class})
class SearchTest {
    private static final Filter ALL = new Filter(Set.of(), Set.of(), Set.of());
    private static final Caps TEN = new Caps(10, 0, 0);
    private static final Conversation WITH_BOB = Conversation.between("ann", "bob");

    private final Caller ann = device("ann", "d1");
    private final Caller bob = device("bob", "d2");
    private final Caller cleo = device("cleo", "d3");
    private TestStore store;
    private int sent;

    @BeforeEach
    void open(Vertx vertx, RedisExtension.TestRedis redis) {
        store = TestStore.open(vertx, redis.config(), redis.target());
    }

    @AfterEach
    void close() {
        store.close();
    }

    private Message say(Caller from, String to, String text) {
        return say(from, to, MessageType.TEXT, text, null, Setting.DEFAULT);
    }

    /** Each in a millisecond of its own, so that there is one order over all sessions. */
    private Message say(
            Caller from, String to, MessageType type, String body, @Nullable Integer subType, Setting setting) {
        sent++;
        Draft draft =
                new Draft(Scene.P2P, to, type, body, null, "c" + sent, null, subType, setting, null, null, null, false);
        store.awaitNextMillisecond();
        return store.answer(from, new Command.Send(draft), Answer.Sent.class).message();
    }

    private static Search newest(String keyword) {
        return new Search(keyword, 0, 0, List.of(), ALL, TEN, false);
    }

    private static Search of(String keyword, Filter filter) {
        return new Search(keyword, 0, 0, List.of(), filter, TEN, false);
    }

    private Answer.Found found(Caller caller, Search ask) {
        return store.answer(caller, ask, Answer.Found.class);
    }

    private List<String> texts(Caller caller, Search ask) {
        return found(caller, ask).messages().stream()
                .map(message -> String.valueOf(message.draft().body()))
                .toList();
    }

    @Test
    void aTextIsFoundInAllSessionsTheNewestFirst() {
        say(ann, "bob", "Hello one");
        say(ann, "cleo", "nothing");
        say(cleo, "ann", "say HELLO two");
        say(bob, "ann", "你好 hello three");
        say(bob, "cleo", "hello elsewhere");

        assertThat(texts(ann, newest("hello"))).containsExactly("你好 hello three", "say HELLO two", "Hello one");
        assertThat(texts(ann, newest("你好"))).containsExactly("你好 hello three");
        assertThat(found(ann, newest("hello")).more()).isFalse();
        assertThat(texts(ann, new Search("hello", 0, 0, List.of(), ALL, TEN, true)))
                .containsExactly("Hello one", "say HELLO two", "你好 hello three");
        assertThat(texts(device("zoe", "d"), newest("hello"))).isEmpty();
    }

    @Test
    void timesSessionsSendersTypesAndSubTypesNarrowTheSearch() {
        Message one = say(ann, "bob", "x one");
        Message two = say(bob, "ann", MessageType.TIP, "x two", 7, Setting.DEFAULT);
        Message three = say(cleo, "ann", "x three");
        Message four = say(ann, "bob", MessageType.TEXT, "x four", 8, Setting.DEFAULT);

        assertThat(texts(ann, new Search("x", two.time(), three.time(), List.of(), ALL, TEN, false)))
                .containsExactly("x three", "x two");
        assertThat(texts(ann, new Search("x", 0, 0, List.of(WITH_BOB), ALL, TEN, true)))
                .containsExactly("x one", "x two", "x four");
        assertThat(texts(ann, of("x", new Filter(Set.of("bob", "cleo"), Set.of(), Set.of()))))
                .containsExactly("x three", "x two");
        assertThat(texts(ann, of("x", new Filter(Set.of(), Set.of(MessageType.TIP), Set.of()))))
                .containsExactly("x two");
        assertThat(texts(ann, of("x", new Filter(Set.of(), Set.of(), Set.of(7, 8)))))
                .containsExactly("x four", "x two");
        assertThat(one.time()).isLessThan(four.time());
    }

    @Test
    void whatTheHistoryDoesNotShowIsNotFound() {
        Message recalled = say(ann, "bob", "x recalled");
        Message deleted = say(bob, "ann", "x deleted");
        say(bob, "ann", MessageType.TEXT, "x fleeting", null, new Setting(false, true, true, true, true, false));
        say(bob, "ann", "x kept");
        store.run(bob, new Command.SetRelation(RelationKind.BLACK, "ann", true));
        say(ann, "bob", "x refused");
        store.run(bob, new Command.SetRelation(RelationKind.BLACK, "ann", false));
        store.run(
                ann, new Command.Recall(WITH_BOB, "ann", recalled.draft().idClient(), recalled.idServer(), null, null));
        store.run(
                ann,
                new Command.DeleteMessages(List.of(new Event.DeletedMessage(
                        WITH_BOB, deleted.idServer(), deleted.draft().idClient(), "bob", deleted.time(), null))));

        assertThat(texts(ann, newest("x"))).as("R4, A4, D8, S5").containsExactly("x refused", "x kept");
        assertThat(texts(bob, newest("x"))).as("S5").containsExactly("x kept", "x deleted");
        store.run(bob, new Command.ClearHistory(WITH_BOB));
        assertThat(texts(bob, newest("x"))).as("A4").isEmpty();
    }

    @Test
    void inATeamAMemberFindsWhatWasSaidDuringItsStays() {
        TeamTalk talk = TeamTalk.begin(store, "ann", "bob");
        talk.say(ann, "x before");
        talk.join("cleo");
        talk.say(ann, "x in");
        talk.remove("cleo");
        talk.say(ann, "x after");

        assertThat(texts(cleo, newest("x"))).as("T3").containsExactly("x in");
        assertThat(texts(bob, newest("x"))).containsExactly("x after", "x in", "x before");
        assertThat(texts(device("zoe", "d"), new Search("x", 0, 0, List.of(talk.team), ALL, TEN, false)))
                .as("T3")
                .isEmpty();
        assertThat(texts(cleo, new Search("x", 0, 0, List.of(talk.team), ALL, TEN, true)))
                .containsExactly("x in");
    }

    @Test
    void moreThanTheLimitIsFoundByGoingOnInBothDirections() {
        List<String> said = new ArrayList<>();
        for (int i = 0; i < 120; i++) {
            String to = "peer" + i % 7;
            said.add(say(ann, to, (i % 3 == 0 ? "needle " : "hay ") + i).draft().body());
        }
        List<String> needles =
                said.stream().filter(text -> text.startsWith("needle")).toList();
        List<String> newestFirst = new ArrayList<>(needles);
        Collections.reverse(newestFirst);

        assertThat(walk(new Search("NEEDLE", 0, 0, List.of(), ALL, new Caps(9, 0, 0), false)))
                .containsExactlyElementsOf(newestFirst);
        assertThat(walk(new Search("needle", 0, 0, List.of(), ALL, new Caps(9, 0, 0), true)))
                .containsExactlyElementsOf(needles);
    }

    @Test
    void whatTheBudgetOfOneSearchDoesNotReachIsFoundByGoingOn(Vertx vertx, RedisExtension.TestRedis redis) {
        for (int i = 0; i < 150; i++) {
            say(ann, "peer" + i % 3, (i % 50 == 0 ? "needle " : "hay ") + i);
        }
        Config config = TestConfig.of(redis.config()).withSearchEntries(60).build();
        store.close();
        store = TestStore.open(vertx, config, redis.target());

        Answer.Found first = found(ann, newest("needle 0"));

        assertThat(first.messages()).isEmpty();
        assertThat(first.more()).as("D6").isTrue();
        assertThat(walk(new Search("needle", 0, 0, List.of(), ALL, TEN, false)))
                .containsExactly("needle 100", "needle 50", "needle 0");
        assertThat(walk(new Search("needle", 0, 0, List.of(), ALL, TEN, true)))
                .containsExactly("needle 0", "needle 50", "needle 100");
    }

    /** What comes again at the seam, where two sessions have a message of one time, is dropped. */
    private List<String> walk(Search ask) {
        List<Message> all = new ArrayList<>();
        Answer.Found page = found(ann, ask);
        all.addAll(page.messages());
        while (page.more()) {
            long at = page.searchedTo();
            page = found(
                    ann,
                    new Search(
                            ask.keyword(),
                            ask.ascending() ? at : 0,
                            ask.ascending() ? 0 : at,
                            List.of(),
                            ALL,
                            ask.caps(),
                            ask.ascending()));
            all.addAll(page.messages());
        }
        return all.stream()
                .distinct()
                .map(message -> String.valueOf(message.draft().body()))
                .toList();
    }

    @Test
    void bySessionEachGivesSoManyTheOneWithTheNewestFirst() {
        for (int i = 0; i < 4; i++) {
            say(ann, "bob", "x bob " + i);
        }
        say(ann, "cleo", "x cleo 0");
        say(ann, "dora", "x dora 0");
        say(ann, "dora", "nothing");
        say(ann, "bob", "x bob 4");

        Search ask = new Search("x", 0, 0, List.of(), ALL, new Caps(100, 2, 2), false);

        assertThat(texts(ann, ask)).containsExactly("x bob 4", "x bob 3", "x dora 0");
        assertThat(found(ann, ask).more()).isFalse();
        assertThat(texts(ann, new Search("x", 0, 0, List.of(), ALL, new Caps(100, 2, 2), true)))
                .containsExactly("x bob 0", "x bob 1", "x cleo 0");
    }

    @Test
    void aSessionOfManyMessagesIsReadStretchByStretch() {
        String first = say(ann, "bob", "needle first").draft().body();
        for (int i = 0; i < 700; i++) {
            store.send(ann, "bob", "hay " + i, "hay" + i);
        }
        String last = say(ann, "bob", "needle last").draft().body();

        assertThat(texts(ann, newest("needle"))).containsExactly(last, first);
    }

    @Test
    void theOldestFirstIsRefusedInMoreSessionsThanAreSearchedThatWay() {
        for (int i = 0; i < 201; i++) {
            say(ann, "peer" + i, "x " + i);
        }

        assertThat(store.fault(ann, new Search("x", 0, 0, List.of(), ALL, TEN, true)))
                .isEqualTo(Fault.LIMIT_REACHED);
        assertThat(texts(ann, new Search("x", 0, 0, List.of(Conversation.between("ann", "peer3")), ALL, TEN, true)))
                .containsExactly("x 3");
        assertThat(texts(ann, new Search("x 0", 0, 0, List.of(), ALL, TEN, false)))
                .as("the newest first, on the third page of sessions")
                .containsExactly("x 0");
    }

    @Test
    void aRangeBeforeMoreSessionsThanTheBudgetReachesIsRefused(Vertx vertx, RedisExtension.TestRedis redis) {
        Message first = say(ann, "bob", "x first");
        for (int i = 0; i < 12; i++) {
            say(ann, "peer" + i, "x " + i);
        }
        Config config = TestConfig.of(redis.config()).withSearchEntries(200).build();
        store.close();
        store = TestStore.open(vertx, config, redis.target());
        Search old = new Search("x", 0, first.time(), List.of(), ALL, TEN, false);

        assertThat(store.fault(ann, old)).isEqualTo(Fault.LIMIT_REACHED);
        assertThat(texts(ann, new Search("x", 0, first.time(), List.of(WITH_BOB), ALL, TEN, false)))
                .containsExactly("x first");
        assertThat(texts(ann, newest("x 11"))).containsExactly("x 11");
    }

    @Test
    void tooManySearchesAtOnceAreRefusedAndTheOthersAnswered() {
        say(ann, "bob", "x");
        List<Future<Outcome>> asked = new ArrayList<>();
        int many = Searches.AT_ONCE_MAX + Searches.WAITING_MAX + 40;
        for (int i = 0; i < many; i++) {
            asked.add(store.ask(ann, newest("x")));
        }

        int refused = 0;
        for (Future<Outcome> one : asked) {
            try {
                Answer.Found found = (Answer.Found) TestStore.await(one).answer();
                assertThat(found.messages()).hasSize(1);
            } catch (FaultException refusal) {
                assertThat(refusal.fault()).isEqualTo(Fault.OVERLOADED);
                refused++;
            }
        }

        assertThat(refused).isLessThanOrEqualTo(40);
        assertThat(texts(ann, newest("x"))).as("afterwards").containsExactly("x");
    }
}
