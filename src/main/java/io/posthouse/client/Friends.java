package io.posthouse.client;

import io.posthouse.model.Friend;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What one client's account does about its friends. Futures fail as those of {@link PosthouseClient}. */
public final class Friends {
    private final PosthouseClient client;

    Friends(PosthouseClient client) {
        this.client = client;
    }

    /**
     * What changed in the list of friends.
     *
     * @param whole whether this is the whole list, because nobody knows any more what changed
     * @param since to ask with the next time
     */
    public record Changed(List<Friend> friends, boolean whole, long since) {}

    /** Both are friends at once. */
    public Future<Void> add(String account, @Nullable String ps) {
        return say("addFriend", account, ps);
    }

    /** Asks the other account. */
    public Future<Void> apply(String account, @Nullable String ps) {
        return say("applyFriend", account, ps);
    }

    /** Says yes to an application. */
    public Future<Void> pass(String account, @Nullable String ps) {
        return say("passFriendApply", account, ps);
    }

    /** Says no to one. */
    public Future<Void> reject(String account, @Nullable String ps) {
        return say("rejectFriendApply", account, ps);
    }

    private Future<Void> say(String verb, String account, @Nullable String ps) {
        JsonObject fields = new JsonObject().put("account", account);
        WireWriter.put(fields, "ps", ps);
        return client.request(verb, fields).mapEmpty();
    }

    /** @param withAlias whether the alias is forgotten too */
    public Future<Void> delete(String account, boolean withAlias) {
        return client.request(
                        "deleteFriend", new JsonObject().put("account", account).put("delAlias", withAlias))
                .mapEmpty();
    }

    /** Says something of a friend; null leaves it as it is, an empty text takes it away. */
    public Future<Void> update(String account, @Nullable String alias, @Nullable String ext) {
        JsonObject fields = new JsonObject().put("account", account);
        WireWriter.put(fields, "alias", alias);
        WireWriter.put(fields, "ext", ext);
        return client.request("updateFriend", fields).mapEmpty();
    }

    /**
     * All friends that changed, those that are none any more among them ({@link Friend#valid}).
     *
     * @param since what the last answer said; 0 for all
     */
    public Future<Changed> list(long since) {
        return page(since, "", new ArrayList<>());
    }

    private Future<Changed> page(long since, String page, List<Friend> read) {
        JsonObject fields = new JsonObject().put("since", since).put("page", page);
        return client.request("friends", fields).compose(ok -> {
            read.addAll(WireReader.list(ok, "friends", FriendReader::friend));
            String next = ok.getString("page", "");
            return next.isEmpty()
                    ? Future.succeededFuture(
                            new Changed(List.copyOf(read), ok.getBoolean("whole", false), ok.getLong("since", 0L)))
                    : page(since, next, read);
        });
    }
}
