package io.posthouse.bus;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AddressesTest {

    @Test
    void aConnectionsIdTellsTheVerticleThatHoldsIt() {
        String id = Addresses.connectionId("abc123", 7, "zz");

        assertThat(Addresses.ofConnection(id)).contains(Addresses.connections("abc123", 7));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "abc", "abc-1", "abc-x-1", "a.b-1-1", "abc-99999-1", "abc-1-1 "})
    void whatIsNoIdOfOursHasNoAddress(String id) {
        assertThat(Addresses.ofConnection(id)).isEmpty();
    }

    @Test
    void oneKeyHasOneShardAndManyKeysUseAllOfThem() {
        assertThat(Addresses.shard("p2p:ann:bob", 4)).isEqualTo(Addresses.shard("p2p:ann:bob", 4));
        for (int k = 0; k < 4; k++) {
            int wanted = k;
            assertThat(java.util.stream.IntStream.range(0, 100))
                    .anyMatch(i -> Addresses.shard("account" + i, 4) == wanted);
        }
    }

    @Test
    void residentsAreWhereTheirConnectionsAre() {
        Residents residents = new Residents();
        residents.add("ann", 0);
        residents.add("ann", 1);
        residents.add("ann", 1);
        assertThat(residents.of("ann")).containsExactlyInAnyOrder(0, 1);

        residents.remove("ann", 1);
        assertThat(residents.of("ann")).containsExactly(0);

        residents.remove("ann", 0);
        assertThat(residents.of("ann")).isEmpty();
        assertThat(residents.size()).isZero();
    }
}
