package io.posthouse.store;

import io.posthouse.model.Caller;
import io.posthouse.model.Event.AccountChanged;
import io.posthouse.model.Event.Change;
import io.posthouse.model.FriendDeed;
import io.posthouse.model.Push;
import io.posthouse.model.RelationKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One account's side of what happens between two.
 *
 * @param owner whose side it is
 * @param other the other account
 * @param deed what is done
 * @param by who does it: the owner or the other
 * @param ps told to the one it is done to
 * @param time ms
 */
record FriendSide(
        String owner,
        String other,
        FriendDeed deed,
        String by,
        @Nullable String ps,
        long time) {

    static FriendSide own(Caller caller, String other, FriendDeed deed, @Nullable String ps, long time) {
        return new FriendSide(caller.account(), other, deed, caller.account(), ps, time);
    }

    FriendSide across() {
        return new FriendSide(/* owner= */ other, /* other= */ owner, deed, by, ps, time);
    }

    /** What the owner is told in words. */
    Change.FriendNotified notice() {
        return new Change.FriendNotified(deed, by, by.equals(owner) ? other : owner, ps, time);
    }

    boolean isByOther() {
        return by.equals(other);
    }

    /** As it was marked: what was done, a space, what is told of it. Nobody is told of what does not bring about how things are now. */
    static FriendSide marked(String owner, String other, String what, boolean areFriends, long stamp) {
        int end = what.indexOf(' ');
        FriendDeed done = FriendDeed.valueOf(what.substring(0, end));
        boolean isSo = areFriends != (done == FriendDeed.DELETE);
        String ps = isSo && end + 1 < what.length() ? what.substring(end + 1) : null;
        FriendDeed deed = isSo ? done : areFriends ? FriendDeed.ADD : FriendDeed.DELETE;
        return new FriendSide(owner, other, deed, /* by= */ owner, ps, stamp);
    }

    String mark() {
        return deed.name() + ' ' + (ps == null ? "" : ps);
    }

    /** Keys and the first four arguments of friend.lua. */
    Call call(Script script, Keys keys, int changesMax) {
        String[] around = FriendText.around(deed, by);
        return Call.of(script)
                .key(keys.account(owner))
                .key(keys.friends(owner))
                .key(keys.friendTimes(owner))
                .key(keys.applications(owner))
                .key(keys.changes(owner))
                .key(keys.relation(owner, RelationKind.BLACK))
                .key(keys.befriended(owner))
                .key(keys.applying(owner))
                .key(keys.unsure(owner))
                .arg(other)
                .arg(changesMax)
                .arg(around[0])
                .arg(around[1]);
    }

    /**
     * @param number of the change, 0 for none
     * @param notice number of the notice, 0 for none
     * @param exceptConnection that did it
     */
    List<Push> pushes(long number, String friend, long notice, String exceptConnection) {
        List<Push> pushes = new ArrayList<>(2);
        if (number > 0) {
            Change change = new Change.FriendChanged(FriendText.read(friend), deed, by);
            pushes.add(Push.to(List.of(owner), new AccountChanged(number, change), exceptConnection));
        }
        notice(notice, exceptConnection).ifPresent(pushes::add);
        return pushes;
    }

    /** What was said, if it was. */
    Optional<Push> notice(long number, String exceptConnection) {
        return number == 0
                ? Optional.empty()
                : Optional.of(Push.to(List.of(owner), new AccountChanged(number, notice()), exceptConnection));
    }
}
