package io.posthouse.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.posthouse.model.Answer;
import io.posthouse.model.Caller;
import io.posthouse.model.Outcome;
import io.posthouse.model.ReadCount;
import io.posthouse.model.Scene;
import io.posthouse.store.TeamFixture.Sent;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** C2 and T4 at the size of a super team: exact, in constant space a message. Prints what was measured. */
@ExtendWith({VertxExtension.class, RedisExtension.class})
class TeamReceiptsScaleTest {
    /** Of the members, those who leave and return; they come in as everybody does, the rest by hand. */
    private static final int MOVERS = 150;

    /** All are a million, as CI wants it. */
    private static final int RECEIPTS = Integer.getInteger("posthouse.receipts", 100_000);

    private static final int ROUNDS = 10;
    private static final int MESSAGES_PER_ROUND = 100;
    private static final int MESSAGES_PER_COMMAND = 10;
    private static final int COMMANDS = RECEIPTS / ROUNDS / MESSAGES_PER_COMMAND;
    /** Commands under way at once. */
    private static final int BATCH = 1_000;

    private static final Caller SERVER = Caller.server("m0");

    private final Random random = new Random(20_251_123);
    private final List<Sent> messages = new ArrayList<>();
    private final List<Sent> moved = new ArrayList<>();

    private int members;

    @ParameterizedTest(name = "{0} members")
    @ValueSource(ints = {200, 100_000})
    void c2RandomReceiptsAreCountedAsStoringEverythingSays(int members, Vertx vertx, RedisExtension.TestRedis redis) {
        this.members = members;
        List<String> accounts =
                IntStream.range(0, members).mapToObj(i -> "m" + i).toList();
        TeamReceiptOracle oracle = new TeamReceiptOracle(accounts);
        accounts.forEach(oracle::join);
        try (TestStore store = TestStore.open(vertx, redis.config(), redis.target())) {
            Keys keys = new Keys(redis.keyPrefix());
            TeamFixture team = TeamFixture.begin(store, Scene.SUPER_TEAM, accounts.subList(0, MOVERS));
            team.crowd(keys, accounts.get(1), accounts.subList(MOVERS, members));
            long before = System.nanoTime();
            for (int round = 0; round < ROUNDS; round++) {
                talk(team, oracle, accounts);
                read(team, oracle, accounts);
            }
            print("receipts sent=%,d counted=%,d ms=%,d".formatted(RECEIPTS, moved.size(), millisSince(before)));

            check(team, oracle);
            long perMessage = team.memoryOf(keys.acks(team.team)) / messages.size();
            long reads = team.memoryOf(keys.reads(team.team));
            print("bytes message=%d reads/member=%d reads/receipt=%d members/member=%d"
                    .formatted(
                            perMessage,
                            reads / members,
                            reads / moved.size(),
                            team.memoryOf(keys.members(team.team)) / members));
            assertThat(perMessage).as("C2: bytes a message").isLessThan(300);
        }
    }

    private void talk(TeamFixture team, TeamReceiptOracle oracle, List<String> accounts) {
        for (int i = 0; i < MESSAGES_PER_ROUND; i++) {
            String mover = accounts.get(1 + random.nextInt(MOVERS - 1));
            if (oracle.isMember(mover)) {
                team.leave(mover);
                oracle.leave(mover);
            } else {
                team.join(mover);
                oracle.join(mover);
            }
            Sent sent = team.send(anyMember(oracle, accounts), "%032d".formatted(messages.size()));
            oracle.send(sent);
            messages.add(sent);
        }
    }

    private void read(TeamFixture team, TeamReceiptOracle oracle, List<String> accounts) {
        for (int start = 0; start < COMMANDS; start += BATCH) {
            List<Future<Outcome>> asked = new ArrayList<>(BATCH);
            List<List<ReadCount>> expected = new ArrayList<>(BATCH);
            for (int i = 0; i < BATCH; i++) {
                String reader = anyMember(oracle, accounts);
                List<String> ids = random.ints(MESSAGES_PER_COMMAND, 0, messages.size())
                        .mapToObj(at -> messages.get(at).idServer())
                        .toList();
                expected.add(oracle.receipts(reader, ids, moved));
                asked.add(team.receipts(reader, ids));
            }
            for (int i = 0; i < BATCH; i++) {
                assertThat(((Answer.TeamReads) TestStore.await(asked.get(i)).answer()).counts())
                        .as("C2: new counts")
                        .isEqualTo(expected.get(i));
            }
        }
    }

    private void check(TeamFixture team, TeamReceiptOracle oracle) {
        long nanos = 0;
        for (int from = 0; from < messages.size(); from += 50) {
            List<String> ids = messages.subList(from, from + 50).stream()
                    .map(Sent::idServer)
                    .toList();
            long before = System.nanoTime();
            List<ReadCount> counts = team.reads(SERVER, ids).counts();
            nanos += System.nanoTime() - before;
            assertThat(counts)
                    .as("C2: counts")
                    .isEqualTo(ids.stream().map(oracle::countOf).toList());
        }
        print("counts of 50 messages micros=%,d".formatted(nanos / 1_000 / (messages.size() / 50)));
        for (int at : new int[] {0, messages.size() / 2, messages.size() - 1}) {
            long before = System.nanoTime();
            TeamFixture.Readers readers = team.readers(SERVER, messages.get(at).idServer());
            print("whole list of one message ms=%,d".formatted(millisSince(before)));
            oracle.check(messages.get(at).idServer(), readers);
        }
    }

    private String anyMember(TeamReceiptOracle oracle, List<String> accounts) {
        String account = accounts.get(random.nextInt(accounts.size()));
        return oracle.isMember(account) ? account : anyMember(oracle, accounts);
    }

    private static long millisSince(long nanos) {
        return (System.nanoTime() - nanos) / 1_000_000;
    }

    private void print(String measured) {
        System.out.println("team of %,d: ".formatted(members) + measured);
    }
}
