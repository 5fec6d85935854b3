package io.posthouse.it.chaos;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Somebody with a device in hand. What is done next is the dice's, so the seed's; when it is done is the machine's. */
final class Actor {
    private static final int SEEN_MAX = 40;
    private static final int READS_MAX = 10;

    private final Stage stage;
    private final Circle circle;
    private final Handset handset;
    private final Mouth mouth;
    private final Random dice;
    private final boolean isFirst;
    private final Deque<Card> deck = new ArrayDeque<>();
    private final List<JsonObject> seen = new ArrayList<>();
    private long actAtNanos;
    private long backAtNanos;
    private int left;
    private boolean isBlocking;
    private boolean isInTeam;
    private boolean isMoving;

    /** @param isFirst whether it is the account's first device, the only one that blocks and moves in teams */
    Actor(Stage stage, Circle circle, Handset handset, Random dice, boolean isFirst) {
        this.stage = stage;
        this.circle = circle;
        this.handset = handset;
        this.mouth = new Mouth(stage, handset, dice);
        this.dice = dice;
        this.isFirst = isFirst;
        handset.on(this::heard);
    }

    Handset handset() {
        return handset;
    }

    Mouth mouth() {
        return mouth;
    }

    boolean isFirst() {
        return isFirst;
    }

    /** So many actions from now on; what is left of earlier ones is forgotten. */
    void act(int count) {
        left = count;
    }

    /** Whether everything it began is over. */
    boolean isDone() {
        return left == 0 && mouth.open() == 0;
    }

    private void heard(JsonObject event) {
        switch (event.getString("on", "")) {
            case "msg" -> see(event.getJsonObject("msg"));
            case "syncOfflineMsgs", "syncRoamingMsgs" ->
                event.getJsonArray("msgs").forEach(msg -> see((JsonObject) msg));
            default -> {}
        }
    }

    private void see(JsonObject msg) {
        if (msg.getString("from").equals(handset.account())
                || msg.getString("type").equals("notification")) {
            return;
        }
        seen.add(msg);
        if (seen.size() > SEEN_MAX) {
            seen.remove(0);
        }
    }

    /** Some times a second. */
    void tick() {
        handset.tick();
        long now = stage.nowNanos();
        if (handset.isAway()) {
            comeBack(now);
        } else if (handset.isIn() && circle.acknowledges(dice)) {
            handset.acknowledge();
        }
        if (left > 0 && handset.isIn() && now >= actAtNanos) {
            left--;
            actAtNanos =
                    now + TimeUnit.MILLISECONDS.toNanos(circle.paceMillis() / 2 + dice.nextInt(circle.paceMillis()));
            if (deck.isEmpty()) {
                deck.addAll(Card.shuffled(dice));
            }
            play(deck.remove());
        }
    }

    private void comeBack(long now) {
        if (circle.isAwayOnPurpose(this) || now < backAtNanos) {
            return;
        }
        backAtNanos = now + TimeUnit.MILLISECONDS.toNanos(300 + dice.nextInt(900));
        handset.comeIn(dice.nextInt(stage.nodes().size()), dice.nextInt(3) == 0, false);
    }

    private void play(Card card) {
        switch (card) {
            case SEND -> mouth.say("p2p", friend());
            case SEND_TO_ONESELF -> mouth.say("p2p", handset.account());
            case SEND_TO_TEAM -> mouth.say("team", circle.team());
            case SEND_AT_ONCE -> {
                String to = friend();
                mouth.say("p2p", to);
                mouth.say("p2p", to);
                mouth.say("p2p", to);
            }
            case SEND_AGAIN -> mouth.sayAgain(false);
            case SEND_OTHER_CONTENT -> mouth.sayAgain(true);
            case RECALL -> mouth.recallOwn(true);
            case RECALL_TOO_LATE -> mouth.recallOwn(false);
            case RECALL_OTHERS -> recallOthers();
            case READ -> read();
            case RECEIPT -> receipt();
            case TEAM_RECEIPT -> teamReceipt();
            case BLOCK -> block();
            case HISTORY -> history();
            case MOVE_IN_TEAM -> move();
            case GO_AWAY -> goAway();
        }
    }

