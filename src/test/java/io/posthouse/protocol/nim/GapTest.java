package io.posthouse.protocol.nim;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.posthouse.client.Clients;
import io.posthouse.client.RawLine;
import io.posthouse.protocol.json.Gateway;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A team changes while somebody logs in. The vendor's client makes of an offline notification nothing but a message. */
class GapTest {
    private static final int LOGINS = 60;
    private static final String MESSAGE = "3:::";

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
    void whatChangesWhileTheTeamsAreToldIsToldAsItHappens() throws Exception {
        String team = gateway.superTeam("ann", List.of("bob"));

        for (int i = 0; i < LOGINS; i++) {
            String name = "name-" + i;
            BlockingQueue<String> heard = new LinkedBlockingQueue<>();
            RawLine line = clients.raw(
                            Visitor.target(gateway.port(), Visitor.handshake(gateway.port())),
                            open -> open.onFrame(heard::add))
                    .await(10, SECONDS);
            await("1::", heard);
            line.send(MESSAGE
                    + "{\"SER\":1,\"SID\":2,\"CID\":3,\"Q\":[{\"t\":\"Property\",\"v\":{\"3\":16,\"13\":\"d\",\"19\":\"bob\","
                    + "\"1000\":\"token-of-bob\"}}]}");
            await("\"sid\":2,\"cid\":3,", heard);

            line.send(
                    MESSAGE + "{\"SER\":2,\"SID\":5,\"CID\":1,\"Q\":[{\"t\":\"Property\",\"v\":{\"1\":0,\"22\":0}}]}");
            Future<?> renamed = gateway.rename("ann", team, name);

            String known = "";
            while (!known.equals(name)) {
                String said = heard.poll(5, SECONDS);
                assertThat(said)
                        .as("login %d: %s was never told, only %s", i, name, known)
                        .isNotNull();
                known = nameIn(said, known);
            }
            renamed.await(5, SECONDS);
            line.close().await(5, SECONDS);
        }
    }

    /** What the client calls the team now, as the vendor's makes of what it is told. */
    private static String nameIn(String frame, String known) {
        if (!frame.startsWith(MESSAGE)) {
            return known;
        }
        JsonNode packet = Recordings.json(frame.substring(MESSAGE.length()));
        String id = packet.path("sid").asText() + "_" + packet.path("cid").asText();
        if (id.equals("21_109")) {
            return packet.at("/r/0/0/3").asText(known);
        }
        if (id.equals("21_3")) {
            return Recordings.json(packet.at("/r/0/10").asText("{}"))
                    .at("/data/tinfo/3")
                    .asText(known);
        }
        return known;
    }

    private static void await(String part, BlockingQueue<String> heard) throws InterruptedException {
        String said = "";
        while (!said.contains(part)) {
            said = heard.poll(10, SECONDS);
            assertThat(said).as("something with %s", part).isNotNull();
        }
    }
}
