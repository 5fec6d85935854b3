package io.posthouse.client;

import io.posthouse.model.Card;
import io.posthouse.model.Draft;
import io.posthouse.model.Message;
import io.posthouse.model.MessageType;
import io.posthouse.model.RelationKind;
import io.posthouse.model.Scene;
import io.vertx.core.Future;
import io.vertx.core.file.AsyncFile;
import io.vertx.core.file.FileSystem;
import io.vertx.core.file.OpenOptions;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One device of one account. May be used from any thread; listeners are called, and futures completed, on the event loop
 * of its {@link Clients}. A future fails with a {@link ClientException} alone.
 */
public final class PosthouseClient {
    private final Clients clients;
    private final ClientOptions options;
    private final WireReader reader;
    private final Events events;
    private final Link link;
    private final Teams teams = new Teams(this);
    private final Friends friends = new Friends(this);
    private final Statuses statuses = new Statuses(this);
    private final Channels channels = new Channels(this);

    PosthouseClient(Clients clients, ClientOptions options) {
        this.clients = clients;
        this.options = options;
        this.reader = new WireReader(options.account().toLowerCase(Locale.ROOT));
        this.events = new Events(this, reader);
        this.link = new Link(clients, options, events::onEvent, events);
        events.acknowledgeBy(link);
    }

    public ClientOptions options() {
        return options;
    }

    /** What this account does in teams. */
    public Teams teams() {
        return teams;
    }

    /** What this account does about its friends. */
    public Friends friends() {
        return friends;
    }

    /** What this account says of its state, and wants to know of others'. */
    public Statuses statuses() {
        return statuses;
    }

    /** What this account does in channels. */
    public Channels channels() {
        return channels;
    }

    /** The sessions that this account keeps on top. */
    public StickTops stickTops() {
        return new StickTops(this);
    }

    /** What this account looks up in what was said. */
    public Archive archive() {
        return new Archive(this, reader);
    }

    /**
     * The name cards of accounts.
     *
     * @param accounts 1 to 150
     */
    public Future<List<Card>> cards(Collection<String> accounts) {
        return request("cards", new JsonObject().put("accounts", new JsonArray(new ArrayList<>(accounts))))
                .map(ok -> WireReader.list(ok, "cards", WireReader::card));
    }

    /**
     * Changes the own name card.
     *
     * @param fields as protocol.md names them; what is absent stays, an empty text takes it away
     */
    public Future<Card> updateCard(Map<String, String> fields) {
        JsonObject card = new JsonObject();
        fields.forEach(card::put);
        return request("updateCard", card).map(ok -> WireReader.card(ok.getJsonObject("card")));
    }

    /** Adds a listener; to be called before {@link #connect}, or on the event loop. */
    public PosthouseClient on(Listener listener) {
        events.add(listener);
        return this;
    }

    /**
     * Logs in. What the gateway said, as protocol.md has it; the sync follows and ends in {@link Listener#synced}. Fails
     * if it does not succeed at once: only a line that was up once is taken up again by itself.
     */
    public Future<JsonObject> connect() {
        return clients.call(link::connect);
    }

    /** Logs out and stays away. */
    public Future<Void> disconnect() {
        return clients.call(() -> link.request("logout", new JsonObject())
                .eventually(() -> {
                    link.end();
                    return Future.succeededFuture();
                })
                // Without an answer the line is closed all the same.
                .<Void>map(ok -> null)
                .otherwiseEmpty());
    }

    /** Drops the line without a word, as a phone in a tunnel does, and stays away. */
    public Future<Void> vanish() {
        return clients.call(() -> {
            link.end();
            return Future.succeededFuture();
        });
    }

    public boolean isOnline() {
        return link.state() == Link.State.ONLINE;
    }

    public Future<ChatMessage> sendText(String to, String body) {
        return send(Draft.of(Scene.P2P, to, MessageType.TEXT, body, null, Ids.next()));
    }

