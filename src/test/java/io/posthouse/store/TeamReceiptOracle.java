package io.posthouse.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.posthouse.model.ReadCount;
import io.posthouse.store.TeamFixture.Readers;
import io.posthouse.store.TeamFixture.Sent;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** What C2 says, by storing everything: for each message who was a member when it was sent, and who of them has read it. */
final class TeamReceiptOracle {
    private final List<String> accounts;
    private final Map<String, Integer> numbers = new HashMap<>();
    private final BitSet members = new BitSet();
    private final Map<String, Kept> messages = new HashMap<>();

    /** @param accounts everybody who is ever in the team */
    TeamReceiptOracle(List<String> accounts) {
        this.accounts = List.copyOf(accounts);
        for (String account : accounts) {
            numbers.put(account, numbers.size());
        }
    }

    private record Kept(Sent sent, BitSet audience, BitSet read) {

        int unread() {
            return audience.cardinality() - read.cardinality();
        }
    }

    void join(String account) {
        members.set(number(account));
    }

    void leave(String account) {
        members.clear(number(account));
    }

    boolean isMember(String account) {
        return members.get(number(account));
    }

    List<String> members() {
        return names(members);
    }

    void send(Sent sent) {
        BitSet audience = (BitSet) members.clone();
        audience.clear(number(sent.from()));
        messages.put(sent.idServer(), new Kept(sent, audience, new BitSet()));
    }

    void forget(String idServer) {
        messages.remove(idServer);
    }

    /** A member tells that it has read; yields what counts, and in {@code moved} what it had not read before. */
    List<ReadCount> receipts(String account, List<String> idServers, List<Sent> moved) {
        List<ReadCount> counts = new ArrayList<>();
        for (String idServer : idServers.stream().distinct().toList()) {
            Kept kept = Objects.requireNonNull(messages.get(idServer));
            if (kept != null && kept.audience.get(number(account))) {
                if (!kept.read.get(number(account))) {
                    kept.read.set(number(account));
                    moved.add(kept.sent);
                }
                counts.add(
                        new ReadCount(idServer, kept.sent.idClient(), kept.read.cardinality(), kept.unread(), account));
            }
        }
        return counts;
    }

    ReadCount countOf(String idServer) {
        Kept kept = Objects.requireNonNull(messages.get(idServer));
        return new ReadCount(idServer, kept.sent.idClient(), kept.read.cardinality(), kept.unread(), "");
    }

    void check(String idServer, Readers told) {
        Kept kept = Objects.requireNonNull(messages.get(idServer));
        BitSet unread = (BitSet) kept.audience.clone();
        unread.andNot(kept.read);
        assertThat(told.read()).as("C2: readers").isEqualTo(Set.copyOf(names(kept.read)));
        assertThat(told.unread()).as("C2: non-readers").isEqualTo(new HashSet<>(names(unread)));
        assertThat(told.readCount()).as("C2: count of readers").isEqualTo(kept.read.cardinality());
        assertThat(told.unreadCount()).as("C2: count of non-readers").isEqualTo(kept.unread());
    }

    private int number(String account) {
        return Objects.requireNonNull(numbers.get(account));
    }

    private List<String> names(BitSet set) {
        return set.stream().mapToObj(accounts::get).toList();
    }
}
