package io.posthouse.store;

import io.posthouse.model.Answer;
import io.posthouse.model.Conversation;
import io.posthouse.model.Event;
import io.posthouse.model.Fault;
import io.posthouse.model.FaultException;
import io.posthouse.model.Message;
import io.posthouse.model.Outcome;
import io.posthouse.model.Push;
import io.posthouse.model.Team;
import io.vertx.redis.client.Response;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.StreamSupport;

/** What an operation's script made of it, see team.lua. */
final class TeamReply {
    private final Conversation team;
    private final Reply reply;

    private TeamReply(Conversation team, Reply reply) {
        this.team = team;
        this.reply = reply;
    }

    /** Throws what the script refused with. */
    static TeamReply of(Conversation team, Reply reply) {
        String word = reply.get(0).toString();
        if (!word.equals("OK") && !word.equals("AGAIN") && !word.equals("BEFORE")) {
            String detail = reply.get(1).toString();
            Fault fault = Fault.valueOf(word);
            throw detail.isEmpty() ? new FaultException(fault) : new FaultException(fault, detail);
        }
        return new TeamReply(team, reply);
    }

    /** Whether what was decided by has changed meanwhile, and nothing was done. */
    boolean isAgain() {
        return reply.get(0).toString().equals("AGAIN");
    }

    /** Whether it was done by an earlier call, which was answered like this. */
    boolean wasBefore() {
        return reply.get(0).toString().equals("BEFORE");
    }

    /** Of the change, or of the store's clock if nothing changed; ms. */
    long time() {
        return reply.number(1);
    }

    List<String> left() {
        return texts(reply.get(2));
    }

    List<String> watchers() {
        return texts(reply.get(3));
    }

    Team team() {
        Team known = TeamRecords.team(team, reply.get(4));
        if (known == null) {
            throw new IllegalStateException("an operation answered without its team");
        }
        return known;
    }

    boolean hasChanged() {
        return reply.get(5).size() > 0;
    }

    /** Of a team that was made: whether accounts have to accept before they are in it. */
    boolean hasInvited() {
        return reply.number(7) == 1;
    }

    /** Accounts to be told otherwise than by the notification. */
    List<String> others() {
        return texts(reply.get(6));
    }

    /**
     * The answer, with the notification for the members.
     *
     * @param accounts who is a member since or no more, and hears of it too
     */
    Outcome outcome(Answer answer, List<String> accounts) {
        return hasChanged() ? new Outcome(answer, List.of(notification(accounts))) : Outcome.of(answer);
    }

    Outcome outcome(Answer answer, List<String> accounts, List<Push> more) {
        List<Push> pushes = new ArrayList<>(outcome(answer, accounts).pushes());
        pushes.addAll(more);
        return new Outcome(answer, List.copyOf(pushes));
    }

    /** The notification, if anything changed, for the members alone. */
    List<Push> notifications() {
        return hasChanged() ? List.of(notification(List.of())) : List.of();
    }

    /** The notification, if anything changed. */
    Message message() {
        Response entry = reply.get(5);
        return Entries.message(
                Long.parseLong(team.id()),
                time(),
                entry.get(0).toLong(),
                entry.get(2).toString(),
                entry.get(3).toBytes());
    }

    private Push notification(List<String> accounts) {
        long before = reply.get(5).get(1).toLong();
        return Push.toTeam(team, watchers(), accounts, new Event.Arrived(message(), before), "");
    }

    private static List<String> texts(Response list) {
        return StreamSupport.stream(list.spliterator(), false)
                .map(Response::toString)
                .toList();
    }
}
