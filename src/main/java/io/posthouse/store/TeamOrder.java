package io.posthouse.store;

import io.posthouse.model.Answer;
import io.posthouse.model.Caller;
import io.posthouse.model.Conversation;
import io.posthouse.model.Grant;
import io.posthouse.model.Outcome;
import io.posthouse.model.TeamCommand;
import io.posthouse.model.TeamMember;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * Lists a team's members in the order in which they joined. Of a large team that order is made once in so many steps, none of which
 * keeps the server long, and serves until the team changes or nobody asks any more.
 */
final class TeamOrder {
    /** Looked at by one script. */
    private static final int LOOKS_MAX = 5_000;

    private static final int STEP = 1_000;

    private final Lines lines;
    private final Keys keys;
    private final TeamCalls calls;
    private final Map<Conversation, Future<Void>> inTheMaking = new HashMap<>();

    TeamOrder(Lines lines, Keys keys, TeamCalls calls) {
        this.lines = lines;
        this.keys = keys;
        this.calls = calls;
    }

    Future<Outcome> members(Caller caller, TeamCommand.GetTeamMembersInOrder get, List<Grant> grants) {
        Asked asked = new Asked(caller, get, grants);
        return page(asked, get.joinTime(), new ArrayList<>(), false)
                .map(members -> Outcome.of(new Answer.TeamMembers(members, "")));
    }

    /** @param anyWillDo once it was made: a team may change more often than it can be made */
    private Future<List<TeamMember>> page(Asked asked, long after, List<TeamMember> read, boolean anyWillDo) {
        TeamCommand.GetTeamMembersInOrder get = asked.get();
        Call call = calls.call(Script.TEAM_JOINED, asked.caller(), get.team(), asked.grants())
                .key(keys.memberOrder(get.team()))
                .arg(after)
                .arg(get.limit() - read.size())
                .arg(get.reverse() ? 1 : 0)
                .arg(get.mutedOnly() ? 1 : 0)
                .arg(LOOKS_MAX)
                .arg(anyWillDo ? 1 : 0);
        return lines.ask(call).compose(reply -> {
            if (reply.get(0).toString().equals("MAKE")) {
                return make(get.team(), reply.get(1).toString()).compose(v -> page(asked, after, read, true));
            }
            TeamReply.of(get.team(), reply);
            read.addAll(TeamRecords.members(get.team(), reply.get(2)));
            String next = reply.get(1).toString();
            return next.isEmpty() ? Future.succeededFuture(read) : page(asked, Long.parseLong(next), read, anyWillDo);
        });
    }

    /** One at a time, for all who ask. */
    private Future<Void> make(Conversation team, String stamp) {
        Future<Void> begun = inTheMaking.get(team);
        if (begun != null) {
            return begun;
        }
        Future<Void> making = step(team, stamp, keys.memberOrder(team) + ":" + UUID.randomUUID(), "0");
        inTheMaking.put(team, making);
        return making.onComplete(made -> inTheMaking.remove(team, making));
    }

    private Future<Void> step(Conversation team, String stamp, String aside, String cursor) {
        Call call = Call.of(Script.TEAM_ORDER)
                .key(keys.members(team))
                .key(aside)
                .key(keys.memberOrder(team))
                .arg(cursor)
                .arg(stamp)
                .arg(STEP);
        return lines.ask(call).compose(reply -> {
            String next = reply.get().toString();
            return next.equals("0") ? Future.succeededFuture() : step(team, stamp, aside, next);
        });
    }

    private record Asked(Caller caller, TeamCommand.GetTeamMembersInOrder get, List<Grant> grants) {}
}
