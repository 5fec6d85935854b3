package io.posthouse.protocol.nim;

import io.posthouse.model.Answer;
import io.posthouse.model.Conversation;
import io.posthouse.model.SessionCommand;
import io.vertx.core.Future;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The account's own list of sessions: what is on top of it. */
final class SessionFunctions {
    private SessionFunctions() {}

    static List<Row> rows() {
        return List.of(
                Row.of("23_12", "nimAddStickTopSession", SessionFunctions::addTop),
                Row.of("23_13", "nimDeleteStickTopSession", SessionFunctions::deleteTop),
                Row.of("23_14", "nimUpdateStickTopSession", SessionFunctions::updateTop));
    }

    private static Future<Reply> addTop(Args args, Desk desk) {
        Props top = args.property(0, Tables.STICK_TOP);
        return stuck(new SessionCommand.AddStickTop(conversation(top, desk), ext(top)), desk);
    }

    private static Future<Reply> updateTop(Args args, Desk desk) {
        Props top = args.property(0, Tables.STICK_TOP);
        return stuck(new SessionCommand.UpdateStickTop(conversation(top, desk), ext(top)), desk);
    }

    private static Future<Reply> stuck(SessionCommand command, Desk desk) {
        return desk.ask(command, Answer.StuckOnTop.class)
                .map(stuck -> Reply.of(Sessions.property(stuck.top(), desk.account())));
    }

    private static Future<Reply> deleteTop(Args args, Desk desk) {
        Props top = args.property(0, Tables.STICK_TOP);
        return desk.ask(new SessionCommand.DeleteStickTop(conversation(top, desk)), Answer.Done.class)
                .map(done -> Reply.of(done.time()));
    }

    private static Conversation conversation(Props top, Desk desk) {
        return Sessions.named(top.text("id"), desk.account(), "id");
    }

    /** Newer clients write an empty text for none. */
    private static @Nullable String ext(Props top) {
        String ext = top.text("ext", "");
        return ext.isEmpty() ? null : ext;
    }

    /** What a sync tells of sessions on top: all of them if anything changed, after those that went while the client was away. */
    static Future<Void> syncTops(Props wanted, Desk desk) {
        if (!wanted.has("stickTopSessions")) {
            return Future.succeededFuture();
        }
        long since = wanted.number("stickTopSessions", 0);
        return desk.ask(new SessionCommand.GetStickTops(since), Answer.StickTops.class)
                .map(tops -> {
                    if (tops.since() > since) {
                        tell(tops, desk);
                    }
                    return null;
                });
    }

    private static void tell(Answer.StickTops tops, Desk desk) {
        String account = desk.account();
        tops.deleted().forEach(gone -> desk.line().write(Sessions.deleted(gone, tops.since(), account)));
        List<Property> all =
                tops.tops().stream().map(top -> Sessions.property(top, account)).toList();
        desk.line().write(Packets.push("4_23", List.of(tops.since(), true, all)));
    }
}
