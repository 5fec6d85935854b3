package io.posthouse.protocol.json;

import com.fasterxml.jackson.core.JsonGenerator;
import io.posthouse.model.Answer;
import io.posthouse.model.ClientType;
import io.posthouse.model.Status;
import io.posthouse.model.StatusCommand;
import io.posthouse.model.Subscription;
import java.io.IOException;
import java.util.List;
import java.util.Set;

/** What is asked about statuses, and how STATUS is written. */
final class StatusVerbs {
    private static final int PAGE_CHARS_MAX = 20;
    private static final long PUBLISHED_MILLIS = 7L * 24 * 3600 * 1000;

    private StatusVerbs() {}

    static List<Verb> all() {
        return List.of(
                Verbs.command(
                        "publishStatus",
                        Set.of("type", "value", "ext", "idClient", "lifeMillis", "kept", "toSelf"),
                        StatusVerbs::publish,
                        Answer.StatusPublished.class,
                        (answer, out) -> {
                            out.writeFieldName("status");
                            write(answer.status(), out);
                        }),
                Verbs.command(
                        "subscribeStatus",
                        Set.of("type", "accounts", "lifeMillis", "sync"),
                        in -> new StatusCommand.SubscribeStatus(
                                type(in),
                                in.accounts("accounts", StatusCommand.ACCOUNTS_MAX),
                                life(in, StatusCommand.LIFE_MILLIS_MAX),
                                in.flag("sync", false)),
                        Answer.Subscribed.class,
                        StatusVerbs::writeFailed),
                Verbs.command(
                        "unsubscribeStatus",
                        Set.of("type", "accounts"),
                        in -> new StatusCommand.UnsubscribeStatus(
                                type(in), in.accountsOrNone("accounts", StatusCommand.ACCOUNTS_MAX)),
                        Answer.Subscribed.class,
                        StatusVerbs::writeFailed),
                Verbs.command(
                        "subscriptions",
                        Set.of("type", "accounts"),
                        in -> new StatusCommand.GetSubscriptions(
                                type(in), in.accountsOrNone("accounts", StatusCommand.ACCOUNTS_MAX)),
                        Answer.Subscriptions.class,
                        StatusVerbs::writeSubscriptions),
                Verbs.command(
                        "statuses",
                        Set.of("page"),
                        in -> new StatusCommand.GetStatuses(Forms.atMost(PAGE_CHARS_MAX, in.text("page", ""), "page")),
                        Answer.Statuses.class,
                        (answer, out) -> {
                            write(answer.statuses(), out);
                            out.writeStringField("page", answer.nextPage());
                        }));
    }

    private static StatusCommand publish(Fields in) {
        return new StatusCommand.PublishStatus(
                type(in),
                (int) in.number("value", 0, Integer.MAX_VALUE),
                in.text("ext"),
                in.id("idClient"),
                life(in, PUBLISHED_MILLIS),
                in.flag("kept", true),
                in.flag("toSelf", false));
    }

    private static int type(Fields in) {
        return (int) in.number("type", 1, Integer.MAX_VALUE);
    }

    private static long life(Fields in, long absent) {
        return in.number("lifeMillis", StatusCommand.LIFE_MILLIS_MIN, StatusCommand.LIFE_MILLIS_MAX, absent);
    }

    private static void writeFailed(Answer.Subscribed answer, JsonGenerator out) throws IOException {
        out.writeArrayFieldStart("failed");
        for (String account : answer.failed()) {
            out.writeString(account);
        }
        out.writeEndArray();
    }

    private static void writeSubscriptions(Answer.Subscriptions answer, JsonGenerator out) throws IOException {
        out.writeArrayFieldStart("subscriptions");
        for (Subscription subscription : answer.subscriptions()) {
            out.writeStartObject();
            out.writeNumberField("type", subscription.type());
            out.writeStringField("account", subscription.account());
            out.writeNumberField("lifeMillis", subscription.lifeMillis());
            out.writeBooleanField("sync", subscription.sync());
            out.writeNumberField("time", subscription.time());
            out.writeEndObject();
        }
        out.writeEndArray();
    }

    static String event(List<Status> statuses, Frames frames) {
        return frames.event("statuses", out -> write(statuses, out));
    }

    private static void write(List<Status> statuses, JsonGenerator out) throws IOException {
        out.writeArrayFieldStart("statuses");
        for (Status status : statuses) {
            write(status, out);
        }
        out.writeEndArray();
    }

    private static void write(Status status, JsonGenerator out) throws IOException {
        out.writeStartObject();
        out.writeStringField("account", status.account());
        out.writeNumberField("type", status.type());
        out.writeNumberField("value", status.value());
        if (!status.idClient().isEmpty()) {
            out.writeStringField("idClient", status.idClient());
        }
        out.writeStringField("idServer", status.idServer());
        out.writeStringField("clientType", status.clientType().wireName());
        MessageWriter.text("ext", status.ext(), out);
        out.writeNumberField("time", status.time());
        if (status.isOfDevices()) {
            out.writeArrayFieldStart("connected");
            for (ClientType type : status.connected()) {
                out.writeString(type.wireName());
            }
            out.writeEndArray();
        }
        out.writeEndObject();
    }
}
