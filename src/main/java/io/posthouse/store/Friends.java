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
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Friends. The two sides of a friendship may be on different servers: each is changed by one script, the caller's own side first,
 * and a script that finds its side as it should be changes nothing. So a command that broke off in between is brought to its end by
 * the same command again, and until then shows on the caller's side alone, as if the other had blocked it.
 */
final class Friends {
    private static final int PAGE = 100;
    private static final int FULL = 1;
    private static final int NOT_APPLIED = 2;

    private final Lines lines;
    private final Keys keys;
    private final LimitsConfig limits;
    private final Aftermath aftermath;

    Friends(Lines lines, Keys keys, LimitsConfig limits, Aftermath aftermath) {
        this.lines = lines;
        this.keys = keys;
        this.limits = limits;
        this.aftermath = aftermath;
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
            return remove(own, delete.withAlias(), caller.connectionId())
                    .compose(told -> remove(own.across(), false, "").map(others -> done(time, told, others)));
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

    Future<Outcome> list(Caller caller, GetFriends get) {
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
                                .key(keys.applying(account)))
                        .map(pushes));
    }

    private Future<List<Push>> forget(String account, String other) {
        boolean isCount = other.equals("*") || other.equals("#") || other.equals("~");
        return isCount
                ? Future.succeededFuture(List.of())
                : remove(new FriendSide(other, account, FriendDeed.DELETE, account, null, 0), true, "", "");
    }

    private Future<Outcome> join(Caller caller, FriendSide own) {
        boolean isPass = own.deed() == FriendDeed.PASS;
        return add(own, isPass).compose(reply -> {
            if (reply.number(0) != 0) {
                return Future.failedFuture(refusal(reply.number(0)));
            }
            List<Push> told = own.pushes(reply.number(1), reply.get(2).toString(), 0, caller.connectionId());
            FriendSide across = own.across();
            return add(across, false)
                    .compose(other -> other.number(0) == FULL
                            ? undo(own, reply.number(1) > 0)
                            : Future.succeededFuture(done(
                                    own.time(),
                                    told,
                                    across.pushes(other.number(1), other.get(2).toString(), other.number(3), ""))));
        });
    }

    private Future<Reply> add(FriendSide side, boolean needsApplication) {
        return lines.ask(call(Script.FRIEND_ADD, side)
                .arg(limits.friendsMax())
                .arg(side.isByOther() ? Changes.text(side.notice()) : new byte[0])
                .arg(side.isByOther() ? 1 : 0)
                .arg(needsApplication ? 1 : 0));
    }

    /** The other side has no room: the own one is as it was. Its devices find both changes in their journal. */
    private Future<Outcome> undo(FriendSide own, boolean wasAdded) {
        FriendSide back = new FriendSide(own.owner(), own.other(), FriendDeed.DELETE, own.owner(), null, own.time());
        Future<List<Push>> undone = wasAdded ? remove(back, false, "") : Future.succeededFuture(List.of());
        return undone.compose(v -> Future.failedFuture(refusal(FULL)));
    }

    private static FaultException refusal(long result) {
        return result == NOT_APPLIED
                ? new FaultException(Fault.NOT_FOUND)
                : new FaultException(Fault.LIMIT_REACHED, "limits.friendsMax");
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
                return Future.failedFuture(refusal(NOT_APPLIED));
            }
            return lines.ask(tell).compose(told -> lines.ask(forget)
                    .map(forgotten -> done(
                            own.time(),
                            own.notice(forgotten.number(0), caller.connectionId()).stream()
                                    .toList(),
                            across.notice(told.number(0), "").stream().toList())));
        });
    }

    private Future<List<Push>> remove(FriendSide side, boolean withAlias, String exceptConnection) {
        return remove(side, withAlias, exceptConnection, side.isByOther() ? noticeOf(side) : "");
    }

    private static String noticeOf(FriendSide side) {
        return new String(Changes.text(side.notice()), StandardCharsets.UTF_8);
    }

    private Future<List<Push>> remove(FriendSide side, boolean withAlias, String exceptConnection, String notice) {
        Call call = call(Script.FRIEND_REMOVE, side)
                .arg(limits.friendsMax())
                .arg(notice)
                .arg(withAlias ? 1 : 0);
        return lines.ask(call)
                .map(reply -> side.pushes(reply.number(0), reply.get(1).toString(), reply.number(2), exceptConnection));
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
