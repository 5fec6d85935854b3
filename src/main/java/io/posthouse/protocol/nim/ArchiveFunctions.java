package io.posthouse.protocol.nim;

import io.posthouse.model.Answer;
import io.posthouse.model.ArchiveCommand.GetMessages;
import io.posthouse.model.ArchiveCommand.GetThread;
import io.posthouse.model.ArchiveCommand.MessageName;
import io.posthouse.model.ArchiveCommand.Search;
import io.posthouse.model.Conversation;
import io.posthouse.model.Scene;
import io.vertx.core.Future;
import java.util.List;

/** What is looked up in what was said: single messages, threads, texts. */
final class ArchiveFunctions {
    private static final int NAMES_MAX = 100;

    private ArchiveFunctions() {}

    static List<Row> rows() {
        return List.of(
                Row.of("7_26", "nimFtsCloudMsgLogsAggWithSession", (args, desk) -> search(args, desk, true)),
                Row.of("7_27", "nimFtsCloudMsgLogs", (args, desk) -> search(args, desk, false)),
                Row.of("23_1", "getThreadMsgs", ArchiveFunctions::thread),
                Row.of("23_2", "getMsgsByIdServer", ArchiveFunctions::messages));
    }

    private static Future<Reply> search(Args args, Desk desk, boolean bySession) {
        Search search = Hunting.search(args.property(0, Tables.SEARCH), bySession, desk);
        return Hunting.run(search, desk).map(found -> Reply.of(Messages.properties(found)));
    }

    private static Future<Reply> messages(Args args, Desk desk) {
        List<MessageName> names = args.properties(0, Tables.MESSAGE, NAMES_MAX).stream()
                .map(ArchiveFunctions::name)
                .toList();
        return desk.ask(new GetMessages(names), Answer.Messages.class)
                .map(found -> Reply.of(Messages.properties(found.messages())));
    }

    private static MessageName name(Props message) {
        long number = message.number("scene", Kinds.of(Scene.P2P));
        Scene scene = Kinds.scene(number).orElseThrow(() -> Forms.invalid("scene"));
        Conversation conversation = scene == Scene.P2P
                ? Conversation.between(message.account("from"), message.account("to"))
                : new Conversation(scene, message.teamId("to"));
        return new MessageName(
                conversation, message.idServer("idServer"), Forms.required(message.number("time"), "time"));
    }

    private static Future<Reply> thread(Args args, Desk desk) {
        Props asked = args.property(1, Tables.THREAD);
        int limit = (int) Forms.within(1, Integer.MAX_VALUE, asked.number("limit", NAMES_MAX), "limit");
        GetThread command = new GetThread(
                name(args.property(0, Tables.MESSAGE)),
                asked.number("beginTime", 0),
                asked.number("endTime", 0),
                asked.idServer("lastMsgId"),
                Math.min(limit, desk.limits().pageMax()),
                asked.flag("reverse", false));
        return desk.ask(command, Answer.ThreadRead.class).map(thread -> {
            Property meta = new Property(Tables.THREAD_META)
                    .put("total", thread.total())
                    .put("lastMsgTime", thread.lastTime());
            return Reply.of(Messages.property(thread.root()), meta, Messages.properties(thread.replies()));
        });
    }
}
