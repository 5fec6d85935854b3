package io.posthouse.store;

import static io.posthouse.store.TestStore.device;
import static org.assertj.core.api.Assertions.assertThat;

import io.posthouse.model.Caller;
import io.posthouse.model.Message;
import io.posthouse.model.Scene;
import io.posthouse.model.TeamField;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What a message costs in Redis commands, by Redis' own count. */
@ExtendWith({VertxExtension.class, RedisExtension.class})
class TeamCostTest {
    private static final Pattern CALLS = Pattern.compile("cmdstat_([^:]+):calls=(\\d+)");

    private final Caller ann = device("ann", "d1");
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

    private TeamTalk teamOf(int members) {
        TeamTalk talk = TeamTalk.begin(store, Scene.SUPER_TEAM, Map.of(TeamField.NAME, "many"), "ann", "bob");
        String member = store.raw(Call.of(io.vertx.redis.client.Command.HGET)
                        .key(keys.members(talk.team))
                        .arg("bob"))
                .get()
                .toString();
        for (int start = 2; start < members; start += 1_000) {
            Call call = Call.of(io.vertx.redis.client.Command.HSET).key(keys.members(talk.team));
            for (int i = start; i < Math.min(members, start + 1_000); i++) {
                call.arg("m" + i).arg(member);
            }
            store.raw(call);
        }
        assertThat(store.raw(Call.of(io.vertx.redis.client.Command.HLEN).key(keys.members(talk.team)))
                        .get()
                        .toInteger())
                .isEqualTo(members);
        return talk;
    }

    /** Commands, each with how often it was executed, also by scripts; without the one that asks. */
    private Map<String, Integer> calls() {
        String info = store.raw(Call.of(io.vertx.redis.client.Command.INFO).arg("commandstats"))
                .get()
                .toString();
        Map<String, Integer> calls = new TreeMap<>();
        for (Matcher matcher = CALLS.matcher(info); matcher.find(); ) {
            calls.put(matcher.group(1), Integer.parseInt(matcher.group(2)));
        }
        calls.remove("info");
        return calls;
    }

    private Map<String, Integer> costOf(Runnable work) {
        Map<String, Integer> before = calls();
        work.run();
        Map<String, Integer> after = calls();
        after.replaceAll((name, count) -> count - before.getOrDefault(name, 0));
        after.values().removeIf(count -> count == 0);
        return after;
    }

    private static int sum(Map<String, Integer> calls) {
        return calls.values().stream().mapToInt(Integer::intValue).sum();
    }

    @Test
    void t4AMessageCostsTheSameNumberOfRedisCommandsFor2And200And100000Members() {
        List<TeamTalk> talks = List.of(teamOf(2), teamOf(200), teamOf(100_000));
        talks.forEach(talk -> talk.say(ann, "before"));

        List<Map<String, Integer>> costs =
                talks.stream().map(talk -> costOf(() -> talk.say(ann, "one"))).toList();
        List<Map<String, Integer>> recalls = talks.stream()
                .map(talk -> {
                    Message message = talk.say(ann, "two");
                    return costOf(() -> talk.recall(ann, message));
                })
                .toList();

        System.out.println("Redis commands for a team's message: " + costs.get(2));
        assertThat(costs.get(0)).containsEntry("xadd", 1).containsEntry("evalsha", 1);
        assertThat(sum(costs.get(0))).isLessThanOrEqualTo(10);
        assertThat(costs).allMatch(cost -> cost.equals(costs.get(0)));
        assertThat(recalls).allMatch(cost -> cost.equals(recalls.get(0)));
        assertThat(recalls.get(0)).containsEntry("xadd", 1);
    }

    @Test
    void t4AMessageOfTwoIsStoredAsCheaplyAsBeforeThereWereTeams() {
        TeamTalk.account(store, "ann");
        store.send(ann, "bob", "before", "i0");

        Map<String, Integer> cost = costOf(() -> store.send(ann, "bob", "one", "i1"));

        assertThat(cost).isEqualTo(Map.of("evalsha", 1, "time", 1, "hmget", 1, "xadd", 1, "hset", 1, "zadd", 2));
    }

    @Test
    void t4ACustomNotificationThatIsKeptCostsTheSameForTwoMembersAndFor100000() {
        List<TeamTalk> talks = List.of(teamOf(2), teamOf(100_000));

        List<Map<String, Integer>> costs = talks.stream()
                .map(talk -> costOf(() -> store.run(ann, SysMsgTest.notifying(talk.team, "typing", true))))
                .toList();

        assertThat(costs.get(1)).isEqualTo(costs.get(0));
        assertThat(costs.get(0)).containsEntry("xadd", 1);
    }

    @Test
    void t4AMembersLoginDoesNotCostByTheNumberOfMembers() {
        List<TeamTalk> talks = List.of(teamOf(2), teamOf(100_000));

        List<Map<String, Integer>> costs = talks.stream()
                .map(talk -> {
                    talk.say(ann, "one");
                    return costOf(() -> {
                        talk.unread(device("bob", "d"));
                        talk.history(device("bob", "d"));
                        talk.read(device("bob", "d"), 1);
                    });
                })
                .toList();

        assertThat(costs.get(1)).isEqualTo(costs.get(0));
    }
}
