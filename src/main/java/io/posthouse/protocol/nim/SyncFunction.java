package io.posthouse.protocol.nim;

import io.posthouse.model.Answer;
import io.posthouse.model.Command;
import io.vertx.core.Future;
import java.util.List;

/**
 * The sync: the account's card, teams and friends first, then what {@link SyncPackets} makes of the core's pages, of which the last brings
 * the answer.
 */
final class SyncFunction {
    static final String ID = "5_1";

    /** The core knows which account changes the account has acknowledged. */
    private static final long CHANGES_ACKNOWLEDGED = -1;

    private SyncFunction() {}

    static Future<Reply> run(Args args, Desk desk) {
        Props wanted =
                args.property(0, Tables.SYNC).since(desk.welcomed().life().begunMillis());
        long since = wanted.number("myInfo", 0);
        long now = desk.storeMillis();
        if (wanted.has("myInfo")) {
            push(desk, "3_109", Cards.property(desk.welcomed().card()), now);
        }
        desk.knows(wanted.number("roamingMsgs", 0), wanted.number("superTeamRoamingMsgs", 0));
        if (wanted.has("broadcastMsgs")) {
            broadcasts(desk);
        }
        if (!wanted.has("teams") && !wanted.has("superTeams")) {
            return friendsAndNews(since, wanted, desk);
        }
        desk.tellsTeams(now);
        return new TeamsSync(desk, wanted, now).run().compose(v -> friendsAndNews(since, wanted, desk));
    }

    private static Future<Reply> friendsAndNews(long since, Props wanted, Desk desk) {
        return FriendFunctions.sync(wanted, desk)
                .compose(v -> SessionFunctions.syncTops(wanted, desk))
                .compose(v -> ChannelFunctions.sync(wanted, desk))
                .map(v -> {
                    desk.line().startSync(since, CHANGES_ACKNOWLEDGED);
                    return Reply.NONE;
                });
    }

    private static void broadcasts(Desk desk) {
        desk.ask(new Command.GetBroadcasts(), Answer.Broadcasts.class)
                // Dropped if it fails: what this device does not have comes at its next login.
                .onSuccess(answer -> {
                    List<Property> broadcasts =
                            answer.broadcasts().stream().map(Systems::broadcast).toList();
                    if (!broadcasts.isEmpty()) {
                        push(desk, "4_16", broadcasts);
                    }
                });
    }

    private static void push(Desk desk, String id, Object... values) {
        desk.line().write(Packets.push(id, List.of(values)));
    }
}
