package io.posthouse.it.chaos;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/** What a device may do next. A deck has each as often as it says, so that a short history has something of all. */
enum Card {
    SEND(6),
    SEND_TO_ONESELF(1),
    SEND_TO_TEAM(4),
    SEND_AT_ONCE(2),
    SEND_AGAIN(2),
    SEND_OTHER_CONTENT(1),
    RECALL(2),
    RECALL_TOO_LATE(1),
    RECALL_OTHERS(1),
    READ(3),
    RECEIPT(4),
    TEAM_RECEIPT(2),
    BLOCK(1),
    HISTORY(2),
    MOVE_IN_TEAM(1),
    GO_AWAY(1);

    private final int count;

    Card(int count) {
        this.count = count;
    }

    static List<Card> shuffled(Random dice) {
        List<Card> deck = new ArrayList<>();
        for (Card card : values()) {
            deck.addAll(Collections.nCopies(card.count, card));
        }
        Collections.shuffle(deck, dice);
        return deck;
    }
}
