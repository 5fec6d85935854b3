package io.posthouse.it.chaos;

import io.posthouse.model.ClientType;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** Some accounts with a few devices each that talk with each other and with nobody else. Lives on the stage's event loop. */
final class Circle {
    private static final List<ClientType> TYPES = List.of(ClientType.ANDROID, ClientType.WEB, ClientType.PC);
    private static final int READS_MAX = 50;
    private static final int PAGE = 100;

    private final String name;
    private final int paceMillis;
    private final Duration patience;
    private final List<String> accounts = new ArrayList<>();
    private final List<Actor> actors = new ArrayList<>();
    private Predicate<Actor> awayOnPurpose = actor -> false;
    private Phase phase = Phase.ACTING;
    private String team = "0";

    private enum Phase {
        ACTING,
        /** Everything is acknowledged at once. */
        CALM,
        /** Nothing is acknowledged any more. */
        EXACT
    }

    /**
     * @param people accounts, 3 or more
     * @param paceMillis between two actions of one device
     * @param filters one for each device
     * @param patience how long what is lost may take to be found, and what is acknowledged to be stored
     */
    Circle(
            Stage stage,
            String name,
            long seed,
            int people,
            int paceMillis,
            Supplier<Filter> filters,
            Duration patience) {
        this.name = name;
        this.paceMillis = paceMillis;
        this.patience = patience;
        Random dice = new Random(seed);
        for (int p = 0; p < people; p++) {
            String account = name + "-" + p;
            accounts.add(account);
            for (int d = 0; d <= p % TYPES.size(); d++) {
                Diary diary = new Diary(account, "d" + d, new ArrayList<>());
                Handset handset = new Handset(stage, diary, tokenOf(account), TYPES.get(d), filters.get());
                actors.add(new Actor(stage, this, handset, new Random(dice.nextLong()), d == 0));
            }
        }
    }

    static String tokenOf(String account) {
        return "a-token-of-" + account;
    }

    String name() {
        return name;
    }

    List<String> accounts() {
        return accounts;
    }

    List<Actor> actors() {
        return actors;
    }

    List<Diary> diaries() {
        return actors.stream().map(actor -> actor.handset().diary()).toList();
    }

    int paceMillis() {
        return paceMillis;
    }

    Duration patience() {
        return patience;
    }

    String team() {
        return team;
    }

    JsonObject inTeam() {
        return new JsonObject().put("scene", "team").put("teamId", team);
    }

    boolean isOwner(Actor actor) {
        return actor.handset().account().equals(accounts.get(0));
    }

    boolean isAwayOnPurpose(Actor actor) {
        return awayOnPurpose.test(actor);
    }

    boolean acknowledges(Random dice) {
        return phase == Phase.CALM || (phase == Phase.ACTING && dice.nextInt(3) == 0);
    }

    void tick() {
        actors.forEach(Actor::tick);
    }

    boolean isEverybodyIn() {
        return actors.stream()
                .allMatch(actor -> isAwayOnPurpose(actor) || actor.handset().isIn());
    }

    boolean isDone() {
        return actors.stream().allMatch(Actor::isDone);
    }

    /** The first account's first device makes the team; the last account is left out, so that somebody may come in. */
    Future<Void> found() {
        JsonArray members = new JsonArray();
        for (int p = 1; p < accounts.size() - 1; p++) {
            members.add(accounts.get(p));
        }
        JsonObject fields = new JsonObject()
                .put("scene", "team")
                .put("name", name)
                .put("accounts", members)
                .put("idClient", name + ".team");
        return actors.get(0).mouth().persist("createTeam", fields).map(reply -> {
            team = Objects.requireNonNull(reply.ok()).getJsonObject("team").getString("teamId");
            actors.stream()
                    .filter(actor -> members.contains(actor.handset().account()))
                    .forEach(Actor::joined);
            return null;
        });
    }

    void act(int count) {
        actors.forEach(actor -> actor.act(count));
    }

    /** Nobody begins anything; everybody comes in and acknowledges what there is. */
    void calm() {
        phase = Phase.CALM;
        act(0);
    }

