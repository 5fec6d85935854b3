package io.posthouse.protocol.nim;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.fail;

import com.fasterxml.jackson.databind.JsonNode;
import io.posthouse.client.Clients;
import io.posthouse.client.RawLine;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/** A client of the NIM wire that says hostile things, and sees what comes of it. */
final class Mallory {
    private static final String LOGIN =
            "{\"SER\":1,\"SID\":2,\"CID\":3,\"Q\":[{\"t\":\"Property\",\"v\":{\"3\":16,\"13\":\"d\",\"19\":\"%s\",\"1000\":\"token-of-%s\"}}]}";
    /** A number that no recorded packet has. */
    private static final long LAST = 9_000_000_000_000_001L;

    private static final int INTERNAL = 500;
    private static final String CLOSED = "closed with ";
    private static final String MESSAGE = "3:::";

    private final RawLine line;
    private final BlockingQueue<String> heard = new LinkedBlockingQueue<>();
    private final List<String> past = new ArrayList<>();

    /**
     * @param closed with which code the gateway closed the socket; empty if it did not
     * @param answers how many requests were answered
     * @param faults answers that say that the gateway did something wrong
     */
    record Heard(String closed, int answers, List<String> faults) {
        boolean isClosed() {
            return !closed.isEmpty();
        }
    }

    private Mallory(RawLine line) {
        this.line = line;
        line.onFrame(heard::add);
        line.closed().onSuccess(code -> heard.add(CLOSED + code));
    }

    /** @param account that it logs in as; empty if it does not */
    static Mallory come(Clients clients, int port, String account) throws Exception {
        Mallory mallory = open(clients, port, Visitor.handshake(port));
        mallory.await("1::");
        if (!account.isEmpty()) {
            mallory.line.send(MESSAGE + LOGIN.formatted(account, account)).await(5, SECONDS);
            mallory.await("\"cid\":3,");
        }
        return mallory;
    }

    /** Opens a socket with this ticket. @return the first thing that is said there */
    static String knock(Clients clients, int port, String ticket) throws Exception {
        Mallory mallory = open(clients, port, ticket);
        String first = mallory.next();
        mallory.line.close();
        return first;
    }

    private static Mallory open(Clients clients, int port, String ticket) throws Exception {
        return clients.raw(Visitor.target(port, ticket), Mallory::new).await(10, SECONDS);
    }

    /** Says all of it, and leaves once the gateway has answered what was said last or has closed the socket. */
    Heard sayAll(List<String> frames) throws Exception {
        frames.forEach(line::send);
        line.send(MESSAGE + "{\"SER\":" + LAST + ",\"SID\":1,\"CID\":2,\"Q\":[]}");
        int answers = 0;
        List<String> faults = new ArrayList<>();
        String frame = next();
        while (!frame.startsWith(CLOSED)) {
            JsonNode said = frame.startsWith(MESSAGE) ? Recordings.json(frame.substring(MESSAGE.length())) : null;
            long ser = said == null ? 0 : said.path("ser").asLong();
            if (ser == LAST) {
                line.close();
                return new Heard("", answers, faults);
            }
            answers += ser > 0 ? 1 : 0;
            if (said != null && said.path("code").asInt() == INTERNAL) {
                faults.add(frame);
            }
            frame = next();
        }
        return new Heard(frame, answers, faults);
    }

    private void await(String part) throws InterruptedException {
        String frame = next();
        while (!frame.contains(part)) {
            if (frame.startsWith(CLOSED)) {
                fail("closed instead of %s", part);
            }
            frame = next();
        }
    }

    private String next() throws InterruptedException {
        String frame = heard.poll(10, SECONDS);
        if (frame == null) {
            return fail("neither an answer nor a close, but %s", past);
        }
        past.add(frame);
        return frame;
    }
}
