package io.posthouse.protocol.nim;

import io.posthouse.model.Answer;
import io.posthouse.model.Command;
import io.posthouse.model.Scene;
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
        long teamsSince = Math.max(wanted.number("teams", 0), wanted.number("superTeams", 0));
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
        return Walks.ownTeams(desk).compose(own -> {
            tell(own, teamsSince, now, wanted, desk);
            return friendsAndNews(since, wanted, desk);
        });
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

    private static void tell(Walks.OwnTeams own, long since, long now, Props wanted, Desk desk) {
        List<Property> teams = Teams.properties(own.of(Scene.TEAM, since));
        if (wanted.has("teams") && !teams.isEmpty()) {
            push(desk, "8_109", now, teams);
        }
        List<Property> members = Teams.members(own.membersOf(Scene.TEAM));
        if (wanted.has("myTeamMembers") && !members.isEmpty()) {
            push(desk, "8_126", members, now);
        }
        List<Property> superTeams = Teams.properties(own.of(Scene.SUPER_TEAM, since));
        if (wanted.has("superTeams") && !superTeams.isEmpty()) {
            push(desk, "21_109", superTeams, since == 0, now);
        }
        List<Property> superMembers = Teams.members(own.membersOf(Scene.SUPER_TEAM));
        if (wanted.has("mySuperTeamMembers") && !superMembers.isEmpty()) {
            push(desk, "21_111", superMembers, now);
        }
    }

    private static void push(Desk desk, String id, Object... values) {
        desk.line().write(Packets.push(id, List.of(values)));
    }
}
