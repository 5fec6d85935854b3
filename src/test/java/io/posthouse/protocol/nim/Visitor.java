package io.posthouse.protocol.nim;

import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.posthouse.client.Clients;
import io.posthouse.client.RawLine;
import io.posthouse.protocol.json.Placeholders;
import io.vertx.core.http.WebSocketConnectOptions;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** A client of the NIM wire on a real socket: shakes hands, answers heartbeats, and holds what it hears against what it should. */
final class Visitor {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String MESSAGE = "3:::";
    private static final String BEAT = "2::";
    private static final String CONNECTED = "1::";
    private static final int PATIENCE_MILLIS = 10_000;
    private static final int SILENCE_MILLIS = 50;

    private final String name;
    private final RawLine line;
    private final BlockingQueue<String> arriving = new LinkedBlockingQueue<>();
    private final List<JsonNode> heard = new ArrayList<>();

    private Visitor(String name, RawLine line) {
        this.name = name;
        this.line = line;
        line.onFrame(this::onFrame);
    }

    static Visitor come(String name, Clients clients, int port)
            throws IOException, InterruptedException, TimeoutException {
        return come(name, clients, port, handshake(port));
    }

    static Visitor come(String name, Clients clients, int port, String ticket)
            throws InterruptedException, TimeoutException {
        Visitor visitor = clients.raw(target(port, ticket), line -> new Visitor(name, line))
                .await(5, SECONDS);
        assertThat(visitor.arriving.poll(PATIENCE_MILLIS, MILLISECONDS)).isEqualTo(CONNECTED);
        return visitor;
    }

    /** Shakes hands. @return the ticket for the socket */
    static String handshake(int port) throws IOException, InterruptedException {
        String terms = HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/socket.io/1/?t=1"))
                                .build(),
                        HttpResponse.BodyHandlers.ofString())
                .body();
        return terms.substring(0, terms.indexOf(':'));
    }

    static WebSocketConnectOptions target(int port, String ticket) {
        return new WebSocketConnectOptions()
                .setHost("127.0.0.1")
                .setPort(port)
                .setURI("/socket.io/1/websocket/" + ticket);
    }

    private void onFrame(String frame) {
        if (frame.equals(BEAT)) {
            line.send(BEAT);
        } else {
            arriving.add(frame);
        }
    }

    void say(String packet) throws TimeoutException {
        sayFrame(MESSAGE + packet);
    }

    void sayFrame(String frame) throws TimeoutException {
        line.send(frame).await(5, SECONDS);
    }

    /** Waits for a packet that is as expected, whatever else came before it. */
    void hear(String expected, Placeholders placeholders) throws InterruptedException, TimeoutException {
        if (expected.equals("close")) {
            line.closed().await(PATIENCE_MILLIS, MILLISECONDS);
            return;
        }
        JsonNode wanted = parse(expected);
        List<String> differences = new ArrayList<>();
        for (int i = 0; ; i++) {
            JsonNode packet = i < heard.size() ? heard.get(i) : next();
            if (packet == null) {
                fail("%s did not hear %s%nbut %s", name, expected, differences);
                return;
            }
            if (i >= heard.size()) {
                heard.add(packet);
            }
            Optional<String> difference = placeholders.match(wanted, packet);
            if (difference.isEmpty()) {
                heard.remove(i);
                return;
            }
            differences.add(difference.get() + " in " + packet);
        }
    }

    /** Forgets everything up to the answer of this command. */
    void hearUpTo(int service, int command) throws InterruptedException {
        while (true) {
            JsonNode packet = next();
            if (packet == null) {
                fail("%s did not hear the answer of %s_%s", name, service, command);
                return;
            }
            if (packet.path("sid").asInt() == service && packet.path("cid").asInt() == command) {
                assertThat(packet.path("code").asInt()).as("%s", packet).isEqualTo(200);
                return;
            }
        }
    }

    /** The code of the answer to this request, whatever is pushed before it. */
    int codeOf(long ser) throws InterruptedException {
        while (true) {
            JsonNode packet = next();
            if (packet == null) {
                return fail("%s did not hear the answer to %d", name, ser);
            }
            if (packet.path("ser").asLong() == ser) {
                return packet.path("code").asInt();
            }
        }
    }

    void expectNothingMore() throws InterruptedException {
        String late = arriving.poll(SILENCE_MILLIS, MILLISECONDS);

        assertThat(heard).as("what %s heard besides", name).isEmpty();
        assertThat(late).as("what %s heard at last", name).isNull();
    }

    void leave() {
        line.close();
    }

    private @Nullable JsonNode next() throws InterruptedException {
        String frame = arriving.poll(PATIENCE_MILLIS, MILLISECONDS);
        if (frame == null) {
            return null;
        }
        assertThat(frame).startsWith(MESSAGE);
        return parse(frame.substring(MESSAGE.length()));
    }

    private static JsonNode parse(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException noJson) {
            throw new AssertionError("not JSON: " + text, noJson);
        }
    }
}