    public Future<ChatMessage> sendTip(String to, String body) {
        return send(Draft.of(Scene.P2P, to, MessageType.TIP, body, null, Ids.next()));
    }

    /**
     * @param attach any text of the app's
     */
    public Future<ChatMessage> sendCustom(String to, String attach) {
        return send(Draft.of(Scene.P2P, to, MessageType.CUSTOM, null, attach, Ids.next()));
    }

    public Future<ChatMessage> sendGeo(String to, double lng, double lat, String title) {
        String attach = new JsonObject()
                .put("lng", lng)
                .put("lat", lat)
                .put("title", title)
                .encode();
        return send(Draft.of(Scene.P2P, to, MessageType.GEO, null, attach, Ids.next()));
    }

    /**
     * Uploads a file and then sends a message that names it.
     *
     * @param to an account
     * @param type image, audio, video or file
     * @param mediaType such as {@code image/png}; empty if it is not known
     */
    public Future<ChatMessage> sendFile(String to, MessageType type, Path file, String mediaType) {
        return upload(file, mediaType).compose(attach -> send(Draft.of(Scene.P2P, to, type, null, attach, Ids.next())));
    }

    /**
     * Uploads a file, without sending it. A line that drops in the middle goes on where it was.
     *
     * @return what belongs into the attach of the messages that name it
     */
    public Future<String> upload(Path file, String mediaType) {
        FileSystem files = clients.vertx().fileSystem();
        return clients.call(() -> files.props(file.toString()).compose(props -> files.open(
                        file.toString(), new OpenOptions().setWrite(false))
                .compose(opened -> upload(opened, file, props.size(), mediaType).eventually(opened::close))));
    }

    private Future<String> upload(AsyncFile opened, Path file, long size, String mediaType) {
        JsonObject wish = new JsonObject()
                .put("size", size)
                .put("name", String.valueOf(file.getFileName()))
                .put("type", mediaType);
        return request("upload", wish)
                .compose(grant -> new Upload(clients.vertx(), clients.http(), options, grant, opened, size).from(0))
                .map(JsonObject::encode);
    }

    /**
     * @return {@code SENT} or {@code REFUSED}; fails with the message as {@code SEND_FAILED} in the exception
     */
    public Future<ChatMessage> send(Draft draft) {
        ChatMessage sending = sending(draft);
        return request("send", new JsonObject().put("msg", WireWriter.draft(draft)))
                .map(ok -> reader.message(ok.getJsonObject("msg")))
                .recover(cause -> Future.failedFuture(
                        cause instanceof ClientException failed
                                ? failed.about(sending.with(MessageStatus.SEND_FAILED))
                                : cause));
    }

    private ChatMessage sending(Draft draft) {
        String account = options.account().toLowerCase(Locale.ROOT);
        Message unsent = new Message(account, options.clientType(), options.deviceId(), null, draft, 0, 0, "", false);
        return new ChatMessage(unsent, account, MessageStatus.SENDING);
    }

    /** The same message again, with the same idClient: it is stored once, however often it is sent (S2). */
    public Future<ChatMessage> resend(ChatMessage failed) {
        return send(Drafts.again(failed.message().draft()));
    }

    /** A new message with the same content, for another account (S4). */
    public Future<ChatMessage> forward(ChatMessage msg, String to) {
        return forward(msg, Scene.P2P, to);
    }

    /**
     * @param to an account, or a team's id
     */
    public Future<ChatMessage> forward(ChatMessage msg, Scene scene, String to) {
        return send(Drafts.forwarded(msg.message().draft(), scene, to, Ids.next()));
    }

    /**
     * @return the recall's RECALL
     */
    public Future<JsonObject> recall(ChatMessage msg, @Nullable String ps) {
        JsonObject fields = WireWriter.message(msg);
        fields.remove("time");
        WireWriter.put(fields, "ps", ps);
        return request("recall", fields).map(ok -> ok.getJsonObject("recall"));
    }

