package io.posthouse.connection;

import static io.posthouse.connection.TeamTalk.next;
import static io.posthouse.connection.TeamTalk.say;
import static io.posthouse.connection.TeamTalk.with;
import static org.assertj.core.api.Assertions.assertThat;

import io.posthouse.store.RedisExtension;
import io.posthouse.store.RedisExtension.TestRedis;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** D1: what is said in a team before the store knows that another node watches it arrives there too, and without healing. */
@ExtendWith({VertxExtension.class, RedisExtension.class})
class WatchGapTest {
    private Vertx otherVertx;
    private Gateway here;
    private Gateway there;
    private Cable cable;
    private Client ann;
    private Client bob;

    @BeforeEach
    void start(Vertx vertx, TestRedis redis) {
        otherVertx = Vertx.vertx();
        there = Gateway.start(otherVertx, redis, Settings.fastWithoutHealing());
        here = Gateway.start(vertx, redis, Settings.fastWithoutHealing());
        cable = Cable.lay(vertx, otherVertx, there);
        here.account("ann", "bob");
        ann = here.login("ann", "a1");
        bob = there.login("bob", "b1");
    }

    @AfterEach
    void stop() {
        cable.cut();
        here.stop();
        there.stop();
        Gateway.await(otherVertx.close());
    }

    @Test
    void whoIsInANewTeamHearsWhatWasSaidBeforeTheirNodeHeardOfIt() {
        cable.hold();
        String team = TeamTalk.create(ann, "bob");
        say(ann, team, "one");
        say(ann, team, "two");
        cable.release();

        assertThat(next(bob)).isEqualTo("addTeamMembers");
        assertThat(bob.bodies(2)).as("D1, S3").containsExactly("one", "two");
        say(ann, team, "three");
        assertThat(next(bob)).as("D1, S3").isEqualTo("three");
        assertThat(there.count("posthouse_catch_ups"))
                .as("what the node read for them: once, what was said in the gap")
                .isEqualTo(1);
    }

    @Test
    void whoIsAddedHearsWhatWasSaidBeforeTheirNodeHeardOfIt() {
        String team = TeamTalk.create(ann);
        say(ann, team, "before bob");
        cable.hold();
        ann.ok(with("addTeamMembers", team, "bob"));
        say(ann, team, "one");
        cable.release();

        assertThat(next(bob)).isEqualTo("addTeamMembers");
        assertThat(next(bob)).as("D1, S3").isEqualTo("one");
    }
}
