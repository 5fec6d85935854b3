package io.posthouse.it.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the judge of recorded histories finds, on histories written by hand. */
class JudgeTest {
    private static final Rules RULES = new Rules(120_000, 4, "disk");
    private static final String ANN = "ann/d0";
    private static final String BOB = "bob/d0";

    private final Tale tale = new Tale();
    private final JsonObject one = tale.msg(1);
    private final JsonObject two = tale.msg(2);

    @BeforeEach
    void begin() {
        tale.opens(ANN).opens(BOB);
    }

    private List<Breach> judged() {
        return new Judge(RULES).judge(tale.diaries());
    }

    private void finds(String rule) {
        assertThat(judged()).as("a breach of " + rule).anyMatch(breach -> breach.rule()
                .startsWith(rule));
    }

    private void findsNothing() {
        assertThat(judged()).isEmpty();
    }

    @Test
    void aHistoryAsItShouldBeIsLeftAlone() {
        long time = one.getLong("time");
        tale.sends(ANN, one)
                .hears(BOB, Tale.push(one))
                .acks(BOB, "p2p-ann", time)
                .asks(BOB, "read", new JsonObject().put("marks", new JsonObject().put("p2p-ann", time)))
                .granted(
                        BOB,
                        new JsonObject().put("sessions", new JsonArray().add(new JsonObject().put("readTime", time))))
                .scene()
                .opensExactly(ANN, Tale.session("p2p-bob", 0, 0, 0, 0))
                .opensExactly(BOB, Tale.session("p2p-ann", 0, time, 0, 0))
                .pages(ANN, "p2p", "bob", one);

        findsNothing();
    }

    @Test
    void s1WhatWasAnsweredAndIsNotInTheHistoryIsFound() {
        tale.sends(ANN, one).opensExactly(ANN).pages(ANN, "p2p", "bob");

        finds("S1");
    }

    @Test
    void s1AnotherDurabilityIsFound() {
        tale.asks(ANN, "send", new JsonObject().put("msg", one))
                .granted(ANN, Tale.sent(one).put("durability", "memory"));

        finds("S1");
    }

    @Test
    void s2AResendWithAnotherAnswerIsFound() {
        JsonObject again = one.copy().put("seq", 2).put("idServer", "bob2").put("time", Tale.START + 2);
        tale.sends(ANN, one).sends(ANN, again);

        finds("S2");
    }

    @Test
    void s2AnotherContentThatIsTakenIsFound() {
        tale.sends(ANN, one).sends(ANN, one.copy().put("body", "other"));

        finds("S2");
    }

    @Test
    void s3AnOrderThatContradictsTheAnswersIsFound() {
        tale.sends(ANN, two).sends(ANN, one);

        finds("S3");
    }

    @Test
    void s3APushOutOfOrderIsFound() {
        tale.sends(ANN, one).sends(ANN, two).hears(BOB, Tale.push(two)).hears(BOB, Tale.push(one));

        finds("S3");
    }

    @Test
    void s3AHoleThatNobodyKnowsOfIsFound() {
        tale.sends(ANN, one).sends(ANN, tale.msg(3));

        finds("S3");
    }

    @Test
    void s5WhoHasBlockedAndIsToldAllTheSameIsFound() {
        JsonObject refused = one.copy().put("refused", true);
        tale.asks(
                        BOB,
                        "relation",
                        new JsonObject()
                                .put("kind", "black")
                                .put("account", "ann")
                                .put("on", true))
                .granted(BOB, new JsonObject().put("time", tale.time()))
                .sends(ANN, refused)
                .scene();
        findsNothing();

        tale.hears(BOB, Tale.push(refused));

        finds("S5");
    }

    @Test
    void s5ABlockThatIsOverlookedIsFound() {
        tale.asks(
                        BOB,
                        "relation",
                        new JsonObject()
                                .put("kind", "black")
                                .put("account", "ann")
                                .put("on", true))
                .granted(BOB, new JsonObject().put("time", tale.time()))
                .sends(ANN, one);

        finds("S5");
    }

    @Test
    void d1WhatNeverCameIsFound() {
        tale.sends(ANN, one).sends(ANN, two).hears(BOB, Tale.push(two)).scene();

        finds("D1");
    }

    @Test
    void d5WhatCameTwiceIsFound() {
        tale.sends(ANN, one).hears(BOB, Tale.push(one)).hears(BOB, Tale.push(one));

        finds("D5");
    }

    @Test
    void d5WhatComesAgainOnANewLineBecauseItWasNotAcknowledgedIsNoBreach() {
        tale.sends(ANN, one)
                .hears(BOB, Tale.push(one))
                .opens(BOB)
                .hears(BOB, Tale.sync("syncOfflineMsgs", "p2p-ann", one))
                .scene();

        findsNothing();
    }

    @Test
    void d3WhatWasAcknowledgedAndComesAgainIsFound() {
        tale.sends(ANN, one)
                .hears(BOB, Tale.push(one))
                .acks(BOB, "p2p-ann", one.getLong("time"))
                .opensExactly(BOB, Tale.session("p2p-ann", 1, 0, 0, 0), Tale.sync("syncOfflineMsgs", "p2p-ann", one));

        finds("D3");
    }

    @Test
    void d4WhatAnotherDeviceHasAcknowledgedIsRoamingAndNotOffline() {
        tale.opens("bob/d1")
                .sends(ANN, one)
                .hears(BOB, Tale.push(one))
                .acks(BOB, "p2p-ann", one.getLong("time"))
                .opensExactly(
                        "bob/d1", Tale.session("p2p-ann", 1, 0, 0, 0), Tale.sync("syncOfflineMsgs", "p2p-ann", one));

        finds("D4");
    }

