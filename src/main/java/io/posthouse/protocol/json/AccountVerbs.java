package io.posthouse.protocol.json;

import com.fasterxml.jackson.core.JsonGenerator;
import io.posthouse.model.Answer;
import io.posthouse.model.Card;
import io.posthouse.model.Command;
import io.posthouse.model.Gender;
import io.posthouse.model.RelationKind;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What is asked about the account itself and others: relations, cards, devices. */
final class AccountVerbs {
    static final int CARDS_MAX = 150;
    static final int KICKED_MAX = 20;

    private AccountVerbs() {}

    static List<Verb> all() {
        return List.of(
                Verbs.command(
                        "relation",
                        Set.of("kind", "account", "on"),
                        in -> new Command.SetRelation(
                                kind(in.text("kind"), "kind"), in.account("account"), in.flag("on")),
                        Answer.Done.class,
                        MessageVerbs::writeDone),
                Verbs.command(
                        "relations",
                        Set.of(),
                        in -> new Command.GetRelations(),
                        Answer.Relations.class,
                        SessionWriter::relations),
                Verbs.command(
                        "cards",
                        Set.of("accounts"),
                        in -> new Command.GetCards(
                                in.texts("accounts", CARDS_MAX, name -> Forms.account(name, "accounts"))),
                        Answer.Cards.class,
                        AccountVerbs::writeCards),
                Verbs.command(
                        "updateCard",
                        Set.of("nick", "avatar", "ext", "signature", "gender", "email", "birth", "tel"),
                        AccountVerbs::updateCard,
                        Answer.Cards.class,
                        (answer, out) ->
                                SessionWriter.card("card", answer.cards().get(0), out)),
                Verbs.command(
                        "devices",
                        Set.of(),
                        in -> new Command.GetDevices(),
                        Answer.Devices.class,
                        (answer, out) -> SessionWriter.devices(answer.devices(), out)),
                Verbs.command(
                        "kick",
                        Set.of("deviceIds"),
                        in -> new Command.KickDevices(
                                in.texts("deviceIds", KICKED_MAX, id -> Forms.id(id, "deviceIds"))),
                        Answer.KickedDevices.class,
                        AccountVerbs::writeKicked));
    }

    private static Command.ClientCommand updateCard(Fields in) {
        return new Command.UpdateCard(
                in.text("nick", Card.NICK_CHARS_MAX),
                in.text("avatar", Card.AVATAR_CHARS_MAX),
                in.text("ext"),
                in.text("signature", Card.SIGNATURE_CHARS_MAX),
                gender(in.text("gender")),
                in.text("email", Card.EMAIL_CHARS_MAX),
                in.text("birth", Card.BIRTH_CHARS_MAX),
                in.text("tel", Card.TEL_CHARS_MAX));
    }

    private static @Nullable Gender gender(@Nullable String word) {
        return word == null ? null : Gender.of(word).orElseThrow(() -> Values.invalid("gender"));
    }

    private static void writeCards(Answer.Cards answer, JsonGenerator out) throws IOException {
        out.writeArrayFieldStart("cards");
        for (var card : answer.cards()) {
            SessionWriter.card(card, out);
        }
        out.writeEndArray();
    }

    private static void writeKicked(Answer.KickedDevices answer, JsonGenerator out) throws IOException {
        out.writeArrayFieldStart("deviceIds");
        for (String deviceId : answer.deviceIds()) {
            out.writeString(deviceId);
        }
        out.writeEndArray();
    }

    private static RelationKind kind(@Nullable String text, String field) {
        return switch (Forms.required(text, field)) {
            case "black" -> RelationKind.BLACK;
            case "mute" -> RelationKind.MUTE;
            default -> throw Values.invalid(field);
        };
    }
}
