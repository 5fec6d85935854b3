package io.posthouse.protocol.nim;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ContainerNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.posthouse.client.Clients;
import io.posthouse.protocol.json.Gateway;
import io.vertx.core.Vertx;
import java.math.BigInteger;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every value of every recorded command is put wrong, one after the other: each gets a code, and nothing breaks. */
class HostileTest {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final List<JsonNode> WRONG = List.of(
            NODES.textNode("\u0000"),
            NODES.numberNode(-1),
            NODES.numberNode(0.5),
            NODES.numberNode(BigInteger.TWO.pow(70)),
            NODES.booleanNode(true),
            NODES.nullNode(),
            NODES.arrayNode().add(NODES.arrayNode()),
            NODES.objectNode().put("t", "Property"));

    /** What ends the conversation, as it should, when it is said well. */
    private static final Set<String> LAST_WORDS = Set.of("2_3", "5_1");

    private static Vertx vertx;
    private static Gateway gateway;
    private static Clients clients;

    @BeforeAll
    static void start(@TempDir Path data) throws Exception {
        vertx = Vertx.vertx();
        gateway = Gateway.start(data, Recordings::generous);
        gateway.account("ann");
        clients = Clients.on(vertx);
    }

    @AfterAll
    static void stop() throws Exception {
        try {
            gateway.stop();
        } finally {
            vertx.close().await(10, SECONDS);
        }
    }

    @Test
    void everyWrongValueIsAnsweredWithACodeAndNoneWithAFaultOfOurs() throws Exception {
        Visitor visitor = Visitor.come("ann", clients, gateway.port());
        visitor.say(
                "{\"SER\":1,\"SID\":2,\"CID\":3,\"Q\":[{\"t\":\"Property\",\"v\":{\"3\":16,\"13\":\"d\",\"19\":\"ann\","
                        + "\"1000\":\"token-of-ann\"}}]}");
        visitor.hearUpTo(2, 3);
        int ser = 1;

        for (JsonNode packet : wrongPackets()) {
            ser++;
            visitor.say(((ObjectNode) packet).put("SER", ser).toString());

            assertThat(visitor.codeOf(ser)).as("what %s is answered", packet).isNotEqualTo(500);
        }

        assertThat(gateway.bugs()).as("bugs that were logged").isEmpty();
        visitor.leave();
    }

    private static Set<JsonNode> wrongPackets() {
        Set<JsonNode> packets = new LinkedHashSet<>();
        for (JsonNode said : recorded()) {
            String id = said.path("SID").asInt() + "_" + said.path("CID").asInt();
            boolean isAnswered = !Set.of("4_5", "6_32").contains(id);
            if (isAnswered && !LAST_WORDS.contains(id)) {
                List<JsonNode> wrong = new ArrayList<>();
                corrupt(said, (ContainerNode<?>) said.path("Q"), wrong);
                packets.addAll(wrong);
            }
        }
        return packets;
    }

    /** One of each command: what is said more than once has mostly the same values. */
    private static List<JsonNode> recorded() {
        List<JsonNode> said = new ArrayList<>();
        Set<String> seen = new LinkedHashSet<>();
        for (String packet : Recordings.clientPackets()) {
            JsonNode json = Recordings.json(packet);
            if (seen.add(json.path("SID") + "_" + json.path("CID"))) {
                said.add(json);
            }
        }
        return said;
    }

    /** Puts each value below {@code node}, one a copy, wrong in each way. */
    private static void corrupt(JsonNode packet, ContainerNode<?> node, List<JsonNode> into) {
        if (node instanceof ObjectNode object) {
            List<String> names = new ArrayList<>();
            object.fieldNames().forEachRemaining(names::add);
            for (String name : names) {
                JsonNode right = object.get(name);
                for (JsonNode wrong : WRONG) {
                    object.set(name, wrong);
                    into.add(packet.deepCopy());
                }
                object.set(name, right);
                if (right instanceof ContainerNode<?> inner) {
                    corrupt(packet, inner, into);
                }
            }
        } else if (node instanceof ArrayNode array) {
            for (int i = 0; i < array.size(); i++) {
                JsonNode right = array.get(i);
                for (JsonNode wrong : WRONG) {
                    array.set(i, wrong);
                    into.add(packet.deepCopy());
                }
                array.set(i, right);
                if (right instanceof ContainerNode<?> inner) {
                    corrupt(packet, inner, into);
                }
            }
        }
    }
}
