package io.posthouse.connection;

import static io.posthouse.connection.TeamTalk.next;
import static io.posthouse.connection.TeamTalk.say;
import static io.posthouse.connection.TeamTalk.with;
import static org.assertj.core.api.Assertions.assertThat;

import io.posthouse.bus.Addresses;
import io.posthouse.config.ClusterConfig;
import io.posthouse.config.Config;
import io.posthouse.model.Caller;
import io.posthouse.model.Command;
import io.posthouse.model.Conversation;
import io.posthouse.model.Push;
import io.posthouse.model.Scene;
import io.posthouse.store.RedisExtension;
import io.posthouse.store.RedisExtension.TestRedis;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** T4: what is said in a team goes to the nodes where members are, and to no other. Two nodes on one Redis. */
@ExtendWith({VertxExtension.class, RedisExtension.class})
class TwoNodesTest {
    private static final Duration WATCHED_AGAIN_MAX = Duration.ofSeconds(20);
    private Vertx otherVertx;
    private Gateway here;
    private Gateway there;
    private Cable cable;
    private Cable back;
    private Client ann;

    @BeforeEach
    void start(Vertx vertx, TestRedis redis) {
        otherVertx = Vertx.vertx();
        Config config = withShortLease(Settings.with(Settings.limits(Settings.Limits::fast)));
        there = Gateway.start(otherVertx, redis, config);
        here = Gateway.start(vertx, redis, config);
        cable = Cable.lay(vertx, otherVertx, there);
        back = Cable.lay(otherVertx, vertx, here);
        here.account("ann", "bob", "eve");
        ann = here.login("ann", "a1");
    }

    @AfterEach
    void stop() {
        cable.cut();
        back.cut();
        here.stop();
        there.stop();
        Gateway.await(otherVertx.close());
    }

    @Test
    void aMemberOnAnotherNodeHearsWhatIsSaid() {
        String team = TeamTalk.create(ann, "bob");

        Client bob = there.login("bob", "b1");
        say(ann, team, "one");
        say(ann, team, "two");

        assertThat(bob.bodies(2)).as("D1, S3").containsExactly("one", "two");
        say(bob, team, "three");
        assertThat(next(ann)).isEqualTo("addTeamMembers");
        assertThat(next(ann)).isEqualTo("three");
        assertThat(there.count("posthouse_catch_ups"))
                .as("by the bus, not by healing")
                .isZero();
    }

    @Test
    void whoIsAddedOnAnotherNodeHearsOfItAndOfWhatFollows() {
        Client bob = there.login("bob", "b1");
        String team = TeamTalk.create(ann);

        ann.ok(with("addTeamMembers", team, "bob"));

        assertThat(next(bob)).isEqualTo("addTeamMembers");
        say(ann, team, "hello");
        assertThat(next(bob)).isEqualTo("hello");
    }

    @Test
    void aNodeWithoutMembersGetsNoMessageOfTheTeam() {
        Client bob = there.login("bob", "b1");
        String ours = TeamTalk.create(ann, "bob");
        next(bob);
        String mine = TeamTalk.create(ann, "eve");

        say(ann, mine, "for eve");
        say(ann, ours, "for bob");

        assertThat(next(bob)).isEqualTo("for bob");
        assertThat(cable.carried())
                .as("T4: what went to the other node")
                .anyMatch(push -> isOf(push, ours))
                .noneMatch(push -> isOf(push, mine))
                .allMatch(push -> push.watchers().isEmpty());
    }

    @Test
    void aNodeThatTheStoreForgotIsRememberedOnceItMissesSomething() {
        Client bob = there.login("bob", "b1");
        String team = TeamTalk.create(ann, "bob");
        next(bob);
        for (int n = 0; n < there.commons().instances(); n++) {
            Command forget = new Command.WatchTeams(
                    List.of(new Conversation(Scene.TEAM, team)),
                    Addresses.connections(there.commons().nodeId(), n),
                    false);
            Gateway.await(here.silently(Caller.server(""), forget));
        }

        say(ann, team, "one");

        assertThat(bob.poll(5)).as("D2").isNotNull();
        int before = cable.carried().size();
        long deadline = System.nanoTime() + WATCHED_AGAIN_MAX.toNanos();
        for (int said = 1; cable.carried().size() == before; said++) {
            say(ann, team, "more " + said);
            assertThat(System.nanoTime())
                    .as("the other node watches again within %s", WATCHED_AGAIN_MAX)
                    .isLessThan(deadline);
        }
    }

    private static boolean isOf(Push push, String team) {
        return new Conversation(Scene.TEAM, team).equals(push.team());
    }

    private static Config withShortLease(Config d) {
        return new Config(
                d.server(),
                d.store(),
                d.limits(),
                d.auth(),
                d.devices(),
                d.sync(),
                d.recall(),
                d.team(),
                d.status(),
                d.passThrough(),
                d.signalling(),
                d.nim(),
                d.files(),
                ClusterConfig.DEFAULT.withLeaseLife(Duration.ofSeconds(2)),
                d.management(),
                d.admin());
    }
}
