package io.posthouse.store;

import io.posthouse.config.RecallConfig;
import io.posthouse.model.Answer;
import io.posthouse.model.Caller;
import io.posthouse.model.Command;
import io.posthouse.model.Conversation;
import io.posthouse.model.Event;
import io.posthouse.model.Grant;
import io.posthouse.model.Outcome;
import io.posthouse.model.Push;
import io.posthouse.model.Recalled;
import io.vertx.core.Future;
import java.util.List;

/**
 * Takes messages back in teams (R1 to R5): one's own, or a member's if the permission table lets one. The script decides by the store's
 * clock.
 */
final class TeamRecalls {
    private final Lines lines;
    private final Keys keys;
    private final RecallConfig config;
    private final Aftermath aftermath;

    TeamRecalls(Lines lines, Keys keys, RecallConfig config, Aftermath aftermath) {
        this.lines = lines;
        this.keys = keys;
        this.config = config;
        this.aftermath = aftermath;
    }

    Future<Outcome> recall(Caller caller, Command.Recall recall, List<Grant> grants) {
        Conversation team = Sides.requireTeam(recall.conversation());
        Call call = Call.of(Script.TEAM_RECALL)
                .key(keys.log(team))
                .key(keys.meta(team))
                .key(keys.gone(team, ""))
                .key(keys.team(team))
                .key(keys.members(team))
                .key(keys.watchers(team))
                .key(keys.acks(team))
                .key(keys.moves(team))
                .key(keys.former(team))
                .key(keys.late(team))
                .durable()
                .arg(caller.account())
                .arg(Sides.requireAccount(recall.messageFrom()))
                .arg(recall.idClient())
                .arg(recall.idServer())
                .arg(config.window().toMillis())
                .arg(Entries.head("recall", caller, recall.idClient()))
                .arg(Entries.recallText(caller, recall))
                .arg(TeamSends.rolesText(grants))
                .arg(TeamSends.isServer(caller) ? 1 : 0);
        return lines.ask(call).map(Sight::require).compose(reply -> {
            aftermath.requireDurable(reply);
            return aftermath
                    .mark(TeamSends.texts(reply.get(9)), team, reply.number(2))
                    .map(v -> outcome(caller, recall, reply));
        });
    }

    /** Who left and holds the message is told as well, and who came and never saw it is not (R3, T3). */
    private Outcome outcome(Caller caller, Command.Recall recall, Reply reply) {
        Recalled recalled = Recalls.recalled(caller, recall, reply);
        Event event = new Event.Arrived(recalled, reply.number(4));
        return new Outcome(
                new Answer.RecallDone(recalled),
                List.of(Push.toTeam(
                        recall.conversation(),
                        TeamSends.texts(reply.get(7)),
                        TeamSends.texts(reply.get(9)),
                        TeamSends.texts(reply.get(8)),
                        event,
                        caller.connectionId())));
    }
}
