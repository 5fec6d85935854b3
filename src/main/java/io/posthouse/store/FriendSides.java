package io.posthouse.store;

import io.posthouse.config.LimitsConfig;
import io.posthouse.model.Fault;
import io.posthouse.model.FaultException;
import io.posthouse.model.FriendDeed;
import io.posthouse.model.Push;
import io.vertx.core.Future;
import io.vertx.redis.client.Command;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.StreamSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Changes the two sides of a friendship, which may be on different servers, one after the other. Who begins marks on its own side that
 * the other one may not know yet, so that what breaks off in between is brought to its end when the account is looked at again. Stamps
 * say which of two deeds is the later one, so that both sides end up alike in whatever order they hear of them.
 */
final class FriendSides {
    private static final Logger LOG = LoggerFactory.getLogger(FriendSides.class);
    /** Deeds of one friendship that overtake each other; the mark stays if there are more. */
    private static final int ROUNDS_MAX = 3;
    /** Friendships that are brought to their end at once; of more some wait for the next time. */
    private static final int MENDED_MAX = 100;

    private static final int FULL = 1;
    private static final int NOT_APPLIED = 2;

    private final Lines lines;
    private final Keys keys;
    private final LimitsConfig limits;

    FriendSides(Lines lines, Keys keys, LimitsConfig limits) {
        this.lines = lines;
        this.keys = keys;
        this.limits = limits;
    }

    /**
     * What one side was changed to.
     *
     * @param stamp of the deed
     * @param isChanged whether it was otherwise before
     */
    record Done(long stamp, boolean isChanged, List<Push> pushes) {}

    /**
     * Makes the friend on the side of who does it, and marks it.
     *
     * @param exceptConnection that did it
     */
    Future<Done> add(FriendSide own, String exceptConnection) {
        return lines.ask(addition(own)).map(reply -> done(own, reply, exceptConnection));
    }

    /** The first half of it all. */
    Call addition(FriendSide own) {
        return addition(own, "", own.mark());
    }

    private Call addition(FriendSide side, String stamp, String mark) {
        return side.call(Script.FRIEND_ADD, keys, limits.changesMax())
                .arg(limits.friendsMax())
                .arg(side.isByOther() ? Changes.text(side.notice()) : new byte[0])
                .arg(stamp)
                .arg(mark)
                .arg(side.deed() == FriendDeed.PASS && !side.isByOther() ? 1 : 0);
    }

    private static Done done(FriendSide side, Reply reply, String exceptConnection) {
        int result = (int) reply.number(0);
        if (result == FULL || result == NOT_APPLIED) {
            throw refusal(result);
        }
        List<Push> pushes = side.pushes(reply.number(1), reply.get(2).toString(), reply.number(3), exceptConnection);
        return new Done(reply.number(4), reply.number(1) > 0, pushes);
    }

    private static FaultException refusal(int result) {
        return result == NOT_APPLIED
                ? new FaultException(Fault.NOT_FOUND)
                : new FaultException(Fault.LIMIT_REACHED, "limits.friendsMax");
    }

    /** Ends the friendship on the side of who does it, and marks it. */
    Future<Done> remove(FriendSide own, boolean withAlias, String exceptConnection) {
        return remove(removal(own, withAlias), own, exceptConnection);
    }

    /** The first half of it all. */
    Call removal(FriendSide own, boolean withAlias) {
        return removal(own, withAlias, "", "", own.mark());
    }

    /** Ends it on this side alone, and tells only its devices. */
    Future<Done> drop(FriendSide side) {
        return remove(removal(side, true, "", "", ""), side, "");
    }

    private Call removal(FriendSide side, boolean withAlias, String notice, String stamp, String mark) {
        return side.call(Script.FRIEND_REMOVE, keys, limits.changesMax())
                .arg(limits.friendsMax())
                .arg(notice)
                .arg(withAlias ? 1 : 0)
                .arg(stamp)
                .arg(mark);
    }

    private Future<Done> remove(Call removal, FriendSide side, String exceptConnection) {
        return lines.ask(removal)
                .map(reply -> new Done(
                        reply.number(3),
                        reply.number(0) > 0,
                        side.pushes(reply.number(0), reply.get(1).toString(), reply.number(2), exceptConnection)));
    }

    /**
     * Brings the other side to where the own one is; the mark goes a little later, and nobody waits for that. Fails with {@code
     * LIMIT_REACHED} if the other side has no room; the own one is then as it was, and its devices find both changes in their journal.
     */
    Future<List<Push>> tell(FriendSide own, Done done) {
        boolean areFriends = own.deed() != FriendDeed.DELETE;
        return across(own.across(), done.stamp(), areFriends)
                .recover(refusal -> isFull(refusal) ? undo(own, done, refusal) : Future.failedFuture(refusal))
                .onSuccess(told -> settle(own, done.stamp(), 1));
    }

    private Future<List<Push>> across(FriendSide side, long stamp, boolean areFriends) {
        String since = Long.toString(stamp);
        if (areFriends) {
            return lines.ask(addition(side, since, ""))
                    .map(reply -> done(side, reply, "").pushes());
        }
        String notice = new String(Changes.text(side.notice()), StandardCharsets.UTF_8);
        return remove(removal(side, false, notice, since, ""), side, "").map(Done::pushes);
    }

    private static boolean isFull(Throwable refusal) {
        return refusal instanceof FaultException known && known.fault() == Fault.LIMIT_REACHED;
    }

    private Future<List<Push>> undo(FriendSide own, Done done, Throwable refusal) {
        Future<Long> undone = done.isChanged() ? drop(own).map(Done::stamp) : Future.succeededFuture(done.stamp());
        return undone.compose(stamp -> lines.ask(settling(own, stamp)))
                .compose(settled -> Future.failedFuture(refusal));
    }

    private Call settling(FriendSide own, long stamp) {
        return own.call(Script.FRIEND_SETTLE, keys, limits.changesMax()).arg(stamp);
    }

    /**
     * What was done on the own side meanwhile is told as well: it may have been done before the other side heard of this. The devices of
     * both find it in their journals.
     */
    private Future<Void> settle(FriendSide own, long stamp, int round) {
        return lines.ask(settling(own, stamp)).compose(left -> {
            if (left.number(0) == 0 || round > ROUNDS_MAX) {
                return Future.succeededFuture();
            }
            boolean areFriends = left.number(1) == 1;
            FriendSide marked =
                    FriendSide.marked(own.owner(), own.other(), left.get(3).toString(), areFriends, left.number(2));
            return across(marked.across(), left.number(2), areFriends)
                    .recover(refusal -> isFull(refusal)
                            ? undo(marked, new Done(left.number(2), true, List.of()), refusal)
                            : Future.failedFuture(refusal))
                    .compose(told -> settle(own, left.number(2), round + 1));
        });
    }

    /** Brings to its end what broke off, some of it at least. What cannot be done now waits on. */
    void mend(String account) {
        lines.ask(Call.of(Command.HKEYS).key(keys.unsure(account)))
                .onSuccess(marks -> StreamSupport.stream(marks.get().spliterator(), false)
                        .limit(MENDED_MAX)
                        .forEach(other -> mend(account, other.toString())))
                .onFailure(cause -> LOG.debug("Marks could not be read account={}", account, cause));
    }

    private void mend(String account, String other) {
        FriendSide own = new FriendSide(account, other, FriendDeed.ADD, account, null, 0);
        settle(own, 0, 1)
                .onSuccess(
                        told -> LOG.info("A friendship was brought to its end that had broken off account={}", account))
                .onFailure(cause -> LOG.debug("A friendship could not be brought to its end", cause));
    }
}
