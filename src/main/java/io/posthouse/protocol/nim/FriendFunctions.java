package io.posthouse.protocol.nim;

import io.posthouse.model.Answer;
import io.posthouse.model.Friend;
import io.posthouse.model.FriendCommand;
import io.posthouse.model.FriendDeed;
import io.vertx.core.Future;
import java.util.List;

/** Friends. */
final class FriendFunctions {
    private FriendFunctions() {}

    static List<Row> rows() {
        return List.of(
                Row.of("12_1", "friendReuqest", FriendFunctions::befriend),
                Row.of("12_2", "deleteFriend", FriendFunctions::delete),
                Row.of("12_3", "updateFriend", FriendFunctions::update),
                Row.of("12_4", "getFriends", FriendFunctions::list));
    }

    private static Future<Reply> befriend(Args args, Desk desk) {
        FriendDeed deed = Friends.deed(args.number(1));
        String ps = args.text(2, "");
        return done(new FriendCommand.Befriend(deed, args.account(0), ps.isEmpty() ? null : ps), desk);
    }

    private static Future<Reply> delete(Args args, Desk desk) {
        boolean withAlias =
                args.has(1) && args.property(1, Tables.FRIEND_DELETION).flag("delAlias", false);
        return done(new FriendCommand.DeleteFriend(args.account(0), withAlias), desk);
    }

    private static Future<Reply> update(Args args, Desk desk) {
        Props said = args.property(0, Tables.FRIEND);
        return done(
                new FriendCommand.UpdateFriend(said.account("account"), said.text("alias"), said.text("ext"), null),
                desk);
    }

    private static Future<Reply> done(FriendCommand command, Desk desk) {
        return desk.ask(command, Answer.Done.class).map(done -> Reply.DONE);
    }

    private static Future<Reply> list(Args args, Desk desk) {
        long since = args.has(0) ? args.number(0) : 0;
        return Walks.friends(since, desk::ask)
                .map(friends -> Reply.of(Friends.properties(friends.friends(), since == 0), friends.since()));
    }

    /** What a sync tells of friends: the list, and the cards of those in it. */
    static Future<Void> sync(Props wanted, Desk desk) {
        long since = wanted.number("friends", 0);
        if (!wanted.has("friends")) {
            return Future.succeededFuture();
        }
        return Walks.friends(since, desk::readForSync).compose(changed -> {
            Batch friends = new Batch(desk, "12_5", since, (some, isAll, time) -> List.of(some, time));
            Friends.properties(changed.friends(), since == 0).forEach(friends::add);
            friends.end(changed.since());
            return wanted.has("friendUsers") ? cards(wanted.number("friendUsers", 0), desk) : Future.succeededFuture();
        });
    }

    private static Future<Void> cards(long since, Desk desk) {
        long now = desk.storeMillis();
        Batch users = new Batch(desk, "12_6", since, (some, isAll, time) -> List.of(some, time));
        return Walks.friends(0, desk::readForSync)
                .map(all -> all.friends().stream()
                        .filter(Friend::valid)
                        .map(Friend::account)
                        .toList())
                .compose(accounts -> Walks.cards(accounts, desk::readForSync))
                .map(cards -> {
                    cards.stream()
                            .filter(card -> Math.max(card.createTime(), card.updateTime()) > since)
                            .map(Cards::property)
                            .forEach(users::add);
                    users.end(now);
                    return null;
                });
    }
}
