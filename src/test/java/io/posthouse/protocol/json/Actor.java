package io.posthouse.protocol.json;

import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.posthouse.client.RawLine;
import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** One client of a recorded conversation, on a real socket. Every frame it gets is held against the schemas. */
final class Actor {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final long PATIENCE_MILLIS = 5_000;
    private static final long BARRIER_ID = 4_000_000_001L;

    private final String name;
    private final RawLine line;
    private final Schemas schemas;
    private final BlockingQueue<String> arriving = new LinkedBlockingQueue<>();
    private final List<JsonNode> inbox = new ArrayList<>();
    private final Map<Long, String> verbs = new HashMap<>();
    private boolean isClosed;

    /** To be made where the line was made, so that no frame gets lost. */
    Actor(String name, RawLine line, Schemas schemas) {
        this.name = name;
        this.line = line;
        this.schemas = schemas;
        line.onFrame(arriving::add);
    }

    void say(String frame) throws TimeoutException {
        if (frame.equals("close")) {
            isClosed = true;
            line.close().await(5, SECONDS);
        } else if (frame.startsWith("binary ")) {
            line.sendBinary(Buffer.buffer(HexFormat.of().parseHex(frame.substring("binary ".length()))))
                    .await(5, SECONDS);
        } else {
            remember(frame);
            line.send(frame).await(5, SECONDS);
        }
    }

    private void remember(String frame) {
        try {
            JsonNode json = JSON.readTree(frame);
            verbs.put(json.path("id").asLong(), json.path("do").asText());
        } catch (JsonProcessingException hostile) {
            assertThat(hostile).as("what is no JSON is not answered by its id").isNotNull();
        }
    }

    /** Waits for a frame like this one; others that came before it are kept for later. */
    void hear(String expected, Placeholders placeholders) throws InterruptedException, TimeoutException {
        if (expected.startsWith("close ")) {
            isClosed = true;
            assertThat(line.closed().await(5, SECONDS))
                    .as(name + " is closed with")
                    .isEqualTo(code(expected));
            return;
        }
        JsonNode wanted = parse(expected);
        List<String> differences = new ArrayList<>();
        for (Iterator<JsonNode> kept = inbox.iterator(); kept.hasNext(); ) {
            if (isIt(wanted, kept.next(), placeholders, differences)) {
                kept.remove();
                return;
            }
        }
        while (true) {
            JsonNode next = next();
            if (next == null) {
                fail("%s waited in vain for%n  %s%nwhat came:%n  %s", name, expected, String.join("\n  ", differences));
                return;
            }
            if (isIt(wanted, next, placeholders, differences)) {
                return;
            }
            inbox.add(next);
        }
    }

    private static boolean isIt(JsonNode wanted, JsonNode frame, Placeholders placeholders, List<String> differences) {
        Optional<String> difference = placeholders.match(wanted, frame);
        difference.ifPresent(text -> differences.add(frame + "\n    " + text));
        return difference.isEmpty();
    }

    /** Everything up to and including an event of that name. */
    void hearUpTo(String event) throws InterruptedException {
        JsonNode frame = next();
        while (frame != null && !frame.path("on").asText().equals(event)) {
            frame = next();
        }
        assertThat(frame).as(name + " waits for " + event).isNotNull();
    }

    /** Nothing has come that nobody expected. */
    void expectNothingMore(boolean isLoggedIn) throws InterruptedException, TimeoutException {
        if (!isClosed && isLoggedIn) {
            say("{\"id\":" + BARRIER_ID + ",\"do\":\"ping\"}");
            JsonNode frame = next();
            while (frame != null && frame.path("id").asLong() != BARRIER_ID) {
                inbox.add(frame);
                frame = next();
            }
            assertThat(frame).as(name + " is answered to the last").isNotNull();
        }
        for (String late = arriving.poll(); late != null; late = arriving.poll()) {
            inbox.add(parse(late));
        }
        assertThat(inbox).as("what %s was told besides", name).isEmpty();
    }

    void leave() throws TimeoutException {
        line.close().await(5, SECONDS);
    }

    private @Nullable JsonNode next() throws InterruptedException {
        String frame = arriving.poll(PATIENCE_MILLIS, MILLISECONDS);
        if (frame == null) {
            return null;
        }
        JsonNode json = parse(frame);
        boolean isEvent = json.has("on");
        String verb = String.valueOf(verbs.get(json.path("id").asLong()));
        assertThat(isEvent ? schemas.event(frame) : schemas.answer(frame, verb))
                .as("what the schema says of %s", frame)
                .isEmpty();
        return json;
    }

    private static int code(String expected) {
        return Integer.parseInt(expected.substring("close ".length()));
    }

    private static JsonNode parse(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException noJson) {
            throw new AssertionError("not JSON: " + text, noJson);
        }
    }
}
