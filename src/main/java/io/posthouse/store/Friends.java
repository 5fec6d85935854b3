package io.posthouse.store;

import io.posthouse.config.LimitsConfig;
import io.posthouse.model.Answer;
import io.posthouse.model.Caller;
import io.posthouse.model.Fault;
import io.posthouse.model.FaultException;
import io.posthouse.model.Friend;
import io.posthouse.model.FriendCommand.Befriend;
import io.posthouse.model.FriendCommand.DeleteFriend;
import io.posthouse.model.FriendCommand.GetFriends;
import io.posthouse.model.FriendCommand.UpdateFriend;
import io.posthouse.model.FriendDeed;
import io.posthouse.model.Outcome;
import io.posthouse.model.Push;
import io.vertx.core.Future;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Response;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Friends. The two sides of a friendship may be on different servers: each is changed by one script, the caller's own side first. What
 * breaks off in between shows on the caller's side alone, as if the other had blocked it, until the caller logs in, asks for its friends
 * or says the same again: see {@link FriendSides}.
 */
final class Friends {
    private static final int PAGE = 100;
    private static final int FULL = 1;

    private final Lines lines;
    private final Keys keys;
    private final LimitsConfig limits;
    private final Aftermath aftermath;
    private final FriendSides sides;

    Friends(Lines lines, Keys keys, LimitsConfig limits, Aftermath aftermath) {
        this.lines = lines;
        this.keys = keys;
        this.limits = limits;
        this.aftermath = aftermath;
        this.sides = new FriendSides(lines, keys, limits);
    }

    Future<Outcome> befriend(Caller caller, Befriend asked) {
        return aftermath.time().compose(time -> {
            FriendSide own = FriendSide.own(caller, asked.other(), asked.deed(), asked.ps(), time);
            return switch (asked.deed()) {
                case ADD, PASS -> join(caller, own);
                case APPLY -> apply(caller, own);
                case REJECT -> reject(caller, own);
                case DELETE, UPDATE -> Future.failedFuture(new FaultException(Fault.INVALID, "deed"));
            };
        });
    }

    Future<Outcome> delete(Caller caller, DeleteFriend delete) {
        return aftermath.time().compose(time -> {
            FriendSide own = FriendSide.own(caller, delete.other(), FriendDeed.DELETE, null, time);
            return sides.remove(own, delete.withAlias(), caller.connectionId())
                    .compose(removed -> sides.tell(own, removed).map(others -> done(time, removed.pushes(), others)));
        });
    }

    Future<Outcome> update(Caller caller, UpdateFriend update) {
        FriendSide own = FriendSide.own(caller, update.other(), FriendDeed.UPDATE, null, 0);
        Call call = call(Script.FRIEND_UPDATE, own);
        set(call, "alias", update.alias());
        set(call, "ext", update.ext());
        set(call, "serverExt", update.serverExt());
        return lines.ask(call).map(reply -> {
            if (reply.number(0) == 0) {
                throw new FaultException(Fault.NOT_FOUND);
            }
            String friend = reply.get(1).toString();
            return done(
                    FriendText.read(friend).updateTime(),
                    own.pushes(reply.number(0), friend, 0, caller.connectionId()),
                    List.of());
        });
    }

    /** The account logs in. Nobody waits for it: the devices of all who are concerned find in their journals what comes of it. */
    void mend(String account) {
        sides.mend(account);
    }

    Future<Outcome> list(Caller caller, GetFriends get) {
        if (get.page().isEmpty()) {
            mend(caller.account());
        }
        Call call = Call.of(Script.FRIEND_LIST)
                .key(keys.friends(caller.account()))
                .key(keys.friendTimes(caller.account()))
                .arg(get.since())
                .arg(get.page())
                .arg(PAGE);
        return lines.ask(call).map(reply -> {
            List<Friend> friends = new ArrayList<>();
            for (Response friend : reply.get(2)) {
                friends.add(FriendText.read(friend.toString()));
            }
            boolean more = friends.size() > PAGE;
            List<Friend> page = more ? List.copyOf(friends.subList(0, PAGE)) : friends;
            String next = more ? Long.toString(page.get(PAGE - 1).updateTime()) : "";
            return Outcome.of(new Answer.Friends(page, reply.number(1) == 1, next, reply.number(0)));
        });
    }