    /**
     * Tells something beside the conversation, such as that one is typing.
     *
     * @param attach any text
     * @param needSaveOffline whether it waits for who is offline
     * @return the answer; {@code refused} is true in it if the receiver has blocked this account
     */
    public Future<JsonObject> sendSysMsg(Scene scene, String to, String attach, boolean needSaveOffline) {
        return request(
                "sendSysMsg",
                new JsonObject()
                        .put("scene", scene.wireName())
                        .put("to", to)
                        .put("attach", attach)
                        .put("needSaveOffline", needSaveOffline));
    }

    /**
     * "I have read up to this message", towards the peer (C1).
     *
     * @return up to where the receipt says so, ms
     */
    public Future<Long> sendReceipt(ChatMessage msg) {
        return request(
                        "receipt",
                        new JsonObject()
                                .put("scene", msg.scene().wireName())
                                .put("to", msg.sessionTarget())
                                .put("time", msg.time())
                                .put("idClient", msg.idClient()))
                .map(ok -> ok.getLong("time"));
    }

    /** Moves the account's own read mark (C3). */
    public Future<List<Session>> markRead(String sessionId, long time) {
        return request("read", new JsonObject().put("marks", new JsonObject().put(sessionId, time)))
                .map(ok -> WireReader.list(ok, "sessions", reader::session));
    }

    public Future<History.Page> history(History history) {
        return request("history", WireWriter.history(history))
                .map(ok ->
                        new History.Page(WireReader.list(ok, "msgs", reader::message), ok.getBoolean("more", false)));
    }

    /** Deletes for oneself. */
    public Future<Void> delete(List<ChatMessage> msgs) {
        JsonArray all = new JsonArray();
        msgs.forEach(msg -> all.add(WireWriter.message(msg)));
        return request("delete", new JsonObject().put("msgs", all)).mapEmpty();
    }

    /** Clears a p2p session's history for oneself. */
    public Future<Void> clear(String to) {
        return clear(Scene.P2P, to);
    }

    /** Clears a session's history for oneself; in a team {@code to} is its id. */
    public Future<Void> clear(Scene scene, String to) {
        return request("clear", new JsonObject().put("scene", scene.wireName()).put("to", to))
                .mapEmpty();
    }

    /**
     * @param before a session's time to go on from; 0 for the newest
     */
    public Future<List<Session>> sessions(long before, int limit) {
        return request("sessions", new JsonObject().put("before", before).put("limit", limit))
                .map(ok -> WireReader.list(ok, "sessions", reader::session));
    }

    /** Blocks, unblocks, mutes or unmutes (A3). */
    public Future<Void> relation(RelationKind kind, String account, boolean on) {
        return request(
                        "relation",
                        new JsonObject()
                                .put("kind", kind.name().toLowerCase(Locale.ROOT))
                                .put("account", account)
                                .put("on", on))
                .mapEmpty();
    }

    /**
     * Pushes other devices of the account out.
     *
     * @return those that were connected
     */
    public Future<List<String>> kick(Collection<String> deviceIds) {
        return request("kick", new JsonObject().put("deviceIds", new JsonArray(new ArrayList<>(deviceIds))))
                .map(ok -> WireReader.texts(ok, "deviceIds"));
    }

    /** Says that a session has arrived up to a time, for clients that do not by themselves. */
    public Future<Void> acknowledge(String sessionId, long time) {
        return request("ack", new JsonObject().put("marks", new JsonObject().put(sessionId, time)))
                .mapEmpty();
    }

    /**
     * Any request of protocol.md.
     *
     * @return its {@code ok}
     */
    public Future<JsonObject> request(String verb, JsonObject fields) {
        return clients.call(() -> link.request(verb, fields));
    }

    /** A request that makes nothing twice, made again as long as its outcome is unknown. */
    Future<JsonObject> persist(String verb, JsonObject fields) {
        return clients.call(() -> link.persist(verb, fields));
    }

    /** Any frame at all: for tests of the wire. */
    public Future<Void> sendRaw(String frame) {
        return clients.call(() -> link.sendRaw(frame));
    }
}
