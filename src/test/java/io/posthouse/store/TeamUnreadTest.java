package io.posthouse.store;

import static io.posthouse.store.TestStore.device;
import static org.assertj.core.api.Assertions.assertThat;

import io.posthouse.config.StoreConfig;
import io.posthouse.model.Answer;
import io.posthouse.model.Caller;
import io.posthouse.model.Command;
import io.posthouse.model.Draft;
import io.posthouse.model.Event;
import io.posthouse.model.Message;
import io.posthouse.model.Outcome;
import io.posthouse.model.SessionState;
import io.posthouse.model.Setting;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith({VertxExtension.class, RedisExtension.class})
class TeamUnreadTest {
    private final Caller ann = device("ann", "d1");
    private final Caller bob = device("bob", "d2");
    private TestStore store;
    private Keys keys;

    @BeforeEach
    void open(Vertx vertx, RedisExtension.TestRedis redis) {
        store = TestStore.open(vertx, redis.config(), redis.target());
        keys = new Keys(redis.keyPrefix());
    }

    @AfterEach
    void close() {
        store.close();
    }

    @Test
    void c3WhatOthersSaidPastTheReadMarkIsUnreadAndReadingOnOneDeviceIsToldToTheOthers() {
        TeamTalk talk = TeamTalk.begin(store, "ann", "bob", "carl");
        Message one = talk.say(ann, "one");
        talk.say(bob, "mine");
        talk.say(device("carl", "d"), "two");
        assertThat(talk.unread(bob)).isEqualTo(2);
        assertThat(talk.unread(ann)).isEqualTo(2);
        assertThat(talk.unread(device("carl", "d"))).isEqualTo(2);

        Outcome outcome = store.run(bob, new Command.MarkRead(List.of(new Command.SessionMark(talk.team, one.time()))));

        SessionState state = ((Answer.ReadMarks) outcome.answer()).sessions().get(0);
        assertThat(state.unread()).isEqualTo(1);
        assertThat(outcome.pushes()).singleElement().satisfies(push -> {
            assertThat(push.accounts()).containsExactly("bob");
            assertThat(push.team()).isNull();
            assertThat(push.event()).isEqualTo(new Event.SessionRead(talk.team, one.time(), 1, state.changedAt()));
        });
        assertThat(talk.unread(device("bob", "another"))).isEqualTo(1);
        assertThat(talk.unread(ann)).isEqualTo(2);
    }

    @Test
    void c3AReadMarkNeverMovesBackNorPastTheEndNorPastTheLeaving() {
        TeamTalk talk = TeamTalk.begin(store, "ann", "bob");
        Message one = talk.say(ann, "one");

        talk.read(bob, one.time() + 1_000_000);
        assertThat(talk.state(bob).readTime()).isEqualTo(one.time());
        talk.read(bob, 1);
        assertThat(talk.state(bob).readTime()).isEqualTo(one.time());
        long left = talk.remove("bob");
        talk.say(ann, "two");
        talk.read(bob, left + 1_000_000);
        assertThat(talk.state(bob).readTime()).isEqualTo(left);
    }

    @Test
    void c3EachReadMarkHasAStampOfItsOwnHoweverFastTheyCome(RedisExtension.TestRedis redis) {
        TeamTalk talk = TeamTalk.begin(store, "ann", "bob");
        Message one = talk.say(ann, "one");
        Message two = talk.say(ann, "two");
        long ahead = two.time() + 1_000_000;
        store.raw(Call.of(io.vertx.redis.client.Command.HSET)
                .key(new Keys(redis.keyPrefix()).meta(talk.team))
                .arg("ca:bob")
                .arg(ahead));

        talk.read(bob, one.time());
        assertThat(talk.state(bob).changedAt())
                .as("later than the change before")
                .isEqualTo(ahead + 1);
        talk.read(bob, two.time());
        assertThat(talk.state(bob).changedAt()).isEqualTo(ahead + 2);
        assertThat(talk.state(ann).changedAt()).as("nobody else's business").isLessThan(ahead);
    }

