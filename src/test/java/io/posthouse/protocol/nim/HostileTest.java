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

    private static final String LOGIN =
            "{\"SER\":1,\"SID\":2,\"CID\":3,\"Q\":[{\"t\":\"Property\",\"v\":{\"3\":16,\"4\":\"Linux\",\"6\":91402,\"8\":1,\"9\":1,"
                    + "\"13\":\"d\",\"18\":\"an-app\",\"19\":\"ann\",\"24\":\"Chrome\",\"26\":\"sid\",\"32\":\"{}\",\"38\":\"tag\",\"39\":0,"
                    + "\"40\":\"0.17.2\",\"41\":100,\"42\":\"agent\",\"44\":\"BROWSER\",\"112\":0,\"115\":0,\"116\":\"{}\","
                    + "\"1000\":\"token-of-ann\"}}]}";
    private static final String SYNC =
            "{\"SER\":2,\"SID\":5,\"CID\":1,\"Q\":[{\"t\":\"Property\",\"v\":{\"1\":0,\"2\":0,\"3\":0,\"7\":0,\"9\":0,\"11\":0,"
                    + "\"13\":0,\"14\":0,\"15\":0,\"17\":0,\"18\":0,\"20\":0,\"21\":0,\"22\":0,\"23\":0,\"24\":0,\"25\":0,\"26\":0,"
                    + "\"27\":0,\"28\":0,\"29\":0}}]}";
    private static final int SYNC_STEP = 3;
    /** After which the socket says no more of a login. */
    private static final Set<Integer> DECIDED = Set.of(200, 302);

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
        Visitor visitor = login();
        int ser = 1;

        for (JsonNode packet : wrongPackets()) {
            ser++;
            visitor.say(((ObjectNode) packet).put("SER", ser).toString());

            assertThat(visitor.codeOf(ser)).as("what %s is answered", packet).isNotEqualTo(500);
        }

        assertThat(gateway.bugs()).as("bugs that were logged").isEmpty();
        visitor.leave();
    }

    @Test
    void everyWrongValueInALoginIsAnsweredWithACode() throws Exception {
        Visitor visitor = Visitor.come("ann", clients, gateway.port());
        for (JsonNode wrong : wrong(LOGIN)) {
            visitor.say(wrong.toString());
            int code = visitor.codeOf(1);

            assertThat(code).as("what %s is answered", wrong).isIn(200, 302, 414);
            if (DECIDED.contains(code)) {
                visitor.leave();
                visitor = Visitor.come("ann", clients, gateway.port());
            }
        }

        assertThat(gateway.bugs()).as("bugs that were logged").isEmpty();
        visitor.leave();
    }

    @Test
    void everyWrongValueInASyncIsAnsweredWithACode() throws Exception {
        List<JsonNode> all = wrong(SYNC);
        // Each takes a login: some of the wrong values for each field, which are others for the next.
        for (int i = 0; i < all.size(); i += SYNC_STEP) {
            Visitor visitor = login();
            visitor.say(all.get(i).toString());

            assertThat(visitor.codeOf(2)).as("what %s is answered", all.get(i)).isIn(200, 414);
            visitor.leave();
        }

        assertThat(gateway.bugs()).as("bugs that were logged").isEmpty();
    }

    private static Visitor login() throws Exception {
        Visitor visitor = Visitor.come("ann", clients, gateway.port());
        visitor.say(LOGIN);
        visitor.hearUpTo(2, 3);
        return visitor;
    }

    private static List<JsonNode> wrong(String packet) {
        JsonNode right = Recordings.json(packet);
        List<JsonNode> wrong = new ArrayList<>();
        corrupt(right, (ContainerNode<?>) right.path("Q"), wrong);
        return wrong;
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

    /** Of each command those with a value where none before had one. */
    private static List<JsonNode> recorded() {
        List<JsonNode> said = new ArrayList<>();
        Set<String> seen = new LinkedHashSet<>();
        for (String packet : Recordings.clientPackets()) {
            JsonNode json = Recordings.json(packet);
            Set<String> places = new LinkedHashSet<>();
            addPlaces(json.path("SID") + "_" + json.path("CID"), json.path("Q"), places);
            if (seen.addAll(places)) {
                said.add(json);
            }
        }
        return said;
    }

    private static void addPlaces(String place, JsonNode node, Set<String> places) {
        places.add(place);
        node.fieldNames().forEachRemaining(name -> addPlaces(place + "/" + name, node.get(name), places));
        if (node.isArray()) {
            for (int i = 0; i < node.size(); i++) {
                addPlaces(place + "/" + i, node.get(i), places);
            }
        }
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
