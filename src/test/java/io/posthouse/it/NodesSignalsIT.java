package io.posthouse.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.posthouse.client.Channels.Done;
import io.posthouse.client.Channels.Invitation;
import io.posthouse.client.Channels.Tell;
import io.posthouse.client.Clients;
import io.posthouse.model.ChannelType;
import io.posthouse.model.SignalKind;
import io.posthouse.model.Status;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/**
 * Statuses and channels where those they concern are on two gateways, two processes on one Redis. Neither is looked for when it is lost
 * on the way, so what arrives came over the nodes' bus.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class NodesSignalsIT {
    private static final Duration SOON = Duration.ofSeconds(20);
    private static final Duration AN_HOUR = Duration.ofHours(1);
    private static final Duration LEASE = Duration.ofSeconds(5);
    private static final int AT_LUNCH = Status.APP_TYPE_MIN;
    /** Nodes that start at once may take a while to find each other. */
    private static final Duration MEET = Duration.ofSeconds(50);

    private static final Map<String, String> SETTINGS =
            Map.of("CLUSTER_LEASE_LIFE", LEASE.toString(), "SYNC_HEAL_INTERVAL", "PT1M");

    private static Vertx vertx;
    private static Clients clients;
    private static Nodes nodes;

    private final List<Phone> phones = new ArrayList<>();

    @BeforeAll
    static void start(@TempDir Path directory) throws Exception {
        vertx = Vertx.vertx();
        clients = Clients.on(vertx);
        nodes = new Nodes(vertx, directory, 2, SETTINGS);
        Phone here = Phone.login(clients, nodes.node(0), account("hal"), "phone");
        Phone there = Phone.login(clients, nodes.node(1), account("ida"), "phone");
        here.awaitReaches(there, MEET);
        there.awaitReaches(here, MEET);
        here.vanish();
        there.vanish();
    }

    @AfterAll
    static void stop() throws Exception {
        try {
            clients.close().await(10, TimeUnit.SECONDS);
            nodes.close();
        } finally {
            vertx.close().await(10, TimeUnit.SECONDS);
        }
    }

    @AfterEach
    void leave() throws Exception {
        for (Phone phone : phones) {
            phone.vanish();
        }
    }

    @Test
    void whatAnAccountDoesOnOneNodeIsToldToWhoHasSubscribedOnTheOther() throws Exception {
        Phone bob = phone("bob", 1);
        account("ann");
        subscribe(bob, Status.CONNECTED, "ann");
        subscribe(bob, AT_LUNCH, "ann");

        Phone ann = login("ann", "phone", 0);
        await("bob is told that ann came", () -> values(bob).equals(List.of(Status.CAME)));
        ann.client()
                .statuses()
                .publish(AT_LUNCH, 7, "soup", AN_HOUR, true, false)
                .await(SOON.toSeconds(), TimeUnit.SECONDS);
        await("bob is told what ann publishes", () -> values(bob).equals(List.of(Status.CAME, 7)));
        ann.client().disconnect().await(SOON.toSeconds(), TimeUnit.SECONDS);

        await("bob is told that ann went", () -> values(bob).equals(List.of(Status.CAME, 7, Status.LOGGED_OUT)));
        assertThat(bob.statuses().get(2).connected()).isEmpty();
    }

    @Test
    void accountsOfTwoNodesAgreeOnACall() throws Exception {
        Phone cid = phone("cid", 0);
        Phone dan = phone("dan", 1);

        Done called = cid.client()
                .channels()
                .call(ChannelType.AUDIO, null, new Invitation("dan", "r-1"), Tell.NOTHING)
                .await(SOON.toSeconds(), TimeUnit.SECONDS);
        await("dan hears the call", () -> kinds(dan).equals(List.of(SignalKind.INVITE)));
        String channel = called.channel().id();
        dan.client()
                .channels()
                .accept(channel, new Invitation("cid", "r-1"), Tell.NOTHING, true)
                .await(SOON.toSeconds(), TimeUnit.SECONDS);
        await("cid hears both", () -> kinds(cid).containsAll(List.of(SignalKind.ACCEPT, SignalKind.JOIN)));
        dan.client().channels().signal(channel, null, "hello").await(SOON.toSeconds(), TimeUnit.SECONDS);
        await("cid hears what is said", () -> kinds(cid).contains(SignalKind.CUSTOM));
        cid.client().channels().close(channel, Tell.NOTHING).await(SOON.toSeconds(), TimeUnit.SECONDS);

        await("dan hears the end", () -> kinds(dan).contains(SignalKind.CLOSE));
        assertThat(called.reached()).as("dan was connected to the other node").isTrue();
    }

    @Test
    @Order(Integer.MAX_VALUE) // the last, for the node stays dead
    void whoWasOnANodeThatDiedIsOfflineOnceItsLeaseIsOverAndCanBeInvitedAllTheSame() throws Exception {
        Phone eve = phone("eve", 0);
        Phone fay = phone("fay", 1);
        Phone gus = phone("gus", 0);
        subscribe(eve, Status.CONNECTED, "fay");
        Done made = eve.client()
                .channels()
                .call(ChannelType.VIDEO, null, new Invitation("gus", "r-gus"), Tell.NOTHING)
                .await(SOON.toSeconds(), TimeUnit.SECONDS);
        assertThat(connectedOf(eve, "fay")).hasSize(1);

        nodes.node(1).kill();
        await("fay to be offline for who asks", () -> connectedOf(eve, "fay").isEmpty());
        Done invited = eve.client()
                .channels()
                .invite(made.channel().id(), new Invitation("fay", "r-fay"), new Tell("come", true))
                .await(SOON.toSeconds(), TimeUnit.SECONDS);
        fay.vanish();
        Phone back = login("fay", "tablet", 0);

        await("the invitation to have waited", () -> kinds(back).contains(SignalKind.INVITE));
        assertThat(invited.reached()).isFalse();
        await("what waits for nobody to have come once", () -> kinds(gus).equals(List.of(SignalKind.INVITE)));
    }

    private static List<?> connectedOf(Phone who, String account) {
        try {
            return who.client().statuses().held().await(SOON.toSeconds(), TimeUnit.SECONDS).stream()
                    .filter(status -> status.account().equals(account))
                    .flatMap(status -> status.connected().stream())
                    .toList();
        } catch (TimeoutException late) {
            throw new AssertionError(late);
        }
    }

    private static void subscribe(Phone who, int type, String account) throws Exception {
        List<String> failed = who.client()
                .statuses()
                .subscribe(type, List.of(account), AN_HOUR, false)
                .await(SOON.toSeconds(), TimeUnit.SECONDS);
        assertThat(failed).isEmpty();
    }

    private static List<Integer> values(Phone phone) {
        return phone.statuses().stream().map(Status::value).toList();
    }

    private static List<SignalKind> kinds(Phone phone) {
        return phone.signals().stream().map(signal -> signal.kind()).toList();
    }

    private static void await(String what, BooleanSupplier condition) {
        Waiting.until(what, SOON, condition);
    }

    private static String account(String account) throws Exception {
        nodes.node(0).createAccount(account, Phone.tokenOf(account));
        return account;
    }

    private Phone phone(String account, int node) throws Exception {
        return login(account(account), "phone", node);
    }

    private Phone login(String account, String device, int node) throws Exception {
        Phone phone = Phone.login(clients, nodes.node(node), account, device);
        phones.add(phone);
        return phone;
    }
}