    @Test
    void c3NotificationsDoNotCount() {
        TeamTalk talk = TeamTalk.begin(store, "ann", "bob");
        talk.join("carl");
        talk.manager("carl");

        assertThat(talk.unread(bob)).isZero();
        assertThat(store.missed(bob, talk.team)).hasSize(3);
    }

    @Test
    void c3WhatATrimForgetsIsForgottenEverywhere(Vertx vertx, RedisExtension.TestRedis redis) {
        TeamTalk talk = TeamTalk.begin(store, "ann", "bob");
        for (int i = 0; i < 20; i++) {
            Message message = talk.say(i % 2 == 0 ? ann : bob, "old " + i);
            if (i % 5 == 0) {
                talk.recall(ann, message);
            }
        }
        Message last = talk.say(ann, "last");
        // The times of a log run ahead of the clock where more is said than one entry a millisecond.
        RedisProcess.awaitUntil("the old entries are old", () -> clock() > last.time() + 1);
        StoreConfig base = redis.config().store();
        StoreConfig brief = new StoreConfig(
                base.endpoints(),
                base.mode(),
                base.masterName(),
                base.user(),
                base.password(),
                base.dataDirectory(),
                base.durability(),
                base.replicas(),
                base.timeout(),
                base.batchMax(),
                base.queueMax(),
                base.keyPrefix(),
                java.time.Duration.ofMillis(1));
        try (TestStore forgetting =
                TestStore.open(vertx, TestConfig.of(redis.config()).with(brief).build(), redis.target())) {
            for (int i = 0; i < 64; i++) {
                forgetting.run(ann, TeamTalk.sending(talk.text("new " + i, "new " + i)));
            }
            RedisProcess.awaitUntil("the old entries go", () -> count("ZCARD", keys.gone(talk.team, "bob")) == 0);
        }

        assertThat(talk.missed(bob)).doesNotContain("old 0", "last").isSubsetOf(allNew());
        assertThat(count("ZCARD", keys.gone(talk.team, ""))).isZero();
        assertThat(count("ZCOUNT", keys.gone(talk.team, "ann"), "-inf", Long.toString(last.time())))
                .isZero();
        assertThat(talk.unread(bob)).isEqualTo(talk.missed(bob).size());
        assertThat(talk.unread(ann)).isZero();
    }

    private long clock() {
        Reply time = store.raw(Call.of(io.vertx.redis.client.Command.TIME));
        return time.number(0) * 1000 + time.number(1) / 1000;
    }

