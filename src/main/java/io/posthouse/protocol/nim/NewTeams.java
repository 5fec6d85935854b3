package io.posthouse.protocol.nim;

import io.posthouse.model.Answer;
import io.posthouse.model.Conversation;
import io.posthouse.model.Entry;
import io.posthouse.model.Message;
import io.posthouse.model.MessageType;
import io.posthouse.model.Team;
import io.posthouse.model.TeamCommand;
import io.vertx.core.AsyncResult;
import io.vertx.core.Future;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Tells one client of the teams that its account made elsewhere, on another device or through the server. The client that made one
 * itself has its answer.
 */
final class NewTeams {
    /** Made here, and not heard of since; the oldest goes when there are more. */
    private static final int OWN_MAX = 64;

    private final Desk desk;
    private final Set<Conversation> own = new LinkedHashSet<>();
    private final Set<Conversation> undecided = new LinkedHashSet<>();
    private int underWay;

    NewTeams(Desk desk) {
        this.desk = desk;
    }

    /** The client itself makes a team. */
    Future<Answer.TeamMade> make(TeamCommand.CreateTeam command) {
        underWay++;
        return desk.ask(command, Answer.TeamMade.class).onComplete(this::onMade);
    }

    private void onMade(AsyncResult<Answer.TeamMade> made) {
        underWay--;
        if (made.succeeded() && !undecided.remove(made.result().team().id())) {
            own.add(made.result().team().id());
            if (own.size() > OWN_MAX) {
                own.remove(own.iterator().next());
            }
        }
        if (underWay == 0) {
            undecided.forEach(this::tell);
            undecided.clear();
        }
    }

    /** An entry was written to the client. */
    void pushed(Entry entry) {
        if (!(entry instanceof Message message) || !isFirst(message) || own.remove(message.conversation())) {
            return;
        }
        if (underWay > 0) {
            undecided.add(message.conversation());
        } else {
            tell(message.conversation());
        }
    }

    /** Whether it is a team's first notification, made in this account's name. */
    private boolean isFirst(Message message) {
        return message.draft().type() == MessageType.NOTIFICATION
                && message.from().equals(desk.account())
                && Notifications.bringsIn(message.from(), message.draft().attach());
    }

    private void tell(Conversation team) {
        desk.ask(new TeamCommand.FindTeams(new Conversation(team.scene(), ""), List.of(team)), Answer.Teams.class)
                // Dropped if it fails: the notification has told of the team.
                .onSuccess(found -> found.teams().stream().filter(Team::isValid).forEach(this::write));
    }

    private void write(Team team) {
        String id = Teams.isSuper(team.id()) ? "21_101" : "8_101";
        desk.line().write(Packets.push(id, List.of(Teams.property(team))));
    }
}