    @Test
    void d6ACutWithoutACapIsFound() {
        tale.sends(ANN, one)
                .hears(BOB, Tale.sync("syncOfflineMsgs", "p2p-ann", one).put("cutBefore", 1));

        finds("D6");
    }

    @Test
    void r1ARecallAfterTheWindowIsFound() {
        tale.sends(ANN, one).recalls(ANN, one, tale.recall(one, 2, one.getLong("time") + RULES.windowMillis()));

        finds("R1, R5");
    }

    @Test
    void r1ARefusalWithinTheWindowIsFound() {
        tale.sends(ANN, one)
                .asks(
                        ANN,
                        "recall",
                        new JsonObject().put("scene", "p2p").put("to", "bob").put("idServer", "bob1"))
                .refused(ANN, 304);

        finds("R1");
    }

    @Test
    void r2ARecallOfWhatIsSomebodyElsesIsFound() {
        JsonObject bobs = tale.msg("bob", "p2p", "ann", 1);
        tale.sends(BOB, bobs).recalls(ANN, bobs, tale.recall(bobs, 2, Tale.START + 2));

        finds("R2");
    }

    @Test
    void r3ARecallThatIsNotToldIsFound() {
        tale.sends(ANN, one)
                .hears(BOB, Tale.push(one))
                .recalls(ANN, one, tale.recall(one, 2, Tale.START + 2))
                .scene();

        finds("D1 to D4, R3");
    }

    @Test
    void r4WhatWasRecalledAndIsStillToldIsFound() {
        tale.sends(ANN, one)
                .recalls(ANN, one, tale.recall(one, 2, Tale.START + 2))
                .opens(BOB)
                .hears(BOB, Tale.sync("syncOfflineMsgs", "p2p-ann", one));

        finds("R4");
    }

    @Test
    void r4WhatWasRecalledAndIsInTheHistoryIsFound() {
        tale.sends(ANN, one)
                .recalls(ANN, one, tale.recall(one, 2, Tale.START + 2))
                .pages(ANN, "p2p", "bob", one);

        finds("R4");
    }

    @Test
    void c1AReceiptThatMovesBackIsFound() {
        tale.hears(
                        ANN,
                        Tale.on("receipt")
                                .put("sessionId", "p2p-bob")
                                .put("from", "bob")
                                .put("time", 5))
                .hears(
                        ANN,
                        Tale.on("receipt")
                                .put("sessionId", "p2p-bob")
                                .put("from", "bob")
                                .put("time", 4));

        finds("C1");
    }

    @Test
    void c1AReceiptThatIsForgottenIsFound() {
        tale.sends(ANN, one)
                .asks(
                        BOB,
                        "receipt",
                        new JsonObject().put("scene", "p2p").put("to", "ann").put("time", one.getLong("time")))
                .granted(BOB, new JsonObject().put("time", one.getLong("time")))
                .opensExactly(ANN, Tale.session("p2p-bob", 0, 0, 0, 0));

        finds("C1");
    }

    @Test
    void c2ReadersThatAreNotCountedAreFound() {
        JsonObject wanted = tale.msg("ann", "team", "7", 2);
        JsonObject team =
                new JsonObject().put("scene", "team").put("teamId", "7").put("msgs", new JsonArray().add("72"));
        JsonObject reads = new JsonObject().put("idServer", "72").put("read", 1).put("unread", 0);
        tale.hears(BOB, Tale.push(tale.news("ann", "addTeamMembers", 1, "ann", "bob")))
                .sends(ANN, wanted)
                .asks(BOB, "teamReceipts", team)
                .granted(BOB, new JsonObject().put("reads", new JsonArray().add(reads)))
                .asks(ANN, "teamReads", team)
                .granted(ANN, new JsonObject().put("reads", new JsonArray().add(reads)));
        findsNothing();

        tale.asks(ANN, "teamReads", team)
                .granted(
                        ANN,
                        new JsonObject()
                                .put(
                                        "reads",
                                        new JsonArray()
                                                .add(reads.copy().put("read", 0).put("unread", 1))));

        finds("C2");
    }

    @Test
    void c3AWrongUnreadIsFound() {
        tale.sends(ANN, one)
                .opensExactly(BOB, Tale.session("p2p-ann", 2, 0, 0, 0), Tale.sync("syncOfflineMsgs", "p2p-ann", one));

        finds("C3");
    }

    @Test
    void t3WhoIsNoMemberAndSendsIsFound() {
        tale.hears(BOB, Tale.push(tale.news("bob", "addTeamMembers", 1, "bob")))
                .sends(ANN, tale.msg("ann", "team", "7", 2));

        finds("T3");
    }

    @Test
    void t3WhoIsNoMemberAndIsToldIsFound() {
        JsonObject news = tale.news("bob", "addTeamMembers", 1, "bob");
        tale.hears(BOB, Tale.push(news)).hears(ANN, Tale.push(news));

        finds("T3");
    }

    @Test
    void aBreachIsToldWithTheHistoryAroundIt() {
        tale.sends(ANN, one).hears(BOB, Tale.push(one)).hears(BOB, Tale.push(one));

        assertThat(judged().get(0).tell())
                .contains("D5")
                .contains("> ")
                .contains("bob/d0")
                .contains("\"on\":\"msg\"");
    }
}
