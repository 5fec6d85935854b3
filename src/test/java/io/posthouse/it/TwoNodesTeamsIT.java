package io.posthouse.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.posthouse.client.ChatMessage;
import io.posthouse.client.ClientException;
import io.posthouse.client.Clients;
import io.posthouse.client.Teams;
import io.posthouse.model.Conversation;
import io.posthouse.model.Fault;
import io.posthouse.model.MessageType;
import io.posthouse.model.Scene;
import io.posthouse.model.TeamField;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** People of one team on two gateways, two processes on one Redis, acting at once (T1 to T3). */
class TwoNodesTeamsIT {
    private static final long SEED = 20261123;
    private static final AtomicInteger SERIAL = new AtomicInteger();
    private static final List<String> CROWD = List.of("cid", "dan", "eve", "fay", "gus", "hal");

    private static Vertx vertx;
    private static Clients clients;
    private static TwoNodes nodes;

    private final int serial = SERIAL.incrementAndGet();
    private final List<TeamPerson> people = new ArrayList<>();

    @BeforeAll
    static void start(@TempDir Path directory) throws Exception {
        vertx = Vertx.vertx();
        clients = Clients.on(vertx);
        nodes = new TwoNodes(vertx, directory);
    }

    @AfterAll
    static void stop() throws Exception {
        try {
            clients.close().await(10, TimeUnit.SECONDS);
            nodes.stop();
        } finally {
            vertx.close().await(10, TimeUnit.SECONDS);
        }
    }

    @AfterEach
    void leave() throws Exception {
        for (TeamPerson person : people) {
            person.vanish();
        }
    }

    @Test
    void t1TwoManagersActingAtOnceOnTwoNodesLeaveOneTeamAndItsLogTellsOfIt() throws Exception {
        TeamPerson owner = person("ann", 0);
        TeamPerson here = person("mia", 0);
        TeamPerson there = person("ned", 1);
        accounts(CROWD);
        Conversation team = create(owner, here.account(), there.account());
        owner.teams()
                .updateManagers(team, List.of(here.account(), there.account()), true)
                .await(5, TimeUnit.SECONDS);
        Random random = new Random(SEED);
        Set<Fault> refusals = EnumSet.noneOf(Fault.class);

        for (int round = 0; round < 12; round++) {
            List<Future<?>> asked = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                asked.add(actOfManager(here, team, random));
                asked.add(actOfManager(there, team, random));
            }
            refusals.addAll(faultsOf(asked));
        }

