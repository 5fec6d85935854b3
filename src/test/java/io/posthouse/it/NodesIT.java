package io.posthouse.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.posthouse.client.Clients;
import io.posthouse.client.Teams;
import io.posthouse.model.Conversation;
import io.posthouse.model.Scene;
import io.posthouse.model.TeamField;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Two gateways, two processes on one Redis, that know of each other by that alone. Looking for what was lost (D2) is set so slow
 * that what arrives within the limits here came over the nodes' bus.
 */
class NodesIT {
    private static final Duration SOON = Duration.ofSeconds(20);
    private static final Duration LEASE = Duration.ofSeconds(3);
    private static final Duration BACK = LEASE.multipliedBy(6);
    private static final AtomicInteger SERIAL = new AtomicInteger();
    private static final Map<String, String> SETTINGS =
            Map.of("CLUSTER_LEASE_LIFE", LEASE.toString(), "SYNC_HEAL_INTERVAL", "PT1M");

    private static Vertx vertx;
    private static Clients clients;
    private static Nodes nodes;

    private final int serial = SERIAL.incrementAndGet();
    private final List<Phone> phones = new ArrayList<>();

    @BeforeAll
    static void start(@TempDir Path directory) throws Exception {
        vertx = Vertx.vertx();
        clients = Clients.on(vertx);
        nodes = new Nodes(vertx, directory, 2, SETTINGS);
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
    void d1WhatIsSentOnOneNodeIsPushedOnTheOtherAtOnce() throws Exception {
        Phone ann = phone("ann", 0);
        Phone bob = phone("bob", 1);

        ann.send(bob, "over there").await(5, TimeUnit.SECONDS);
        bob.awaitShown("over there", SOON);
        bob.send(ann, "and back").await(5, TimeUnit.SECONDS);
        ann.awaitShown("and back", SOON);

        Conversation team = ann.client()
                .teams()
                .create(Scene.TEAM, Map.of(TeamField.NAME, "us"), List.of(bob.account()))
                .await(5, TimeUnit.SECONDS)
                .team()
                .id();
        Teams ofBob = bob.client().teams();
        ofBob.sendText(team, "to all").await(5, TimeUnit.SECONDS);
        ann.awaitShown("to all", SOON);
        ann.client().teams().sendText(team, "to all too").await(5, TimeUnit.SECONDS);
        bob.awaitShown("to all too", SOON);
    }

    @Test
    void eachNodeTellsOfAll() throws Exception {
        Phone ann = phone("ann", 0);
        phone("bob", 1);

        for (int n = 0; n < 2; n++) {
            GatewayProcess asked = nodes.node(n);
            JsonArray told = nodesOf(asked);
            assertThat(told).as(asked.manage("/nodes")).hasSize(2).allSatisfy(each -> {
                JsonObject node = (JsonObject) each;
                assertThat(node.getInteger("connections")).isPositive();
                assertThat(node.getLong("leaseMillis")).isBetween(1L, LEASE.toMillis());
                assertThat(node.getJsonArray("problems")).isEmpty();
            });
        }
        assertThat(ann.client().isOnline()).isTrue();
    }

    @Test
    void s2AMessageSentAgainToTheOtherNodeIsOneMessage() throws Exception {
        Phone here = phone("ann", 0);
        Phone bob = phone("bob", 1);
        Phone there = login(here.account(), "tablet", 1);

        var first = here.send(bob, "once").await(5, TimeUnit.SECONDS);
        var again = there.client().send(first.message().draft()).await(5, TimeUnit.SECONDS);

        assertThat(again.idServer()).isEqualTo(first.idServer());
        assertThat(again.message().time()).isEqualTo(first.message().time());
        bob.awaitShown("once", SOON);
        there.send(bob, "the end").await(5, TimeUnit.SECONDS);
        bob.awaitShown("the end", SOON);
        assertThat(bob.shown()).as("S2 no second delivery").containsExactly("once", "the end");
    }

    @Test
    void aKilledNodeIsNoTargetAfterItsLeaseAndOneThatComesAgainIs() throws Exception {
        Phone ann = phone("ann", 0);
        Phone bob = phone("bob", 1);
        ann.send(bob, "before").await(5, TimeUnit.SECONDS);
        bob.awaitShown("before", SOON);

        nodes.node(1).kill();
        ann.send(bob, "while it is dead").await(5, TimeUnit.SECONDS);
        Waiting.until(
                "one node with a lease",
                LEASE.plus(SOON),
                () -> nodesOf(nodes.node(0)).size() == 1);
        ann.send(bob, "when it is forgotten").await(5, TimeUnit.SECONDS);
        nodes.node(1).startAgain();

        bob.awaitShown("when it is forgotten", BACK);
        ann.send(bob, "after").await(5, TimeUnit.SECONDS);
        bob.awaitShown("after", SOON);
        // What was not acknowledged yet when the node died may come again.
        assertThat(bob.shown().stream().distinct())
                .as("S3, and nothing is lost")
                .containsExactly("before", "while it is dead", "when it is forgotten", "after");
    }

    @Test
    void aNodeThatStoodStillFindsThatItsLeaseIsGoneAndSendsAwayWhoWasDropped() throws Exception {
        Phone ann = phone("ann", 0);
        Phone bob = phone("bob", 1);
        Phone cid = phone("cid", 1);
        ProcessHandle still = nodes.node(1).process();

        GatewayProcess.signal(still, "STOP");
        Phone other;
        try {
            Waiting.until(
                    "one node with a lease",
                    LEASE.plus(SOON),
                    () -> nodesOf(nodes.node(0)).size() == 1);
            Waiting.until("the other to know it", SOON, () -> nodes.node(0)
                    .saysLast("nodes with a lease changed", "live=\\[[a-z0-9]+]$"));
            ann.send(bob, "while it stands still").await(5, TimeUnit.SECONDS);
            other = login(bob.account(), "tablet", 0);
            other.awaitShown("while it stands still", SOON);
        } finally {
            GatewayProcess.signal(still, "CONT");
        }

        Waiting.until(
                "two nodes with a lease", BACK, () -> nodesOf(nodes.node(0)).size() == 2);
        Waiting.until(
                () -> "who was dropped to log in again, logins " + bob.logins() + " and " + cid.logins(),
                BACK,
                () -> bob.logins() == 2);
        assertThat(cid.logins()).as("who was not dropped stays").isEqualTo(1);
        awaitPushes(ann, cid);
        awaitPushes(cid, ann);
        awaitPushes(ann, bob);
        assertThat(bob.shown()).as("D2, D5").doesNotHaveDuplicates();
    }

    /** Until the bus has found the node again some are late, and nobody looks for them here. */
    private static void awaitPushes(Phone from, Phone to) throws Exception {
        for (int i = 0; i < 40; i++) {
            String body = "are you there " + i;
            from.send(to, body).await(5, TimeUnit.SECONDS);
            long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(500);
            while (System.nanoTime() < end) {
                if (to.shown().contains(body)) {
                    return;
                }
                Thread.onSpinWait();
            }
        }
        throw new AssertionError("pushes from " + from.account() + " to " + to.account() + " do not come any more; "
                + nodes.node(0).output() + "\n\n" + nodes.node(1).output());
    }

    private static JsonArray nodesOf(GatewayProcess asked) {
        try {
            return new JsonObject(asked.manage("/nodes")).getJsonArray("nodes");
        } catch (Exception failed) {
            throw new AssertionError(failed);
        }
    }

    private Phone phone(String name, int node) throws Exception {
        String account = name + serial;
        nodes.node(node).createAccount(account, Phone.tokenOf(account));
        return login(account, "phone", node);
    }

    private Phone login(String account, String device, int node) throws Exception {
        Phone phone = Phone.login(clients, nodes.node(node), account, device);
        phones.add(phone);
        return phone;
    }
}
