package io.posthouse.protocol.nim;

import io.posthouse.model.Answer;
import io.posthouse.model.Command;
import io.posthouse.model.Command.SessionMark;
import io.posthouse.model.Conversation;
import io.posthouse.model.Fault;
import io.posthouse.model.FaultException;
import io.posthouse.model.Gender;
import io.posthouse.model.RelationKind;
import io.posthouse.model.Scene;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The account's own things: relations, cards, session read marks. */
final class AccountFunctions {
    private static final int CARDS_MAX = 150;
    private static final int MARKS_MAX = 100;

    private AccountFunctions() {}

    static List<Row> rows() {
        return List.of(
                Row.of("3_3", "setBlack", (args, desk) -> relate(args, desk, RelationKind.BLACK)),
                Row.of("3_5", "setMute", (args, desk) -> relate(args, desk, RelationKind.MUTE)),
                Row.of("3_7", "getUsersNameCardFromServer", AccountFunctions::cards),
                // What 10.8 asks beside its older commands.
                Row.of("34_7", "v2GetUserList", AccountFunctions::cards),
                Row.of("3_8", "syncRelations", AccountFunctions::relations),
                Row.of("3_10", "updateMyNameCard", AccountFunctions::updateCard),
                Row.of("7_16", "markSessionAck", AccountFunctions::mark),
                Row.team("21_25", "markSuperTeamSessionAck", AccountFunctions::markSuperTeam),
                Row.of("7_25", "markMultSessionsAck", (args, desk) -> markAll(args, desk, false)),
                Row.team("21_32", "markMultSuperTeamSessionsAck", (args, desk) -> markAll(args, desk, true)));
    }

    private static Future<Reply> relate(Args args, Desk desk, RelationKind kind) {
        return desk.ask(new Command.SetRelation(kind, args.account(0), args.flag(1)), Answer.Done.class)
                .map(done -> Reply.DONE);
    }

    private static Future<Reply> relations(Args args, Desk desk) {
        return desk.ask(new Command.GetRelations(), Answer.Relations.class)
                .map(relations -> Reply.of(Cards.relations(relations), desk.storeMillis()));
    }

    private static Future<Reply> cards(Args args, Desk desk) {
        return desk.ask(new Command.GetCards(args.accounts(0, 1, CARDS_MAX)), Answer.Cards.class)
                .map(answer ->
                        Reply.of(answer.cards().stream().map(Cards::property).toList()));
    }

    private static Future<Reply> updateCard(Args args, Desk desk) {
        Props card = args.property(0, Tables.USER);
        Command.UpdateCard command = new Command.UpdateCard(
                card.text("nick"),
                card.text("avatar"),
                card.text("ext"),
                card.text("signature"),
                gender(card),
                card.text("email"),
                card.text("birth"),
                card.text("tel"));
        return desk.ask(command, Answer.Cards.class)
                .map(answer -> Reply.of(answer.cards().get(0).updateTime()));
    }

    private static @Nullable Gender gender(Props card) {
        Long number = card.number("gender");
        return number == null ? null : Gender.of(number).orElseThrow(() -> Forms.invalid("gender"));
    }

    private static Future<Reply> mark(Args args, Desk desk) {
        long scene = args.number(0);
        Conversation conversation = scene == Kinds.of(Scene.P2P)
                ? Conversation.between(desk.account(), args.account(1))
                : teamOf(scene, args.text(1));
        return mark(List.of(new SessionMark(conversation, args.number(2))), desk);
    }

    private static Conversation teamOf(long scene, String id) {
        for (Scene some : Scene.values()) {
            if (some != Scene.P2P && Kinds.of(some) == scene) {
                return new Conversation(some, Forms.teamId(id, "to"));
            }
        }
        throw Forms.invalid("scene");
    }

    private static Future<Reply> markSuperTeam(Args args, Desk desk) {
        return mark(List.of(new SessionMark(new Conversation(Scene.SUPER_TEAM, args.teamId(0)), args.number(1))), desk);
    }

    private static Future<Reply> markAll(Args args, Desk desk, boolean isSuper) {
        List<SessionMark> marks = new ArrayList<>();
        for (Props entry : args.properties(0, Tables.MARK, MARKS_MAX)) {
            long scene = isSuper ? Kinds.of(Scene.SUPER_TEAM) : entry.number("scene", 0);
            Conversation conversation = scene == Kinds.of(Scene.P2P)
                    ? Conversation.between(desk.account(), entry.account("to"))
                    : teamOf(scene, entry.teamId("to"));
            marks.add(new SessionMark(conversation, Forms.required(entry.number("timetag"), "timetag")));
        }
        return mark(marks, desk);
    }

    private static Future<Reply> mark(List<SessionMark> marks, Desk desk) {
        if (marks.stream().anyMatch(mark -> mark.time() < 1)) {
            throw new FaultException(Fault.INVALID, "timetag");
        }
        return desk.ask(new Command.MarkRead(marks), Answer.ReadMarks.class).map(done -> Reply.DONE);
    }
}