        assertThat(refusals).as("what two managers may be told, seed %s", SEED).isSubsetOf(Fault.NOT_FOUND);
        assertThat(owner.membersOf(team)).isEqualTo(there.membersOf(team));
        assertThat(new TeamTale(owner.log(team)).members())
                .as("T2 what the log tells")
                .isEqualTo(owner.membersOf(team));
        String marker = said(there.teams().sendText(team, "the end"));
        for (TeamPerson person : List.of(owner, here)) {
            person.awaitShown(team, marker);
            assertThat(seqs(person.shownOf(team)))
                    .as("D2, S3 everything reaches %s, once and in order", person.account())
                    .isEqualTo(new TeamTale(owner.log(team)).seqsFor(person.account()));
        }
    }

    private Future<?> actOfManager(TeamPerson manager, Conversation team, Random random) {
        Teams teams = manager.teams();
        List<String> some = some(random);
        return switch (random.nextInt(5)) {
            case 0, 1 -> teams.add(team, some, null, null);
            case 2 -> teams.remove(team, some);
            case 3 -> teams.mute(team, some, random.nextBoolean());
            default -> teams.update(team, Map.of(TeamField.NAME, "name " + random.nextInt(100)));
        };
    }

    private List<String> some(Random random) {
        List<String> some = new ArrayList<>();
        for (String name : CROWD) {
            if (random.nextInt(3) == 0) {
                some.add(accountOf(name));
            }
        }
        return some.isEmpty() ? List.of(accountOf("cid")) : some;
    }

    @Test
    void t3ARemovalOnOneNodeAndSendsOnTheOtherAreInOneOrder() throws Exception {
        TeamPerson owner = person("ann", 0);
        TeamPerson member = person("bob", 1);
        TeamPerson talker = person("eve", 1);
        Conversation team = create(owner, member.account(), talker.account());
        List<String> answered = new ArrayList<>();
        List<String> refused = new ArrayList<>();
        int count = 0;

        for (int round = 0; round < 15; round++) {
            List<Future<ChatMessage>> own = new ArrayList<>();
            List<Future<ChatMessage>> others = new ArrayList<>();
            for (int i = 0; i < 6; i++) {
                own.add(member.teams().sendText(team, "own " + ++count));
                others.add(talker.teams().sendText(team, "other " + count));
            }
            Future<?> removal = owner.teams().remove(team, List.of(member.account()));
            for (int i = 0; i < 6; i++) {
                own.add(member.teams().sendText(team, "own " + ++count));
                others.add(talker.teams().sendText(team, "other " + count));
            }
            removal.await(10, TimeUnit.SECONDS);
            others.forEach(TwoNodesTeamsIT::said);
            for (Future<ChatMessage> send : own) {
                Fault fault = faultOf(send);
                assertThat(fault).as("T3 stored, or refused with its code").isIn(null, Fault.NOT_A_MEMBER);
                (fault == null ? answered : refused)
                        .add(fault == null ? String.valueOf(send.result().idServer()) : "");
            }
            owner.teams().add(team, List.of(member.account()), null, null).await(10, TimeUnit.SECONDS);
        }

        assertThat(answered).as("some came before a removal").isNotEmpty();
        assertThat(refused).as("some came after").isNotEmpty();
        String marker = said(talker.teams().sendText(team, "the end"));
        member.awaitShown(team, marker);
        List<ChatMessage> log = owner.log(team);
        TeamTale tale = new TeamTale(log);
        assertThat(log.stream()
                        .filter(msg -> msg.from().equals(member.account()) && msg.type() == MessageType.TEXT)
                        .map(ChatMessage::idServer))
                .as("S1 what was answered is stored, what was refused is not")
                .containsExactlyInAnyOrderElementsOf(answered);
        assertThat(seqs(member.shownOf(team)))
                .as("T3 the removed one is shown what was stored while it was in, once and in order, and nothing else")
                .isEqualTo(tale.seqsFor(member.account()));
        owner.awaitShown(team, marker);
        assertThat(seqs(owner.shownOf(team))).as("D2").isEqualTo(tale.seqsFor(owner.account()));
    }

    @Test
    void t1OfTwoTransfersAtOnceOneIsDone() throws Exception {
        TeamPerson here = person("ann", 0);
        TeamPerson there = TeamPerson.login(clients, nodes.node(1), here.account(), "other");
        people.add(there);
        TeamPerson bob = person("bob", 1);
        TeamPerson cid = person("cid", 0);
        Set<String> winners = new HashSet<>();

        for (int round = 0; round < 20; round++) {
            boolean leave = round % 2 == 0;
            Conversation team = create(here, bob.account(), cid.account());
            Future<?> one = (round % 4 < 2 ? here : there).teams().transfer(team, bob.account(), leave);
            Future<?> other = (round % 4 < 2 ? there : here).teams().transfer(team, cid.account(), leave);
            List<Fault> faults = new ArrayList<>(faultsOf(List.of(one, other)));

            assertThat(faults)
                    .as("T1 of two transfers one is refused, for who asks owns the team no more")
                    .containsExactly(leave ? Fault.NOT_A_MEMBER : Fault.FORBIDDEN);
            boolean isBobs = faultOf(one) == null;
            TeamPerson winner = isBobs ? bob : cid;
            winners.add(winner.account());
            assertThat(winner.membersOf(team))
                    .as("one owner")
                    .containsEntry(winner.account(), "owner")
                    .containsEntry((isBobs ? cid : bob).account(), "normal")
                    .hasSize(leave ? 2 : 3);
            TeamTale tale = new TeamTale(winner.log(team));
            assertThat(tale.count("transferTeam")).as("T2 told once").isEqualTo(1);
            assertThat(tale.members()).isEqualTo(winner.membersOf(team));
        }

        assertThat(winners).as("who won").isNotEmpty();
    }

    private String accountOf(String name) {
        return name + serial;
    }

    private void accounts(List<String> names) throws Exception {
        for (String name : names) {
            String account = accountOf(name);
            nodes.node(0).createAccount(account, TeamPerson.tokenOf(account));
        }
    }

    private TeamPerson person(String name, int node) throws Exception {
        accounts(List.of(name));
        TeamPerson person = TeamPerson.login(clients, nodes.node(node), accountOf(name), "phone");
        people.add(person);
        return person;
    }

    private static Conversation create(TeamPerson owner, String... accounts) throws Exception {
        return owner.teams()
                .create(Scene.TEAM, Map.of(TeamField.NAME, "us"), List.of(accounts))
                .await(10, TimeUnit.SECONDS)
                .team()
                .id();
    }

    private static String said(Future<ChatMessage> sent) {
        Fault fault = faultOf(sent);
        assertThat(fault).as("a member's message is stored").isNull();
        return String.valueOf(sent.result().body());
    }

    private static List<Fault> faultsOf(List<? extends Future<?>> asked) {
        List<Fault> faults = new ArrayList<>();
        for (Future<?> one : asked) {
            Fault fault = faultOf(one);
            if (fault != null) {
                faults.add(fault);
            }
        }
        return faults;
    }

    /** Null if it was done. */
    private static @Nullable Fault faultOf(Future<?> asked) {
        try {
            asked.await(10, TimeUnit.SECONDS);
            return null;
        } catch (ClientException refusal) {
            assertThat(refusal.code()).as("an answer").isNotEqualTo(ClientException.NO_ANSWER);
            return refusal.fault();
        } catch (java.util.concurrent.TimeoutException late) {
            throw new AssertionError("no answer within 10 s", late);
        }
    }

    private static List<Long> seqs(List<ChatMessage> messages) {
        return messages.stream().map(ChatMessage::seq).toList();
    }
}
