package io.posthouse.protocol.nim;

import io.posthouse.model.Answer;
import io.posthouse.model.ArchiveCommand;
import io.posthouse.model.ArchiveCommand.Caps;
import io.posthouse.model.ArchiveCommand.Filter;
import io.posthouse.model.ArchiveCommand.Search;
import io.posthouse.model.Conversation;
import io.posthouse.model.Message;
import io.posthouse.model.MessageType;
import io.posthouse.model.Scene;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What is searched for, as this wire says it: lists are texts with commas. */
final class Hunting {
    private static final int ASCENDING = 1;
    private static final int DESCENDING = 2;
    private static final int MESSAGES = 10;
    private static final int SESSIONS = 10;
    private static final int MESSAGES_OF_SESSION = 5;
    /** Clients take what they are told to be all, so it is searched on. */
    private static final int ROUNDS_MAX = 10;
    /** Clients give up after 8 s, and a round may take half of {@code server.requestTimeout}. */
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(4);

    private Hunting() {}

    static Search search(Props asked, boolean bySession, Desk desk) {
        long order = asked.number("orderRule", DESCENDING);
        if (order != ASCENDING && order != DESCENDING) {
            throw Forms.invalid("orderRule");
        }
        return new Search(
                asked.someText("keyword"),
                asked.number("fromTime", 0),
                asked.number("toTime", 0),
                conversations(asked, desk),
                filter(asked),
                caps(asked, bySession, desk),
                order == ASCENDING);
    }

    private static Caps caps(Props asked, boolean bySession, Desk desk) {
        int pageMax = desk.limits().pageMax();
        if (!bySession) {
            return new Caps(limit(asked, "msglogsLimit", MESSAGES, pageMax), 0, 0);
        }
        int ofSession = limit(asked, "msglogsLimit", MESSAGES_OF_SESSION, pageMax);
        int sessions = limit(asked, "sessionLimit", SESSIONS, pageMax);
        return new Caps(Math.min(pageMax, ofSession * sessions), ofSession, sessions);
    }

    private static int limit(Props asked, String field, int absent, int most) {
        return (int) Math.min(most, Forms.within(1, Integer.MAX_VALUE, asked.number(field, absent), field));
    }

    private static Filter filter(Props asked) {
        Set<String> senders = Set.copyOf(list(asked, "senderList", name -> Forms.account(name, "senderList")));
        Set<MessageType> types =
                Set.copyOf(list(asked, "msgTypeList", type -> Kinds.type(Forms.number(type, "msgTypeList"))
                        .orElseThrow(() -> Forms.invalid("msgTypeList"))));
        Set<Integer> subTypes = list(asked, "msgSubTypeList", type -> (int)
                        Forms.within(0, Integer.MAX_VALUE, Forms.number(type, "msgSubTypeList"), "msgSubTypeList"))
                .stream()
                .collect(Collectors.toSet());
        return new Filter(senders, types, subTypes);
    }

    /** A client does not tell a team's id from a super team's; what is none of the two is left out. */
    private static List<Conversation> conversations(Props asked, Desk desk) {
        List<Conversation> conversations = new ArrayList<>(list(
                asked,
                "p2pSessionList",
                name -> Conversation.between(desk.account(), Forms.account(name, "p2pSessionList"))));
        for (String id : list(asked, "teamSessionList", id -> Forms.teamId(id, "teamSessionList"))) {
            conversations.add(new Conversation(Scene.TEAM, id));
            conversations.add(new Conversation(Scene.SUPER_TEAM, id));
        }
        return conversations;
    }

    private static <T> List<T> list(Props asked, String field, Function<String, T> make) {
        String text = asked.text(field, "");
        if (text.isEmpty()) {
            return List.of();
        }
        String[] items = text.split(",", -1);
        if (items.length > ArchiveCommand.FILTERS_MAX) {
            throw Forms.invalid(field);
        }
        return Arrays.stream(items).map(make).toList();
    }

    /** Searches on where a command's budget ended, as long as anybody may wait for it. */
    static Future<List<Message>> run(Search search, Desk desk) {
        return run(search, desk, new ArrayList<>(), new Patience(1, System.nanoTime()));
    }

    private static Future<List<Message>> run(Search search, Desk desk, List<Message> found, Patience patience) {
        return desk.ask(search, Answer.Found.class).compose(page -> {
            found.addAll(page.messages());
            boolean isEnough =
                    !page.more() || patience.isOver() || search.caps().perSession() > 0;
            int left = search.caps().messages() - page.messages().size();
            return isEnough || left <= 0
                    ? Future.succeededFuture(found.stream().distinct().toList())
                    : run(behind(search, page, left), desk, found, patience.next());
        });
    }

    private static Search behind(Search search, Answer.Found page, int left) {
        return new Search(
                search.keyword(),
                search.ascending() ? page.searchedTo() : search.beginTime(),
                search.ascending() ? search.endTime() : page.searchedTo(),
                search.conversations(),
                search.filter(),
                new Caps(left, 0, 0),
                search.ascending());
    }

    /**
     * How long it has been searched.
     *
     * @param round 1, 2, 3 …
     * @param startedNanos by the machine's clock
     */
    private record Patience(int round, long startedNanos) {
        boolean isOver() {
            return round >= ROUNDS_MAX || System.nanoTime() - startedNanos > PATIENCE_NANOS;
        }

        Patience next() {
            return new Patience(round + 1, startedNanos);
        }
    }
}