    /** When anybody last heard of a message or a recall. */
    long toldAtNanos() {
        return actors.stream()
                .mapToLong(actor -> actor.handset().toldAtNanos())
                .max()
                .orElse(0);
    }

    /** What was stored until now has reached everybody, or is lost (D2). */
    void scene() {
        actors.forEach(actor -> actor.handset().note(Note.Kind.SCENE, new JsonObject()));
    }

    /** These give their lines up; whoever is not away on purpose comes back. */
    void comeAgain(Predicate<Actor> who) {
        actors.stream().filter(who).forEach(actor -> actor.handset().vanish());
    }

    /** Whether the last login of these told nothing that was due. */
    boolean isSettled(Predicate<Actor> who) {
        return actors.stream()
                .filter(who)
                .allMatch(actor -> actor.handset().isIn() && !actor.handset().wasTold());
    }

    /** The first device of every other account stays; all other devices go away. */
    static boolean stays(Actor actor) {
        String account = actor.handset().account();
        return actor.isFirst() && (account.charAt(account.length() - 1) - '0') % 2 == 0;
    }

    void othersGo() {
        awayOnPurpose = actor -> !stays(actor);
        comeAgain(actor -> !stays(actor));
    }

    /** Everybody is told something by somebody who stayed. */
    Future<Void> greet() {
        List<Future<Reply>> greetings = new ArrayList<>();
        for (String account : accounts) {
            Actor from = account.equals(accounts.get(0)) ? firstOf(accounts.get(2)) : actors.get(0);
            greetings.add(from.mouth().say("p2p", account));
        }
        return Future.all(greetings).mapEmpty();
    }

    private Actor firstOf(String account) {
        return actors.stream()
                .filter(actor -> actor.isFirst() && actor.handset().account().equals(account))
                .findFirst()
                .orElseThrow();
    }

    /** From here on nobody comes in by itself, and nothing is acknowledged any more. */
    void endPlay() {
        phase = Phase.EXACT;
        awayOnPurpose = actor -> true;
        comeAgain(actor -> true);
    }

    /** Whoever is away logs in on some node. @return whether everybody was in already */
    boolean comeExactly(int nodes) {
        boolean isEverybody = true;
        for (int i = 0; i < actors.size(); i++) {
            Handset handset = actors.get(i).handset();
            isEverybody &= handset.isIn();
            if (handset.isAway()) {
                handset.comeIn(i % nodes, true, true);
            }
        }
        return isEverybody;
    }

    /** Each account reads all its histories, and the team's owner who has read what. */
    Future<Void> look() {
        List<Future<?>> looks = new ArrayList<>();
        for (String account : accounts) {
            Actor actor = firstOf(account);
            looks.add(page(actor, "team", team, ""));
            accounts.forEach(other -> looks.add(page(actor, "p2p", other, "")));
        }
        List<Object> ids = actors.stream()
                .flatMap(actor -> actor.mouth().sent().stream())
                .filter(sent -> sent.fields().getJsonObject("msg").containsKey("teamSpecializationInfo"))
                .<Object>map(sent -> sent.msg().getString("idServer"))
                .toList();
        for (int i = 0; i < ids.size(); i += READS_MAX) {
            JsonArray some = new JsonArray(ids.subList(i, Math.min(ids.size(), i + READS_MAX)));
            looks.add(actors.get(0).handset().ask("teamReads", inTeam().put("msgs", some)));
        }
        return Future.all(looks).mapEmpty();
    }

    private static Future<?> page(Actor actor, String scene, String to, String after) {
        JsonObject fields = new JsonObject()
                .put("scene", scene)
                .put("to", to)
                .put("limit", PAGE)
                .put("reverse", true);
        if (!after.isEmpty()) {
            fields.put("lastMsgId", after);
        }
        return actor.handset().ask("history", fields).compose(reply -> {
            JsonArray msgs = reply.ok() == null ? new JsonArray() : reply.ok().getJsonArray("msgs");
            return reply.ok() == null || !reply.ok().getBoolean("more") || msgs.isEmpty()
                    ? Future.succeededFuture()
                    : page(actor, scene, to, msgs.getJsonObject(msgs.size() - 1).getString("idServer"));
        });
    }
}
