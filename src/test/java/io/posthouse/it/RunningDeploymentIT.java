package io.posthouse.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.posthouse.client.ChatMessage;
import io.posthouse.client.ClientException;
import io.posthouse.client.Clients;
import io.posthouse.model.Draft;
import io.posthouse.model.MessageType;
import io.posthouse.model.Scene;
import io.vertx.core.Vertx;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * People who talk all the time to a deployment that runs already, while somebody upgrades it or breaks parts of it: nothing that was
 * answered is lost, and a send without an answer is cured by sending it again. For {@code scripts/nodes}:
 * {@code -Dit.test=RunningDeploymentIT -Dposthouse.deployment.port=8080 -Dposthouse.deployment.key=… -Dposthouse.deployment.seconds=60}.
 */
@EnabledIfSystemProperty(named = "posthouse.deployment.port", matches = "\\d+")
class RunningDeploymentIT {
    private static final int PEOPLE = 12;
    private static final int TRIES_MAX = 160;
    private static final Duration DELIVERED = Duration.ofSeconds(30);
    private final int port = Integer.getInteger("posthouse.deployment.port", 0);
    private final String key = System.getProperty("posthouse.deployment.key", "");
    private final long seconds = Long.getLong("posthouse.deployment.seconds", 60);
    private final Vertx vertx = Vertx.vertx();
    private final Clients clients = Clients.on(vertx);
    private final List<Witness> people = new ArrayList<>();
    private int sentAgain;

    @BeforeEach
    void come() throws Exception {
        String run = Long.toString(System.nanoTime(), Character.MAX_RADIX);
        for (int i = 0; i < PEOPLE; i++) {
            String account = "d" + run + i;
            create(account);
            people.add(Witness.login(clients, port, account));
        }
    }

    @AfterEach
    void leave() throws Exception {
        clients.close().await(10, TimeUnit.SECONDS);
        vertx.close().await(10, TimeUnit.SECONDS);
    }

    @Test
    void s1WhatIsAnsweredWhilePartsComeAndGoReachesEverybody() throws Exception {
        List<Witness.Sent> sent = new ArrayList<>();
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
        for (int i = 0; System.nanoTime() < end; i++) {
            Witness from = people.get(i % PEOPLE);
            Witness to = people.get((i + 1) % PEOPLE);
            ChatMessage answered = say(from, to, "message " + i);
            sent.add(new Witness.Sent(answered.idServer(), List.of(to.account()), System.nanoTime()));
        }

        for (Witness witness : people) {
            for (Witness.Sent message : sent) {
                if (message.to().contains(witness.account())) {
                    Waiting.until(
                            () -> witness.account() + " to be shown " + message.idServer() + " (D2)",
                            DELIVERED,
                            () -> witness.wasShown(message));
                }
            }
        }
        System.out.printf(
                "%d messages, %d sent again, %d shown again after a reconnect%n",
                sent.size(),
                sentAgain,
                people.stream().mapToLong(Witness::repeats).sum());
        assertThat(sent).hasSizeGreaterThan(PEOPLE);
    }

    private ChatMessage say(Witness from, Witness to, String body) throws Exception {
        Draft draft = Draft.of(Scene.P2P, to.account(), MessageType.TEXT, body, null, "i" + System.nanoTime());
        for (int tries = 1; ; tries++) {
            try {
                return from.client().send(draft).await(10, TimeUnit.SECONDS);
            } catch (ClientException | TimeoutException unanswered) {
                if (tries == TRIES_MAX) {
                    throw new AssertionError("a send that no resend cures: " + unanswered.getMessage(), unanswered);
                }
                sentAgain++;
                vertx.timer(250).await(5, TimeUnit.SECONDS);
            }
        }
    }

    private void create(String account) throws Exception {
        String body = "{\"account\":\"" + account + "\",\"token\":\"" + Phone.tokenOf(account) + "\"}";
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/api/v1/accounts"))
                .header("Authorization", "Bearer " + key)
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        HttpResponse<String> response = HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
        assertThat(response.statusCode()).as(response.body()).isEqualTo(201);
    }
}