    private static List<String> allNew() {
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < 64; i++) {
            texts.add("new " + i);
        }
        return texts;
    }

    private long count(String command, String key, String... args) {
        Call call = Call.of(io.vertx.redis.client.Command.create(command)).key(key);
        for (String arg : args) {
            call.arg(arg);
        }
        return store.raw(call).get().toLong();
    }

    @Test
    void c3UnreadIsWhatCountingByHandSaysWhateverHappens() {
        long seed = Long.getLong("posthouse.unread.seed", System.nanoTime());
        for (int run = 0; run < 12; run++) {
            new Chaos(seed + run).play(250);
        }
    }

    /** Random things happen in a team; after each the counts of everybody are compared with a count by hand. */
    private final class Chaos {
        private static final int ACCOUNTS = 5;
        private final long seed;
        private final Random random;
        private final TeamTalk talk;
        private final List<Message> said = new ArrayList<>();
        private final Set<String> recalled = new HashSet<>();
        private final Map<String, Hand> hands = new HashMap<>();
        private final List<String> story = new ArrayList<>();

        Chaos(long seed) {
            this.seed = seed;
            this.random = new Random(seed);
            this.talk = TeamTalk.begin(store, "ann", "a1");
            for (int i = 1; i < ACCOUNTS; i++) {
                TeamTalk.account(store, "a" + i);
            }
            hands.put("ann", new Hand(0));
            hands.put("a1", new Hand(0));
        }

        void play(int steps) {
            for (int step = 0; step < steps; step++) {
                happen("a" + (1 + random.nextInt(ACCOUNTS - 1)), random.nextInt(100));
                hands.forEach((account, hand) -> assertThat(talk.unread(device(account, "d")))
                        .as("C3: unread of %s, seed %s: %s", account, seed, story)
                        .isEqualTo(hand.unread(account)));
            }
        }

        private void happen(String account, int dice) {
            Hand hand = hands.get(account);
            if (dice < 45) {
                say(random.nextInt(4) == 0 || hand == null || !hand.isIn ? "ann" : account);
            } else if (dice < 58) {
                recall();
            } else if (hand == null || (dice < 64 && !hand.isIn)) {
                hands.computeIfAbsent(account, a -> new Hand(0)).join(talk.join(account));
                story.add(account + " joins");
            } else if (dice < 68 && hand.isIn) {
                hand.leave(talk.remove(account));
                story.add(account + " leaves");
            } else if (dice < 84) {
                long time = anyTime();
                talk.read(device(account, "d"), time);
                hand.read = Math.max(hand.read, Math.min(time, hand.to));
                story.add(account + " reads " + time);
            } else if (dice < 98) {
                delete(account, hand);
            } else {
                store.run(device(account, "d"), new Command.ClearHistory(talk.team));
                hand.cleared = Math.min(talk.state(device("ann", "d")).highTime(), hand.to);
                story.add(account + " clears");
            }
        }

        private void say(String account) {
            boolean counts = random.nextInt(5) > 0;
            String text = "m" + said.size();
            Setting setting = new Setting(true, true, true, true, counts, false);
            Message message = ((Answer.Sent)
                            store.run(device(account, "d"), TeamTalk.sending(with(talk, text, setting)))
                                    .answer())
                    .message();
            said.add(message);
            story.add(account + " says " + message.time());
        }

        private void recall() {
            if (said.isEmpty()) {
                return;
            }
            Message message = said.get(said.size() - 1 - random.nextInt(Math.min(8, said.size())));
            if (recalled.add(message.idServer())) {
                talk.recall(ann, message);
                story.add("ann recalls " + message.time());
            }
        }

        private void delete(String account, Hand hand) {
            if (said.isEmpty()) {
                return;
            }
            Message message = said.get(random.nextInt(said.size()));
            Event.DeletedMessage deleted = new Event.DeletedMessage(
                    talk.team, message.idServer(), message.draft().idClient(), message.from(), message.time(), null);
            store.run(device(account, "d"), new Command.DeleteMessages(List.of(deleted)));
            hand.deleted.add(message.idServer());
            story.add(account + " deletes " + message.time());
        }

        private long anyTime() {
            return said.isEmpty() ? 1 : said.get(random.nextInt(said.size())).time();
        }

        /** What one account did, and what it would count. */
        private final class Hand {
            private final Set<String> deleted = new HashSet<>();
            private long from;
            private long to = Long.MAX_VALUE;
            private long read;
            private long cleared;
            private boolean isIn = true;

            Hand(long from) {
                this.from = from;
            }

            void join(long time) {
                from = time;
                to = Long.MAX_VALUE;
                isIn = true;
            }

            void leave(long time) {
                to = time;
                isIn = false;
            }

            long unread(String account) {
                long after = Math.max(from, Math.max(read, cleared));
                return said.stream()
                        .filter(message -> !message.from().equals(account))
                        .filter(message -> message.draft().setting().needUpdateSession())
                        .filter(message -> message.time() > after && message.time() <= to)
                        .filter(message -> !recalled.contains(message.idServer()))
                        .filter(message -> !deleted.contains(message.idServer()))
                        .count();
            }
        }
    }

    private static Draft with(TeamTalk talk, String text, Setting setting) {
        Draft draft = talk.text(text, text);
        return new Draft(
                draft.scene(),
                draft.to(),
                draft.type(),
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
}
