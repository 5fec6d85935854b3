package io.posthouse.protocol.json;

import com.fasterxml.jackson.core.JsonGenerator;
import io.posthouse.model.Answer;
import io.posthouse.model.ArchiveCommand;
import io.posthouse.model.ArchiveCommand.Caps;
import io.posthouse.model.ArchiveCommand.Filter;
import io.posthouse.model.ArchiveCommand.GetMessages;
import io.posthouse.model.ArchiveCommand.GetThread;
import io.posthouse.model.ArchiveCommand.MessageName;
import io.posthouse.model.ArchiveCommand.Search;
import io.posthouse.model.Message;
import io.posthouse.model.MessageType;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** What is looked up in what was said: single messages, threads, texts. */
final class ArchiveVerbs {
    static final int NAMES_MAX = 100;

    private ArchiveVerbs() {}

    static List<Verb> all(int pageMax) {
        Set<String> thread =
                Set.of("scene", "to", "idServer", "time", "beginTime", "endTime", "lastMsgId", "limit", "reverse");
        return List.of(
                Verbs.command(
                        "messages",
                        Set.of("msgs"),
                        in -> new GetMessages(in.objects("msgs", NAMES_MAX, ArchiveVerbs::name)),
                        Answer.Messages.class,
                        Pages::messages),
                Verbs.command(
                        "search",
                        Set.of(
                                "keyword",
                                "beginTime",
                                "endTime",
                                "sessions",
                                "senders",
                                "types",
                                "subTypes",
                                "limit",
                                "perSession",
                                "sessionLimit",
                                "reverse"),
                        in -> search(in, pageMax),
                        Answer.Found.class,
                        ArchiveVerbs::writeFound),
                Verbs.command(
                        "thread",
                        thread,
                        in -> thread(in, pageMax),
                        Answer.ThreadRead.class,
                        ArchiveVerbs::writeThread));
    }

    private static MessageName name(Fields in) {
        return new MessageName(
                in.conversation(),
                Forms.someIdServer(in.text("idServer"), in.path("idServer")),
                in.number("time", 1, Values.NUMBER_MAX));
    }

    private static GetThread thread(Fields in, int pageMax) {
        return new GetThread(
                name(in),
                in.number("beginTime", 0, Values.NUMBER_MAX, 0),
                in.number("endTime", 0, Values.NUMBER_MAX, 0),
                in.idServer("lastMsgId"),
                (int) in.number("limit", 1, pageMax, pageMax),
                in.flag("reverse", false));
    }

    private static Search search(Fields in, int pageMax) {
        String account = in.caller().account();
        int most = ArchiveCommand.FILTERS_MAX;
        Filter filter = new Filter(
                Set.copyOf(in.textsOrNone("senders", most, name -> Forms.account(name, "senders"))),
                Set.copyOf(in.textsOrNone("types", MessageType.values().length, name -> Forms.type(name, "types"))),
                subTypes(in));
        Caps caps = new Caps(
                (int) in.number("limit", 1, pageMax, pageMax), (int) in.number("perSession", 1, pageMax, 0), (int)
                        in.number("sessionLimit", 1, pageMax, 0));
        return new Search(
                Forms.required(in.text("keyword"), "keyword"),
                in.number("beginTime", 0, Values.NUMBER_MAX, 0),
                in.number("endTime", 0, Values.NUMBER_MAX, 0),
                in.textsOrNone(
                        "sessions", ArchiveCommand.CONVERSATIONS_MAX, name -> Forms.session(name, account, "sessions")),
                filter,
                caps,
                in.flag("reverse", false));
    }

    private static Set<Integer> subTypes(Fields in) {
        return in.numbersOrNone("subTypes", ArchiveCommand.FILTERS_MAX, Integer.MAX_VALUE).stream()
                .map(Math::toIntExact)
                .collect(Collectors.toSet());
    }

    /** As many as fit; what was cut off is where to go on, unless they come session by session. */
    private static void writeFound(Answer.Found answer, JsonGenerator out) throws IOException {
        List<Message> all = answer.messages();
        List<Message> fitting = Pages.split(all, Pages::weight).get(0);
        boolean isCut = fitting.size() < all.size();
        Pages.messages(new Answer.Messages(fitting, answer.more() || isCut), out);
        if (isCut) {
            out.writeNumberField("searchedTo", fitting.get(fitting.size() - 1).time());
        } else if (answer.more()) {
            out.writeNumberField("searchedTo", answer.searchedTo());
        }
    }

    private static void writeThread(Answer.ThreadRead answer, JsonGenerator out) throws IOException {
        MessageWriter.message("root", answer.root(), out);
        Pages.messages(new Answer.Messages(answer.replies(), answer.more()), out);
        out.writeNumberField("total", answer.total());
        out.writeNumberField("lastTime", answer.lastTime());
    }
}
