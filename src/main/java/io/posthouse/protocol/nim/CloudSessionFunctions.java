package io.posthouse.protocol.nim;

import io.posthouse.model.Answer;
import io.posthouse.model.Command;
import io.posthouse.model.Conversation;
import io.posthouse.model.SessionCommand;
import io.vertx.core.Future;
import java.util.List;

/** The account's sessions as the gateway has them, which this wire calls those in the cloud; and what of them is to roam no more. */
final class CloudSessionFunctions {
    private static final int SESSIONS_MAX = 100;

    private CloudSessionFunctions() {}

    static List<Row> rows() {
        return List.of(
                Row.of("7_9", "deleteRoamingMsgs", CloudSessionFunctions::dropRoaming),
                Row.of("7_19", "nimQueryCloudSessionList", CloudSessionFunctions::list),
                Row.of("7_20", "nimQueryCloudSession", CloudSessionFunctions::one),
                Row.of("7_21", "nimUpdateCloudSession", CloudSessionFunctions::update),
                Row.of("7_22", "nimDeleteCloudSessionList", CloudSessionFunctions::delete));
    }

    /** The newest first, from the upper time, which is not included, down to the lower one, which is. */
    private static Future<Reply> list(Args args, Desk desk) {
        Props asked = args.property(0, Tables.SESSIONS);
        long lowest = asked.number("minTimestamp", 0);
        boolean withLast = asked.flag("includedLastMsg", true);
        long limit = Forms.within(1, Integer.MAX_VALUE, asked.number("limit", SESSIONS_MAX), "limit");
        Command.GetSessions command =
                new Command.GetSessions(Math.max(0, lowest - 1), asked.number("maxTimestamp", 0), (int)
                        Math.min(desk.limits().pageMax(), limit));
        return Walks.sessions(command, desk).map(page -> {
            Property told = new Property(Tables.SESSIONS)
                    .put("minTimestamp", lowest)
                    .put("maxTimestamp", command.changedBefore())
                    .put("includedLastMsg", withLast ? 1 : 0)
                    .put("limit", command.limit())
                    .put("hasMore", page.more() ? 1 : 0);
            List<Property> sessions = page.sessions().stream()
                    .map(state -> Sessions.property(state, withLast, desk.account()))
                    .toList();
            return Reply.of(told, sessions);
        });
    }

    private static Future<Reply> one(Args args, Desk desk) {
        SessionCommand command = new SessionCommand.GetSession(conversation(args, desk));
        return desk.ask(command, Answer.OneSession.class)
                .map(answer -> Reply.of(Sessions.property(answer.session(), true, desk.account())));
    }

    private static Future<Reply> update(Args args, Desk desk) {
        String ext = args.property(0, Tables.SESSION).text("ext");
        return done(new SessionCommand.UpdateSession(conversation(args, desk), ext), desk);
    }

    private static Conversation conversation(Args args, Desk desk) {
        return conversation(args.property(0, Tables.SESSION), desk);
    }

    private static Conversation conversation(Props session, Desk desk) {
        return Sessions.named(session.text("sessionId"), desk.account(), "sessionId");
    }

    private static Future<Reply> delete(Args args, Desk desk) {
        List<Conversation> sessions = args.properties(0, Tables.SESSION, SESSIONS_MAX).stream()
                .map(session -> conversation(session, desk))
                .toList();
        return done(new SessionCommand.DeleteSessions(sessions), desk);
    }

    private static Future<Reply> dropRoaming(Args args, Desk desk) {
        List<Conversation> sessions = args.texts(0, 1, SESSIONS_MAX).stream()
                .map(name -> Sessions.named(name, desk.account(), "ids"))
                .toList();
        return done(new SessionCommand.DropRoaming(sessions), desk);
    }

    private static Future<Reply> done(SessionCommand command, Desk desk) {
        return desk.ask(command, Answer.Done.class).map(done -> Reply.DONE);
    }
}
