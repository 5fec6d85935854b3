package io.posthouse.it.history;

import java.util.Locale;

/** Bugs that can be planted between the devices and the gateway, each a way in which such systems really fail. */
enum Bug {
    /** D3: what was told as offline and acknowledged comes again. */
    OFFLINE_COMES_AGAIN,
    /** D4: what another device has acknowledged never comes. */
    ROAMING_IS_LOST,
    /** D1: now and then a push gets lost and nobody notices. */
    A_PUSH_IS_LOST,
    /** D5: now and then a push comes twice. */
    A_PUSH_COMES_TWICE,
    /** S3: two messages of a sync change places. */
    TWO_CHANGE_PLACES,
    /** S2: a resend is stored as a new message. */
    A_RESEND_IS_STORED,
    /** S5: the one who has blocked gets the message all the same. */
    A_REFUSED_MESSAGE_ARRIVES,
    /** R4: a message that was taken back stays in the history. */
    A_RECALLED_MESSAGE_STAYS,
    /** C3: recalled messages count as unread. */
    RECALLED_COUNTS_AS_UNREAD,
    /** C1: a receipt for an older message moves the mark back. */
    A_RECEIPT_MOVES_BACK,
    /** D6: something is cut and nobody is told. */
    CUT_WITHOUT_A_WORD,
    /** S1: a message is acknowledged and not stored. */
    ACKNOWLEDGED_AND_LOST,
    /** T3: who comes to a team sees what was said before. */
    A_NEWCOMER_SEES_THE_PAST,
    /** T3: who is no member any more is pushed what is said. */
    WHO_IS_OUT_HEARS_MORE,
    /** C3: what happens in a team counts as unread. */
    NOTIFICATIONS_COUNT_AS_UNREAD;

    /** Letters for the names of accounts. */
    String tag() {
        return name().replace("_", "").toLowerCase(Locale.ROOT);
    }
}
