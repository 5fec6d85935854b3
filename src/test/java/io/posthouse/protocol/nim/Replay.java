package io.posthouse.protocol.nim;

import com.fasterxml.jackson.databind.node.TextNode;
import io.posthouse.client.Clients;
import io.posthouse.protocol.json.Gateway;
import io.posthouse.protocol.json.Placeholders;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Plays a recorded conversation of the NIM wire against a gateway. A line is {@code C[ client]: packet} (the client says; with a
 * {@code ~} before it not as a message but as a bare frame), {@code S[ client]: packet} (the gateway says, in any order among
 * what it says to that client), {@code S: close}, {@code login client [account [device]]}, which eats the sync, {@code
 * superTeam owner member …}, which the server makes, {@code broadcast body}, which it tells everybody, {@code proxyMsg account body}, or {@code soliloquy account times}, which
 * it says as the account to itself. The first client is ann if a line names none.
 */
final class Replay {
    private static final Pattern SAID = Pattern.compile("([CS])(?: (\\w+))?: ?(.*)");
    private static final Pattern ACCOUNT = Pattern.compile("\\b(ann|ANN|bob|cleo|nobody)\\b");
    private static final String FIRST = "ann";

    private final Clients clients;
    private final Gateway gateway;
    private final String suffix;
    private final Placeholders placeholders = new Placeholders();
    private final Map<String, Visitor> visitors = new LinkedHashMap<>();

    /**
     * @param suffix makes the accounts of this conversation its own
     */
    Replay(Clients clients, Gateway gateway, String suffix) {
        this.clients = clients;
        this.gateway = gateway;
        this.suffix = suffix;
    }

    void play(List<String> lines) throws IOException, TimeoutException, InterruptedException {
        try {
            for (String line : lines) {
                if (!line.startsWith("#") && !line.isBlank()) {
                    play(ACCOUNT.matcher(line).replaceAll("$1" + suffix));
                }
            }
            for (Visitor visitor : visitors.values()) {
                visitor.expectNothingMore();
            }
        } finally {
            visitors.values().forEach(Visitor::leave);
        }
    }

    private void play(String line) throws IOException, TimeoutException, InterruptedException {
        if (line.startsWith("login ")) {
            login(List.of(line.substring("login ".length()).split(" ", -1)));
            return;
        }
        if (line.startsWith("superTeam ")) {
            List<String> accounts =
                    List.of(line.substring("superTeam ".length()).split(" ", -1));
            String id = gateway.superTeam(accounts.get(0), accounts.subList(1, accounts.size()));
            placeholders.match(TextNode.valueOf("<team1>"), TextNode.valueOf(id));
            return;
        }
        if (line.startsWith("broadcast ")) {
            gateway.broadcast(line.substring("broadcast ".length()));
            return;
        }
        if (line.startsWith("proxyMsg ")) {
            String[] words = line.split(" ", 3);
            gateway.proxyMsg(words[1], words[2]);
            return;
        }
        if (line.startsWith("soliloquy ")) {
            String[] words = line.split(" ", -1);
            gateway.soliloquy(words[1], Integer.parseInt(words[2]));
            return;
        }
        Matcher said = SAID.matcher(line);
        if (!said.matches()) {
            throw new AssertionError("neither C nor S: " + line);
        }
        Visitor visitor = visitor(said.group(2) == null ? FIRST + suffix : said.group(2));
        String packet = said.group(3);
        if (said.group(1).equals("S")) {
            visitor.hear(packet, placeholders);
        } else if (packet.startsWith("~")) {
            visitor.sayFrame(packet.substring(1));
        } else {
            visitor.say(placeholders.fill(packet));
        }
    }

    private void login(List<String> words) throws IOException, TimeoutException, InterruptedException {
        String account = words.get(Math.min(1, words.size() - 1));
        String device = words.size() > 2 ? words.get(2) : "d-" + account;
        Visitor visitor = visitor(words.get(0));
        visitor.say("{\"SER\":1,\"SID\":2,\"CID\":3,\"Q\":[{\"t\":\"Property\",\"v\":{\"3\":16,\"6\":91402,\"13\":\""
                + device + "\",\"19\":\"" + account + "\",\"1000\":\"token-of-" + account + "\"}}]}");
        visitor.hearUpTo(2, 3);
        visitor.say(
                "{\"SER\":2,\"SID\":5,\"CID\":1,\"Q\":[{\"t\":\"Property\",\"v\":{\"1\":0,\"3\":0,\"15\":0,\"22\":0,\"23\":0}}]}");
        visitor.hearUpTo(5, 1);
    }

    private Visitor visitor(String name) throws IOException, TimeoutException, InterruptedException {
        Visitor known = visitors.get(name);
        if (known != null) {
            return known;
        }
        Visitor come = Visitor.come(name, clients, gateway.port());
        visitors.put(name, come);
        return come;
    }
}
