package io.posthouse.protocol.nim;

import io.posthouse.model.Answer;
import io.posthouse.model.StatusCommand;
import io.vertx.core.Future;
import java.util.List;

/** Statuses, which this wire calls events: published, subscribed to, and told after the sync. */
final class StatusFunctions {
    private static final long SECOND_MILLIS = 1_000;
    private static final long PUBLISHED_SECONDS = 604_800;
    private static final long SUBSCRIBED_SECONDS = 2_592_000;
    private static final long ONLINE_ONLY = 1;
    private static final long ONLINE_AND_OFFLINE = 2;

    private StatusFunctions() {}

    static List<Row> rows() {
        return List.of(
                Row.of("14_1", "publishEvent", StatusFunctions::publish),
                Row.of("14_3", "subscribeEvent", StatusFunctions::subscribe),
                Row.of("14_4", "unSubscribeEventsByAccounts", (args, desk) -> unsubscribe(args, accounts(args), desk)),
                Row.of("14_5", "unSubscribeEventsByType", (args, desk) -> unsubscribe(args, List.of(), desk)),
                Row.of("14_6", "querySubscribeEventsByAccounts", (args, desk) -> list(args, accounts(args), desk)),
                Row.of("14_7", "querySubscribeEventsByType", (args, desk) -> list(args, List.of(), desk)));
    }

    private static Future<Reply> publish(Args args, Desk desk) {
        Props event = args.property(0, Tables.STATUS);
        long scope = Forms.within(
                ONLINE_ONLY, ONLINE_AND_OFFLINE, event.number("broadcastType", ONLINE_AND_OFFLINE), "broadcastType");
        StatusCommand command = new StatusCommand.PublishStatus(
                type(event),
                (int) Forms.within(0, Integer.MAX_VALUE, Forms.required(event.number("value"), "value"), "value"),
                event.text("ext"),
                Forms.id(event.text("idClient"), "idClient"),
                millis(event, "validTime", PUBLISHED_SECONDS),
                scope == ONLINE_AND_OFFLINE,
                event.flag("sync", false));
        return desk.ask(command, Answer.StatusPublished.class)
                .map(published -> Reply.of(Statuses.property(published.status())));
    }

    private static Future<Reply> subscribe(Args args, Desk desk) {
        Props wish = args.property(0, Tables.SUBSCRIPTION);
        StatusCommand command = new StatusCommand.SubscribeStatus(
                type(wish),
                accounts(args),
                millis(wish, "subscribeTime", SUBSCRIBED_SECONDS),
                wish.flag("sync", false));
        return desk.ask(command, Answer.Subscribed.class).map(done -> Reply.of(done.failed()));
    }

    private static Future<Reply> unsubscribe(Args args, List<String> accounts, Desk desk) {
        int type = type(args.property(0, Tables.SUBSCRIPTION));
        return desk.ask(new StatusCommand.UnsubscribeStatus(type, accounts), Answer.Subscribed.class)
                .map(done -> accounts.isEmpty() ? Reply.DONE : Reply.of(done.failed()));
    }

    private static Future<Reply> list(Args args, List<String> accounts, Desk desk) {
        int type = type(args.property(0, Tables.SUBSCRIPTION));
        return desk.ask(new StatusCommand.GetSubscriptions(type, accounts), Answer.Subscriptions.class)
                .map(found -> Reply.of(found.subscriptions().stream()
                        .map(one -> Statuses.property(one, desk.account()))
                        .toList()));
    }

    /** Tells what holds of all that the account has subscribed to, page by page. */
    static void tell(String page, Desk desk) {
        desk.ask(new StatusCommand.GetStatuses(page), Answer.Statuses.class)
                // Dropped if it fails: what holds is told again when the client subscribes.
                .onSuccess(answer -> {
                    if (!answer.statuses().isEmpty()) {
                        desk.line().write(Statuses.packet(answer.statuses()));
                    }
                    if (!answer.nextPage().isEmpty()) {
                        tell(answer.nextPage(), desk);
                    }
                });
    }

    private static int type(Props props) {
        return (int) Forms.within(0, Integer.MAX_VALUE, Forms.required(props.number("type"), "type"), "type");
    }

    private static long millis(Props props, String field, long absentSeconds) {
        long seconds = props.number(field, absentSeconds);
        return Forms.within(
                        StatusCommand.LIFE_MILLIS_MIN / SECOND_MILLIS,
                        StatusCommand.LIFE_MILLIS_MAX / SECOND_MILLIS,
                        seconds,
                        field)
                * SECOND_MILLIS;
    }

    private static List<String> accounts(Args args) {
        return args.accounts(1, 1, StatusCommand.ACCOUNTS_MAX);
    }
}
