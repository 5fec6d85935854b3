package io.posthouse.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.hazelcast.spi.discovery.DiscoveryNode;
import io.posthouse.config.ClusterConfig;
import io.posthouse.config.Config;
import io.posthouse.config.StartupException;
import io.posthouse.store.RedisExtension;
import io.posthouse.store.RedisExtension.TestRedis;
import io.posthouse.store.RedisRendezvous;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Nodes talk over loopback and private addresses, unless somebody says otherwise. */
@ExtendWith({VertxExtension.class, RedisExtension.class})
class OwnAddressTest {
    private static final Duration LIFE = Duration.ofSeconds(15);
    private static final String PUBLIC = "203.0.113.9";

    @ParameterizedTest
    @ValueSource(
            strings = {"127.0.0.1", "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.1.1", "::1", "fd00::1", "fe80::1"
            })
    void anAddressOfTheSiteIsTaken(String address) throws Exception {
        assertThat(OwnAddress.privateOne(InetAddress.getByName(address))).isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {PUBLIC, "8.8.8.8", "172.32.0.1", "2001:db8::1"})
    void aPublicOneIsRefusedWithTheSettingThatAllowsIt(String address) throws Exception {
        InetAddress own = InetAddress.getByName(address);

        assertThatThrownBy(() -> OwnAddress.privateOne(own))
                .isInstanceOf(StartupException.class)
                .hasMessageContaining("no private address")
                .hasMessageContaining("cluster.host");
    }

    @Test
    void withoutASettingItIsTheOneThatReachesTheStore() {
        assertThat(OwnAddress.of(ClusterConfig.DEFAULT, List.of("redis://127.0.0.1:6379")))
                .isEqualTo("127.0.0.1");
    }

    @Test
    void whatIsConfiguredIsTakenWhateverItIs() {
        assertThat(OwnAddress.of(at(PUBLIC), List.of("redis://127.0.0.1:6379"))).isEqualTo(PUBLIC);
        assertThatThrownBy(() -> OwnAddress.of(at("no.such.host.invalid"), List.of()))
                .isInstanceOf(StartupException.class)
                .hasMessageContaining("cluster.host");
    }

    @Test
    void othersAtPublicAddressesArePassedOverUnlessThisOneIsConfigured(Vertx vertx, TestRedis redis) throws Exception {
        RedisRendezvous rendezvous =
                new RedisRendezvous(vertx, redis.config(Config.DEFAULT).store(), redis.target());
        rendezvous.open().await(10, TimeUnit.SECONDS);
        for (String other : List.of(PUBLIC + ":5701", "127.0.0.1:5702", "no address")) {
            rendezvous.meet(other, LIFE).await(10, TimeUnit.SECONDS);
        }

        assertThat(found(rendezvous, false)).containsExactlyInAnyOrder("127.0.0.1:5700", "127.0.0.1:5702");
        assertThat(found(rendezvous, true))
                .containsExactlyInAnyOrder("127.0.0.1:5700", "127.0.0.1:5702", PUBLIC + ":5701");
        rendezvous.close();
    }

    private static List<String> found(RedisRendezvous rendezvous, boolean isPublicAllowed) {
        List<String> found = new ArrayList<>();
        for (DiscoveryNode node :
                new RedisDiscovery(rendezvous, "127.0.0.1:5700", LIFE, isPublicAllowed).discoverNodes()) {
            found.add(HazelcastSettings.nameOf(node.getPrivateAddress()));
        }
        return found;
    }

    private static ClusterConfig at(String host) {
        ClusterConfig base = ClusterConfig.DEFAULT;
        return new ClusterConfig(true, base.leaseLife(), host, 0, 0, base.secret(), base.tls());
    }
}