    private String friend() {
        List<String> others = circle.accounts();
        String one = others.get(dice.nextInt(others.size()));
        return one.equals(handset.account()) ? others.get((others.indexOf(one) + 1) % others.size()) : one;
    }

    private @Nullable JsonObject seenOne() {
        return seen.isEmpty() ? null : seen.get(dice.nextBoolean() ? seen.size() - 1 : dice.nextInt(seen.size()));
    }

    private static boolean isP2p(JsonObject msg) {
        return msg.getString("scene").equals("p2p");
    }

    private void recallOthers() {
        JsonObject msg = seenOne();
        if (msg != null) {
            mouth.recall(msg);
        }
    }

    private void read() {
        JsonObject msg = seenOne();
        if (msg != null) {
            String session = isP2p(msg) ? "p2p-" + msg.getString("from") : "team-" + msg.getString("to");
            mouth.persist("read", new JsonObject().put("marks", new JsonObject().put(session, msg.getLong("time"))));
        }
    }

    private void receipt() {
        List<JsonObject> p2p = seen.stream().filter(Actor::isP2p).toList();
        if (!p2p.isEmpty()) {
            // An older one as well as the newest: it must not move back.
            JsonObject msg = p2p.get(dice.nextInt(p2p.size()));
            mouth.persist(
                    "receipt",
                    new JsonObject()
                            .put("scene", "p2p")
                            .put("to", msg.getString("from"))
                            .put("time", msg.getLong("time"))
                            .put("idClient", msg.getString("idClient")));
        }
    }

    private void teamReceipt() {
        JsonArray ids = new JsonArray();
        seen.stream()
                .filter(msg -> msg.getJsonObject("teamSpecializationInfo", new JsonObject())
                        .getBoolean("needACK", false))
                .limit(READS_MAX)
                .forEach(msg -> ids.add(msg.getString("idServer")));
        if (!ids.isEmpty()) {
            mouth.persist("teamReceipts", circle.inTeam().put("msgs", ids));
        }
    }

    private void block() {
        if (isFirst && !isMoving) {
            isMoving = true;
            isBlocking = !isBlocking;
            List<String> all = circle.accounts();
            String other = all.get((all.indexOf(handset.account()) + 1) % all.size());
            mouth.persist(
                            "relation",
                            new JsonObject()
                                    .put("kind", "black")
                                    .put("account", other)
                                    .put("on", isBlocking))
                    .onSuccess(over -> isMoving = false);
        }
    }

    private void history() {
        boolean isOfTeam = dice.nextInt(3) == 0;
        mouth.persist(
                "history",
                new JsonObject()
                        .put("scene", isOfTeam ? "team" : "p2p")
                        .put("to", isOfTeam ? circle.team() : friend())
                        .put("limit", 20));
    }

    /** The owner takes somebody in or puts somebody out; the others leave and come back by themselves. */
    private void move() {
        if (!isFirst || isMoving) {
            return;
        }
        isMoving = true;
        JsonObject team = circle.inTeam();
        String verb;
        if (circle.isOwner(this)) {
            verb = dice.nextBoolean() ? "addTeamMembers" : "removeTeamMembers";
            team.put("accounts", new JsonArray().add(friend()));
        } else {
            verb = isInTeam ? "leaveTeam" : "applyTeam";
            isInTeam = !isInTeam;
        }
        mouth.persist(verb, team).onSuccess(over -> isMoving = false);
    }

    void joined() {
        isInTeam = true;
    }

    private void goAway() {
        backAtNanos = stage.nowNanos() + TimeUnit.MILLISECONDS.toNanos(200 + dice.nextInt(3 * circle.paceMillis()));
        handset.vanish();
    }
}
