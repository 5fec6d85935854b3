package io.posthouse.protocol.nim;

import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.posthouse.client.Clients;
import io.posthouse.client.RawLine;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeoutException;

/** A device of the NIM wire that is told a lot at its login. It answers a heartbeat late: only when there is nothing else to hear. */
final class Newcomer {
    private static final String FRAME = "3:::";
    private static final String BEAT = "2::";
    private static final int PATIENCE_SECONDS = 30;
    private static final int LATE_MILLIS = 300;
    private static final int OFFLINE = 3;

    private final RawLine line;
    private final BlockingQueue<String> heard;
    private int beats;
    private int longest;

    private Newcomer(RawLine line, BlockingQueue<String> heard) {
        this.line = line;
        this.heard = heard;
        line.closed().onSuccess(code -> heard.add("closed with " + code));
    }

    static Newcomer login(Clients clients, int port, String account, String device) throws Exception {
        BlockingQueue<String> heard = new LinkedBlockingQueue<>();
        RawLine line = clients.raw(Visitor.target(port, Visitor.handshake(port)), open -> open.onFrame(heard::add))
                .await(10, SECONDS);
        assertThat(heard.poll(PATIENCE_SECONDS, SECONDS)).isEqualTo("1::");
        Newcomer newcomer = new Newcomer(line, heard);
        newcomer.say("{\"SER\":1,\"SID\":2,\"CID\":3,\"Q\":[{\"t\":\"Property\",\"v\":{\"3\":16,\"13\":\"" + device
                + "\",\"19\":\"" + account + "\",\"1000\":\"token-of-" + account + "\"}}]}");
        assertThat(newcomer.answerTo(1).path("code").asInt()).isEqualTo(200);
        return newcomer;
    }

    /**
     * @param wanted such as {@code "2":0,"7":0}
     * @return what was told before the answer
     */
    List<JsonNode> sync(String wanted) throws Exception {
        say("{\"SER\":2,\"SID\":5,\"CID\":1,\"Q\":[{\"t\":\"Property\",\"v\":{" + wanted + "}}]}");
        List<JsonNode> told = new ArrayList<>();
        for (JsonNode packet = next(); packet.path("ser").asLong() != 2; packet = next()) {
            told.add(packet);
        }
        return told;
    }

    /** The answer's code. */
    int ask(long ser, String rest) throws Exception {
        say("{\"SER\":" + ser + "," + rest + "}");
        return answerTo(ser).path("code").asInt();
    }

    /** Says that it has all it was told so far, and goes when that is stored. */
    void leave() throws Exception {
        while (beats > 0) {
            answerBeats();
            // Behind what comes of that.
            ask(8, "\"SID\":6,\"CID\":23,\"Q\":[]");
        }
        assertThat(ask(9, "\"SID\":2,\"CID\":6,\"Q\":[]")).isEqualTo(200);
        line.close().await(5, SECONDS);
    }

    /** Until it is told that another device of its account went. */
    void awaitGone(String device) throws Exception {
        JsonNode told = next();
        while (told.path("sid").asInt() != 2
                || told.path("cid").asInt() != 7
                || told.at("/r/0").asInt() != OFFLINE
                || !told.at("/r/1/0/13").asText().equals(device)) {
            told = next();
        }
    }

    /** Characters of the longest frame that it heard. */
    int longest() {
        return longest;
    }

    private void answerBeats() throws TimeoutException {
        for (; beats > 0; beats--) {
            line.send(BEAT).await(5, SECONDS);
        }
    }

    private void say(String packet) throws Exception {
        line.send(FRAME + packet).await(10, SECONDS);
    }

    private JsonNode answerTo(long ser) throws Exception {
        JsonNode packet = next();
        while (packet.path("ser").asLong() != ser) {
            packet = next();
        }
        return packet;
    }

    private JsonNode next() throws Exception {
        while (true) {
            String frame = heard.poll(LATE_MILLIS, MILLISECONDS);
            if (frame == null) {
                answerBeats();
                frame = heard.poll(PATIENCE_SECONDS, SECONDS);
            }
            assertThat(frame).as("a frame").isNotNull().doesNotStartWith("closed");
            longest = Math.max(longest, frame.length());
            if (frame.equals(BEAT)) {
                beats++;
            } else if (frame.startsWith(FRAME)) {
                return Recordings.json(frame.substring(FRAME.length()));
            }
        }
    }
}
