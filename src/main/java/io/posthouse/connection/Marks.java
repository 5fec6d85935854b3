package io.posthouse.connection;

import io.posthouse.model.Answer;
import java.util.ArrayList;
import java.util.List;

/**
 * What the store says has changed for one account (D2), in its teams as well.
 *
 * @param storeTime as of when; what changed later may be missing
 * @param changeNumber of the account's last change
 * @param askedMillis when it was asked for, by the wheel
 */
record Marks(long storeTime, List<Answer.Mark> marks, long changeNumber, long askedMillis) {

    /**
     * @param own the account's own marks, read at {@code storeTime}
     * @param teams what changed in the account's teams, some of which may be among {@code own} too
     */
    static Marks of(long storeTime, List<Answer.Mark> own, long changeNumber, TeamNews news, List<Answer.Mark> teams) {
        List<Answer.Mark> all = new ArrayList<>(own);
        all.addAll(teams);
        return new Marks(Math.min(storeTime, news.storeTime()), all, changeNumber, news.askedMillis());
    }
}
