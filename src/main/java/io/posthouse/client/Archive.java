package io.posthouse.client;

import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one client's account looks up in what was said: single messages, threads, and by a word. Futures fail as those of {@link
 * PosthouseClient}.
 */
public final class Archive {
    private final PosthouseClient client;
    private final WireReader reader;

    Archive(PosthouseClient client, WireReader reader) {
        this.client = client;
        this.reader = reader;
    }

    /**
     * What is searched for.
     *
     * @param keyword 1 to 100 characters
     * @param sessions in these alone, such as {@code p2p-bob}, at most 60; empty for all
     * @param beginTime ms, inclusive; 0 for the beginning
     * @param endTime ms, inclusive; 0 for now. To go on: what {@link Found#searchedTo} says, or as {@code beginTime} if {@code reverse}
     * @param limit messages at most
     * @param reverse whether the oldest comes first
     */
    public record Search(
            String keyword, List<String> sessions, long beginTime, long endTime, int limit, boolean reverse) {}

    /**
     * @param more whether there may be more
     * @param searchedTo ms, with which to go on if there may be
     */
    public record Found(List<ChatMessage> msgs, boolean more, long searchedTo) {}

    /**
     * @param root the message that was answered to
     * @param total replies in all
     * @param lastTime ms, the newest reply's; 0 for none
     */
    public record Replies(ChatMessage root, List<ChatMessage> msgs, boolean more, long total, long lastTime) {}

    /** The messages whose body holds the keyword. */
    public Future<Found> search(Search search) {
        JsonObject fields = new JsonObject()
                .put("keyword", search.keyword())
                .put("beginTime", search.beginTime())
                .put("endTime", search.endTime())
                .put("limit", search.limit())
                .put("reverse", search.reverse());
        if (!search.sessions().isEmpty()) {
            fields.put("sessions", new JsonArray(search.sessions()));
        }
        return client.request("search", fields)
                .map(ok -> new Found(msgs(ok), ok.getBoolean("more", false), ok.getLong("searchedTo", 0L)));
    }

    /**
     * The replies to a message.
     *
     * @param after the last one of the page before; null for the first page
     * @param reverse whether the oldest comes first
     */
    public Future<Replies> thread(ChatMessage root, @Nullable ChatMessage after, int limit, boolean reverse) {
        JsonObject fields = name(root).put("limit", limit).put("reverse", reverse);
        if (after != null) {
            fields.put("lastMsgId", after.idServer()).put(reverse ? "beginTime" : "endTime", after.time());
        }
        return client.request("thread", fields)
                .map(ok -> new Replies(
                        reader.message(ok.getJsonObject("root")),
                        msgs(ok),
                        ok.getBoolean("more", false),
                        ok.getLong("total", 0L),
                        ok.getLong("lastTime", 0L)));
    }

    /**
     * Messages as they are now, without those that are not to be seen any more.
     *
     * @param msgs 1 to 100
     */
    public Future<List<ChatMessage>> messages(List<ChatMessage> msgs) {
        JsonArray names = new JsonArray();
        msgs.forEach(msg -> names.add(name(msg)));
        return client.request("messages", new JsonObject().put("msgs", names)).map(this::msgs);
    }

    private List<ChatMessage> msgs(JsonObject ok) {
        return WireReader.list(ok, "msgs", reader::message);
    }

    private static JsonObject name(ChatMessage msg) {
        return new JsonObject()
                .put("scene", msg.scene().wireName())
                .put("to", msg.sessionTarget())
                .put("idServer", msg.idServer())
                .put("time", msg.time());
    }
}
