package io.posthouse.client;

import io.posthouse.model.Conversation;
import io.posthouse.model.Scene;
import io.posthouse.model.StickTop;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Sessions that one client's account keeps on top of its list; {@link Listener#changed} tells what other devices do. Futures fail as
 * those of {@link PosthouseClient}.
 */
public final class StickTops {
    private final PosthouseClient client;
    private final String account;

    StickTops(PosthouseClient client) {
        this.client = client;
        this.account = client.options().account().toLowerCase(Locale.ROOT);
    }

    /**
     * Keeps a session on top, or changes its text if it is there.
     *
     * @param to an account, or a team's id
     * @param ext the app's own text
     */
    public Future<StickTop> add(Scene scene, String to, @Nullable String ext) {
        return say("addStickTop", scene, to, ext);
    }

    /** As {@link #add}, of one that is on top. */
    public Future<StickTop> update(Scene scene, String to, @Nullable String ext) {
        return say("updateStickTop", scene, to, ext);
    }

    private Future<StickTop> say(String verb, Scene scene, String to, @Nullable String ext) {
        JsonObject fields = of(scene, to);
        WireWriter.put(fields, "ext", ext);
        return client.request(verb, fields).map(ok -> top(ok.getJsonObject("top", new JsonObject())));
    }

    public Future<Void> delete(Scene scene, String to) {
        return client.request("deleteStickTop", of(scene, to)).mapEmpty();
    }

    /** All, by the time of their last change. */
    public Future<List<StickTop>> list() {
        return client.request("stickTops", new JsonObject()).map(ok -> WireReader.list(ok, "tops", this::top));
    }

    private static JsonObject of(Scene scene, String to) {
        return new JsonObject().put("scene", scene.wireName()).put("to", to);
    }

    private StickTop top(JsonObject json) {
        Scene scene = Scene.of(json.getString("scene", "")).orElse(Scene.P2P);
        return new StickTop(
                Conversation.of(scene, account, json.getString("to", "")),
                json.getString("ext"),
                json.getLong("createTime", 0L),
                json.getLong("updateTime", 0L));
    }
}
