package io.posthouse.protocol.nim;

import io.posthouse.model.Answer;
import io.posthouse.model.Command;
import io.posthouse.model.Conversation;
import io.posthouse.model.Draft;
import io.posthouse.model.Event.DeletedMessage;
import io.posthouse.model.Message;
import io.posthouse.model.MessageType;
import io.posthouse.model.Scene;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Messages of all scenes: send, recall, receipts, history, deletion. */
final class MessageFunctions {
    private static final int DELETED_MAX = 100;
    private static final int OF_TEAM = 2;
    private static final int TYPES_MAX = 32;

    private MessageFunctions() {}

    static List<Row> rows() {
        return List.of(
                Row.of("7_1", "sendMsg", (args, desk) -> send(args, desk, Scene.P2P)),
                Row.team("8_2", "sendTeamMsg", (args, desk) -> send(args, desk, Scene.TEAM)),
                Row.team("21_2", "sendSuperTeamMsg", (args, desk) -> send(args, desk, Scene.SUPER_TEAM)),
                Row.of("7_6", "getHistoryMsgs", (args, desk) -> history(args, desk, Scene.P2P)),
                Row.team("8_23", "getHistoryTeamMsgs", (args, desk) -> history(args, desk, Scene.TEAM)),
                Row.team("21_14", "getHistorySuperTeamMsgs", (args, desk) -> history(args, desk, Scene.SUPER_TEAM)),
                Row.of("7_11", "sendMsgReceipt", MessageFunctions::receipt),
                Row.of("7_13", "recallMsg", MessageFunctions::recall),
                Row.of("21_17", "recallSuperTeamMsg", MessageFunctions::recall),
                Row.of("7_24", "deleteSelfMsgs", MessageFunctions::delete),
                Row.of("7_18", "clearHistoryMsgsFromServer", MessageFunctions::clear));
    }

    private static Future<Reply> send(Args args, Desk desk, Scene scene) {
        Draft draft = Messages.draft(args.property(0, Tables.MESSAGE), scene);
        return desk.ask(new Command.Send(draft), Answer.Sent.class).map(MessageFunctions::sent);
    }

    private static Reply sent(Answer.Sent sent) {
        Message message = sent.message();
        return new Reply(
                message.refused() ? Spelling.REFUSED_BY_PEER : Spelling.OK, List.of(Messages.property(message)));
    }

    /** Clients take fewer messages than asked for to be the end, so they are read until there are as many. */
    private static Future<Reply> history(Args args, Desk desk, Scene scene) {
        String other = scene == Scene.P2P ? args.account(0) : args.teamId(0);
        int limit = (int) Forms.within(1, desk.limits().pageMax(), args.number(4), "limit");
        Command.GetHistory command = new Command.GetHistory(
                Conversation.of(scene, desk.account(), other),
                args.number(1),
                args.number(2),
                args.idServer(3),
                limit,
                args.flag(5),
                types(args));
        return more(command, new ArrayList<>(), desk).map(found -> Reply.of(Messages.properties(found)));
    }

    private static Set<MessageType> types(Args args) {
        Set<MessageType> types = EnumSet.noneOf(MessageType.class);
        types.addAll(args.numbers(6, 0, TYPES_MAX, type -> Kinds.type(Forms.number(type, "msgTypes"))
                .orElseThrow(() -> Forms.invalid("msgTypes"))));
        return types;
    }

    private static Future<List<Message>> more(Command.GetHistory ask, List<Message> found, Desk desk) {
        return desk.ask(ask, Answer.Messages.class).compose(page -> {
            found.addAll(page.messages());
            boolean isEnough = found.size() >= ask.limit() || page.messages().isEmpty();
            return page.more() && !isEnough
                    ? more(
                            behind(
                                    ask,
                                    found.get(found.size() - 1),
                                    page.messages().size()),
                            found,
                            desk)
                    : Future.succeededFuture(found);
        });
    }

    private static Command.GetHistory behind(Command.GetHistory ask, Message last, int found) {
        return new Command.GetHistory(
                ask.conversation(),
                ask.ascending() ? last.time() : ask.beginTime(),
                ask.ascending() ? ask.endTime() : last.time(),
                last.idServer(),
                ask.limit() - found,
                ask.ascending(),
                ask.types());
    }

    private static Future<Reply> receipt(Args args, Desk desk) {
        Props receipt = args.property(0, Tables.RECEIPT);
        String other = receipt.account("to");
        long time = Forms.required(receipt.number("time"), "time");
        String idClient = receipt.has("idClient") ? Forms.id(receipt.text("idClient"), "idClient") : null;
        Conversation conversation = Conversation.between(desk.account(), other);
        return desk.ask(new Command.SendReceipt(conversation, time, idClient), Answer.ReceiptSent.class)
                .map(sent -> Reply.of(new Property(Tables.RECEIPT)
                        .put("to", other)
                        .put("time", sent.time())
                        .put("idClient", idClient)));
    }

    private static Future<Reply> recall(Args args, Desk desk) {
        Props recall = args.property(0, Tables.RECALL);
        String from = recall.account("from");
        Scene scene = sceneOfRecall(recall.number("type", 0));
        Conversation conversation = scene == Scene.P2P
                ? Conversation.between(from, recall.account("to"))
                : new Conversation(scene, recall.teamId("to"));
        return desk.ask(
                        new Command.Recall(
                                conversation,
                                from,
                                Forms.id(recall.text("deletedIdClient"), "deletedIdClient"),
                                recall.idServer("deletedIdServer"),
                                noneIfEmpty(recall.text("ps", "")),
                                noneIfEmpty(recall.text("attach", ""))),
                        Answer.RecallDone.class)
                .map(done -> Reply.DONE);
    }

    private static Scene sceneOfRecall(long type) {
        for (Scene scene : Scene.values()) {
            if (Systems.ofRecall(scene) == type) {
                return scene;
            }
        }
        throw Forms.invalid("type");
    }

    private static Future<Reply> delete(Args args, Desk desk) {
        List<DeletedMessage> messages = args.properties(0, Tables.DELETED, DELETED_MAX).stream()
                .map(entry -> deleted(entry, desk))
                .toList();
        return desk.ask(new Command.DeleteMessages(messages), Answer.Done.class).map(done -> Reply.of(done.time()));
    }

    /** Old clients put the time of the deletion where others put the message's, so it is taken for no more than a hint. */
    private static DeletedMessage deleted(Props entry, Desk desk) {
        boolean isTeam = entry.number("scene", 0) == OF_TEAM;
        String from = entry.account("from");
        Conversation conversation = isTeam
                ? new Conversation(Scene.TEAM, entry.teamId("to"))
                : Conversation.between(from, entry.account("to"));
        return new DeletedMessage(
                conversation,
                entry.idServer("idServer"),
                Forms.id(entry.text("idClient"), "idClient"),
                from,
                entry.number("deletedMsgCreateTime", desk.storeMillis()),
                entry.text("ext"));
    }

    private static Future<Reply> clear(Args args, Desk desk) {
        Props clear = args.property(0, Tables.CLEAR);
        Conversation conversation = clear.number("type", 0) == OF_TEAM
                ? new Conversation(Scene.TEAM, clear.teamId("toTid"))
                : Conversation.between(desk.account(), clear.account("otherAccid"));
        return desk.ask(new Command.ClearHistory(conversation), Answer.Done.class)
                .map(done -> Reply.of(done.time()));
    }

    private static @Nullable String noneIfEmpty(String text) {
        return text.isEmpty() ? null : text;
    }
}
