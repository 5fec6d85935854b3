package io.posthouse.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.posthouse.model.Answer;
import io.posthouse.model.Caller;
import io.posthouse.model.Event;
import io.posthouse.model.Outcome;
import io.posthouse.model.Push;
import io.posthouse.model.ReadCount;
import io.posthouse.model.Scene;
import io.posthouse.store.TeamFixture.Sent;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** C2 against an oracle that stores everything: a life of a team of some 200 that come, leave, return, send and read at random. */
@ExtendWith({VertxExtension.class, RedisExtension.class})
class TeamReceiptsPropertyTest {
    private static final int ACCOUNTS = 220;
    /** In the team from the beginning on; the first of them owns it and stays. */
    private static final int FIRST = 180;

    private static final int STEPS = 3_000;
    private static final Caller SERVER = Caller.server("a0");

    /** The same for every build, and one more from {@code posthouse.receipts.seed}. */
    static LongStream seeds() {
        return LongStream.of(1, 20_261_123, Long.getLong("posthouse.receipts.seed", 7_000_000_007L));
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void c2CountsAndListsAreWhatStoringEverythingSays(long seed, Vertx vertx, RedisExtension.TestRedis redis) {
        System.out.println("random receipts of seed " + seed);
        List<String> accounts =
                IntStream.range(0, ACCOUNTS).mapToObj(i -> "a" + i).toList();
        try (TestStore store = TestStore.open(vertx, redis.config(), redis.target())) {
            TeamReceiptOracle oracle = new TeamReceiptOracle(accounts);
            TeamFixture team = TeamFixture.begin(store, Scene.TEAM, accounts.subList(0, FIRST));
            accounts.subList(0, FIRST).forEach(oracle::join);
            new Life(new Random(seed), team, accounts, oracle).live();
        } catch (RuntimeException | Error failure) {
            throw new AssertionError("seed " + seed, failure);
        }
    }

    /**
     * @param accounts who may be in the team
     */
    private record Life(
            Random random, TeamFixture team, List<String> accounts, TeamReceiptOracle oracle, List<Sent> messages) {

        Life(Random random, TeamFixture team, List<String> accounts, TeamReceiptOracle oracle) {
            this(random, team, accounts, oracle, new ArrayList<>());
        }

        void live() {
            for (int step = 0; step < STEPS; step++) {
                int dice = random.nextInt(100);
                if (dice < 12) {
                    move(accounts.get(1 + random.nextInt(accounts.size() - 1)));
                } else if (dice < 25 || messages.isEmpty()) {
                    send();
                } else {
                    read();
                }
            }
            checkAll();
        }

        private void move(String account) {
            if (oracle.isMember(account)) {
                team.leave(account);
                oracle.leave(account);
            } else if (oracle.members().size() < 200) {
                team.join(account);
                oracle.join(account);
            }
        }

        private void send() {
            Sent sent = team.send(anyMember(), "i" + messages.size());
            oracle.send(sent);
            messages.add(sent);
        }

        /** Some of all messages or some of the last ones, in any order, some twice. */
        private void read() {
            String reader = anyMember();
            int span = random.nextBoolean() ? messages.size() : Math.min(messages.size(), 60);
            List<String> asked = random.ints(1 + random.nextInt(50), messages.size() - span, messages.size())
                    .mapToObj(i -> messages.get(i).idServer())
                    .toList();
            List<Sent> moved = new ArrayList<>();
            List<ReadCount> expected = oracle.receipts(reader, asked, moved);

            Outcome outcome = TestStore.await(team.receipts(reader, asked));

            assertThat(((Answer.TeamReads) outcome.answer()).counts())
                    .as("C2: new counts")
                    .isEqualTo(expected);
            List<ReadCount> told = new ArrayList<>();
            for (Push push : outcome.pushes()) {
                List<ReadCount> counts = ((Event.TeamReadsMoved) push.event()).counts();
                assertThat(counts).as("C2: a push holds one sender's messages").allMatch(count -> senderOf(count)
                        .equals(push.accounts().get(0)));
                told.addAll(counts);
            }
            assertThat(told)
                    .as("C2: the senders that are members are told of what moved")
                    .extracting(ReadCount::idServer)
                    .containsExactlyInAnyOrderElementsOf(moved.stream()
                            .filter(sent -> oracle.isMember(sent.from()))
                            .map(Sent::idServer)
                            .toList());
        }

        private String senderOf(ReadCount count) {
            return messages.get(Integer.parseInt(count.idClient().substring(1))).from();
        }

        /** Asked by the server: what a member may see is not in question here. */
        private void checkAll() {
            for (int from = 0; from < messages.size(); from += 50) {
                List<String> ids = messages.subList(from, Math.min(from + 50, messages.size())).stream()
                        .map(Sent::idServer)
                        .toList();
                assertThat(team.reads(SERVER, ids).counts())
                        .as("C2: counts")
                        .isEqualTo(ids.stream().map(oracle::countOf).toList());
                ids.forEach(idServer -> oracle.check(idServer, team.readers(SERVER, idServer)));
            }
        }

        private String anyMember() {
            List<String> members = oracle.members();
            return members.get(random.nextInt(members.size()));
        }
    }
}
