package io.posthouse.protocol.nim;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.posthouse.client.Clients;
import io.posthouse.client.RawLine;
import io.posthouse.protocol.json.Gateway;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One message more than are awaited at once, all told in one sync (D3, D5). */
class DeliveriesTest {
    private static final int MESSAGES = Deliveries.AWAITED_MAX + 1;
    private static final String FRAME = "3:::";

    private static Vertx vertx;
    private static Gateway gateway;
    private static Clients clients;

    @BeforeAll
    static void start(@TempDir Path data) throws Exception {
        vertx = Vertx.vertx();
        gateway = Gateway.start(data, Recordings::generous);
        clients = Clients.on(vertx);
        gateway.account("ann");
        gateway.account("bob");
    }

    @AfterAll
    static void stop() throws Exception {
        try {
            clients.close().await(10, SECONDS);
            gateway.stop();
        } finally {
            vertx.close().await(10, SECONDS);
        }
    }

    @Test
    void whatIsAcknowledgedPastTheCapDoesNotComeAgain() throws Exception {
        gateway.speech("ann", "bob", MESSAGES);

        BlockingQueue<String> heard = new LinkedBlockingQueue<>();
        RawLine line = login(heard);
        List<String> ids = sync(line, heard);
        for (int i = 0; i < ids.size(); i += 1_000) {
            String some = String.join("\",\"", ids.subList(i, Math.min(ids.size(), i + 1_000)));
            say(
                    line,
                    "{\"SER\":0,\"SID\":4,\"CID\":5,\"Q\":[{\"t\":\"byte\",\"v\":7},{\"t\":\"byte\",\"v\":2},"
                            + "{\"t\":\"LongArray\",\"v\":[\"" + some + "\"]}]}");
        }
        say(line, "{\"SER\":9,\"SID\":2,\"CID\":6,\"Q\":[]}");
        await("\"ser\":9", heard);
        line.close().await(5, SECONDS);
        BlockingQueue<String> later = new LinkedBlockingQueue<>();
        List<String> again = sync(login(later), later);

        assertThat(ids).hasSize(MESSAGES).doesNotHaveDuplicates();
        assertThat(again).isEmpty();
    }

    private static RawLine login(BlockingQueue<String> heard) throws Exception {
        RawLine line = clients.raw(
                        Visitor.target(gateway.port(), Visitor.handshake(gateway.port())),
                        open -> open.onFrame(heard::add))
                .await(10, SECONDS);
        await("1::", heard);
        say(
                line,
                "{\"SER\":1,\"SID\":2,\"CID\":3,\"Q\":[{\"t\":\"Property\",\"v\":{\"3\":16,\"13\":\"d\",\"19\":\"bob\","
                        + "\"1000\":\"token-of-bob\"}}]}");
        await("\"sid\":2,\"cid\":3,", heard);
        return line;
    }

    /** @return the ids of all messages that are told */
    private static List<String> sync(RawLine line, BlockingQueue<String> heard) throws Exception {
        say(line, "{\"SER\":2,\"SID\":5,\"CID\":1,\"Q\":[{\"t\":\"Property\",\"v\":{\"2\":0,\"7\":0}}]}");
        List<String> ids = new ArrayList<>();
        String said = "";
        while (!said.contains("\"sid\":5,\"cid\":1,")) {
            said = heard.poll(30, SECONDS);
            assertThat(said).as("the end of the sync").isNotNull();
            if (said.startsWith(FRAME)) {
                JsonNode packet = Recordings.json(said.substring(FRAME.length()));
                boolean isNews = packet.path("sid").asInt() == 4
                        && List.of(4, 9).contains(packet.path("cid").asInt());
                packet.at("/r/0").forEach(message -> {
                    if (isNews) {
                        ids.add(message.path("12").asText());
                    }
                });
            } else if (said.equals("2::")) {
                line.send("2::");
            }
        }
        return ids;
    }

    private static void say(RawLine line, String packet) throws Exception {
        line.send(FRAME + packet).await(10, SECONDS);
    }

    private static void await(String part, BlockingQueue<String> heard) throws InterruptedException {
        String said = "";
        while (!said.contains(part)) {
            said = heard.poll(10, SECONDS);
            assertThat(said).as("something with %s", part).isNotNull();
        }
    }
}