    /** Everybody who has the account among its friends forgets it, and the applications it made. Nobody is told but the devices. */
    Future<List<Push>> forget(String account) {
        Future<Reply> friends = lines.ask(Call.of(Command.HKEYS).key(keys.friends(account)));
        Future<Reply> befriended = lines.ask(Call.of(Command.SMEMBERS).key(keys.befriended(account)));
        Future<Reply> applying = lines.ask(
                Call.of(Command.ZRANGE).key(keys.applying(account)).arg(0).arg(-1));
        return Future.all(friends, befriended, applying)
                .compose(all -> {
                    List<Future<List<Push>>> steps = new ArrayList<>();
                    for (Reply some : List.of(friends.result(), befriended.result())) {
                        for (Response other : some.get()) {
                            steps.add(forget(account, other.toString()));
                        }
                    }
                    for (Response other : applying.result().get()) {
                        steps.add(lines.ask(Call.of(Command.ZREM)
                                        .key(keys.applications(other.toString()))
                                        .arg(account))
                                .map(List.of()));
                    }
                    return Future.all(steps).map(told -> {
                        List<Push> pushes = new ArrayList<>();
                        steps.forEach(step -> pushes.addAll(step.result()));
                        return pushes;
                    });
                })
                .compose(pushes -> lines.ask(Call.of(Command.UNLINK)
                                .key(keys.friends(account))
                                .key(keys.friendTimes(account))
                                .key(keys.applications(account))
                                .key(keys.befriended(account))
                                .key(keys.applying(account))
                                .key(keys.unsure(account)))
                        .map(pushes));
    }

    private Future<List<Push>> forget(String account, String other) {
        boolean isCount = other.equals("*") || other.equals("#") || other.equals("~");
        return isCount
                ? Future.succeededFuture(List.of())
                : sides.drop(new FriendSide(other, account, FriendDeed.DELETE, account, null, 0))
                        .map(FriendSides.Done::pushes);
    }

    private Future<Outcome> join(Caller caller, FriendSide own) {
        return sides.add(own, caller.connectionId())
                .compose(added -> sides.tell(own, added).map(others -> done(own.time(), added.pushes(), others)));
    }

    private Future<Outcome> apply(Caller caller, FriendSide own) {
        Call wish = call(Script.FRIEND_WISH, own)
                .arg(limits.friendApplicationsMax())
                .arg(Changes.text(own.notice()));
        return lines.ask(wish).compose(reply -> {
            if (reply.number(0) == FULL) {
                return Future.failedFuture(new FaultException(Fault.LIMIT_REACHED, "limits.friendApplicationsMax"));
            }
            FriendSide across = own.across();
            Call application = call(Script.FRIEND_APPLY, across)
                    .arg(limits.friendApplicationsMax())
                    .arg(Changes.text(across.notice()));
            return lines.ask(application)
                    .map(other -> done(
                            own.time(),
                            own.notice(reply.number(1), caller.connectionId()).stream()
                                    .toList(),
                            across.notice(other.number(0), "").stream().toList()));
        });
    }

    /** The application is forgotten last: as long as it waits, the rejection may be told again. */
    private Future<Outcome> reject(Caller caller, FriendSide own) {
        FriendSide across = own.across();
        Call waits = Call.of(Command.ZSCORE).key(keys.applications(own.owner())).arg(own.other());
        Call tell = call(Script.FRIEND_TELL, across).arg(Changes.text(across.notice()));
        Call forget = call(Script.FRIEND_REJECT, own).arg(Changes.text(own.notice()));
        return lines.ask(waits).compose(since -> {
            if (since.value() == null) {
                return Future.failedFuture(new FaultException(Fault.NOT_FOUND));
            }
            return lines.ask(tell).compose(told -> lines.ask(forget)
                    .map(forgotten -> done(
                            own.time(),
                            own.notice(forgotten.number(0), caller.connectionId()).stream()
                                    .toList(),
                            across.notice(told.number(0), "").stream().toList())));
        });
    }

    private Call call(Script script, FriendSide side) {
        return side.call(script, keys, limits.changesMax());
    }

    private static void set(Call call, String field, @Nullable String value) {
        if (value != null) {
            call.arg(field).arg(value);
        }
    }

    private static Outcome done(long time, List<Push> own, List<Push> others) {
        List<Push> pushes = new ArrayList<>(own);
        pushes.addAll(others);
        return new Outcome(new Answer.Done(time), List.copyOf(pushes));
    }
}
