package io.posthouse.connection;

import static org.assertj.core.api.Assertions.assertThat;

import io.posthouse.it.Waiting;
import io.posthouse.model.Answer;
import io.posthouse.model.Caller;
import io.posthouse.model.Command;
import io.posthouse.model.Request;
import io.posthouse.store.RedisExtension;
import io.posthouse.store.RedisExtension.TestRedis;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.eventbus.DeliveryContext;
import io.vertx.core.json.JsonObject;
import io.vertx.junit5.VertxExtension;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** D3, T4, M4: what a crowd does at once goes to the store in turns, so that no message waits behind it. */
@ExtendWith({VertxExtension.class, RedisExtension.class})
class CrowdTest {
    private static final int CROWD = 150;
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final List<List<Command.DeviceAck>> rounds = new CopyOnWriteArrayList<>();
    private final BlockingQueue<DeliveryContext<Object>> held = new LinkedBlockingQueue<>();
    private volatile boolean isHolding = true;
    private Gateway gateway;
    private Client ann;
    private List<Client> crowd = List.of();
    private String team = "";

    @BeforeEach
    void start(Vertx vertx, TestRedis redis) {
        gateway = Gateway.start(vertx, redis, Settings.fastWithoutHealing(), 1, null);
        String[] accounts = IntStream.range(0, CROWD).mapToObj(i -> "m" + i).toArray(String[]::new);
        gateway.account("ann");
        gateway.account(accounts);
        ann = gateway.login("ann", "a1");
        team = TeamTalk.create(ann, accounts);
        crowd = List.of(accounts).stream()
                .map(account -> gateway.login(account, "d"))
                .toList();
        Handler<DeliveryContext<Object>> holding = this::hold;
        vertx.eventBus().addOutboundInterceptor(holding);
    }

    @AfterEach
    void stop() {
        release();
        gateway.stop();
    }

    @Test
    void aCrowdThatAcknowledgesTakesItsTurnAndWhatItWaitsForMovesOn() {
        allHearAndAcknowledge("one", 1);
        Waiting.until("a round", PATIENCE, () -> !held.isEmpty());
        long last = allHearAndAcknowledge("two", 2);

        assertThat(rounds)
                .as("D3: rounds on their way to the store while the first is not stored")
                .hasSize(1);
        List<String> first = accountsOf(rounds.get(0));
        release();

        Waiting.until(
                () -> "D3: of " + CROWD + " devices what they acknowledged last, not " + newest(),
                PATIENCE,
                () -> newest().size() == CROWD && newest().values().stream().allMatch(time -> time == last));
        assertThat(rounds).allSatisfy(round -> assertThat(round).hasSizeLessThanOrEqualTo(AckRounds.DEVICES_MAX));
        assertThat(rounds.stream().skip(1).flatMap(round -> accountsOf(round).stream()))
                .as("who was not in the first round is in one other")
                .filteredOn(account -> !first.contains(account))
                .doesNotHaveDuplicates();
    }

    @Test
    void aCrowdThatLeavesTakesItsTurnAndNobodyIsLeftBehind() {
        crowd.forEach(Client::close);
        Waiting.until("the crowd to be gone", PATIENCE, () -> gateway.gauge("posthouse_connections") == 1);
        Waiting.until("logouts", PATIENCE, () -> held.size() == Logouts.AT_ONCE_MAX);

        assertThat(TeamTalk.say(ann, team, "who is here?").getLong("time"))
                .as("who stays is answered")
                .isPositive();
        assertThat(held).as("logouts under way at once").hasSize(Logouts.AT_ONCE_MAX);
        release();

        Waiting.until("nobody of the crowd to be online", PATIENCE, () -> IntStream.range(0, CROWD)
                .allMatch(i -> devicesOf("m" + i).isEmpty()));
    }

    private List<?> devicesOf(String account) {
        Answer answer = Gateway.await(gateway.silently(Caller.server(account), new Command.FindDevices(account)))
                .answer();
        return ((Answer.Devices) answer).devices();
    }

    /** @return when it was said, ms */
    private long allHearAndAcknowledge(String body, int times) {
        long time = TeamTalk.say(ann, team, body).getLong("time");
        for (Client member : crowd) {
            JsonObject event = member.next("msg");
            while (!TeamTalk.textOf(event).equals(body)) {
                event = member.next("msg");
            }
            member.acknowledge("team-" + team, time);
        }
        Waiting.until("acknowledgements", PATIENCE, () -> gateway.count("posthouse_acks") >= times * CROWD);
        return time;
    }

    private Map<String, Long> newest() {
        return rounds.stream()
                .flatMap(List::stream)
                .filter(device -> !device.acknowledge().marks().isEmpty())
                .collect(Collectors.toMap(
                        device -> device.caller().account(),
                        device -> device.acknowledge().marks().get(0).time(),
                        Math::max));
    }

    private static List<String> accountsOf(List<Command.DeviceAck> round) {
        return round.stream().map(device -> device.caller().account()).toList();
    }

    private void hold(DeliveryContext<Object> delivery) {
        boolean isToRouter = delivery.message().address().startsWith("posthouse.route.");
        if (isToRouter && delivery.body() instanceof Request request) {
            boolean isRound = request.command() instanceof Command.AcknowledgeAll;
            if (request.command() instanceof Command.AcknowledgeAll all) {
                rounds.add(all.devices());
            }
            if (isHolding && (isRound || request.command() instanceof Command.Logout)) {
                held.add(delivery);
                return;
            }
        }
        delivery.next();
    }

    private void release() {
        isHolding = false;
        for (DeliveryContext<Object> delivery = held.poll(); delivery != null; delivery = held.poll()) {
            delivery.next();
        }
    }
}
