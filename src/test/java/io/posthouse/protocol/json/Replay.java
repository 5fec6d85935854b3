package io.posthouse.protocol.json;

import static java.util.concurrent.TimeUnit.SECONDS;

import io.posthouse.client.Clients;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Plays a recorded conversation against a gateway. A line is {@code C[ client]: frame} (the client says), {@code
 * S[ client]: frame} (the gateway says, in any order among what it says to that client), {@code S: close code}, or {@code
 * login client [account [device [type]]]}, which eats the sync. The first client is ann if a line names none.
 */
final class Replay {
    private static final Pattern SAID = Pattern.compile("([CS])(?: (\\w+))?: ?(.*)");
    private static final Pattern ACCOUNT = Pattern.compile("\\b(ann|ANN|bob|cleo|eve|Eve|nobody)\\b");
    private static final String FIRST = "ann";

    private final Clients clients;
    private final int port;
    private final String suffix;
    private final Schemas schemas = new Schemas();
    private final Placeholders placeholders = new Placeholders();
    private final Map<String, Actor> actors = new LinkedHashMap<>();
    private final Set<String> loggedIn = new TreeSet<>();

    /**
     * @param suffix makes the accounts of this conversation its own
     */
    Replay(Clients clients, int port, String suffix) {
        this.clients = clients;
        this.port = port;
        this.suffix = suffix;
    }

    void play(List<String> lines) throws TimeoutException, InterruptedException {
        try {
            for (String line : lines) {
                if (!line.startsWith("#") && !line.isBlank()) {
                    play(ACCOUNT.matcher(line).replaceAll("$1" + suffix));
                }
            }
            for (Map.Entry<String, Actor> actor : actors.entrySet()) {
                actor.getValue().expectNothingMore(loggedIn.contains(actor.getKey()));
            }
        } finally {
            for (Actor actor : actors.values()) {
                actor.leave();
            }
        }
    }

    private void play(String line) throws TimeoutException, InterruptedException {
        if (line.startsWith("login ")) {
            login(line.substring("login ".length()).split(" "));
            return;
        }
        Matcher said = SAID.matcher(line);
        if (!said.matches()) {
            throw new AssertionError("neither C nor S: " + line);
        }
        String name = said.group(2) == null ? FIRST + suffix : said.group(2);
        Actor actor = actor(name);
        if (said.group(1).equals("C")) {
            actor.say(placeholders.fill(said.group(3)));
        } else {
            actor.hear(said.group(3), placeholders);
            if (said.group(3).contains("\"on\":\"synced\"")) {
                loggedIn.add(name);
            }
        }
    }

    private void login(String... words) throws TimeoutException, InterruptedException {
        String account = words.length > 1 ? words[1] : words[0];
        String device = words.length > 2 ? words[2] : "d-" + account;
        String type = words.length > 3 ? words[3] : "Web";
        Actor actor = actor(words[0]);
        actor.say("{\"id\":1,\"do\":\"login\",\"account\":\"" + account + "\",\"token\":\"token-of-" + account
                + "\",\"deviceId\":\"" + device + "\",\"clientType\":\"" + type + "\"}");
        actor.hearUpTo("synced");
        loggedIn.add(words[0]);
    }

    private Actor actor(String name) throws TimeoutException {
        Actor known = actors.get(name);
        if (known != null) {
            return known;
        }
        Actor connected = clients.raw("127.0.0.1", port)
                .map(line -> new Actor(name, line, schemas))
                .await(5, SECONDS);
        actors.put(name, connected);
        return connected;
    }
}
