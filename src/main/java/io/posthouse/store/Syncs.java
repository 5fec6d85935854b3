package io.posthouse.store;

import io.posthouse.config.Config;
import io.posthouse.config.SyncConfig;
import io.posthouse.model.Answer;
import io.posthouse.model.Caller;
import io.posthouse.model.Command;
import io.posthouse.model.Conversation;
import io.posthouse.model.Event;
import io.posthouse.model.RelationKind;
import io.posthouse.model.SessionSync;
import io.vertx.core.Future;
import io.vertx.redis.client.Response;
import io.vertx.redis.client.ResponseType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a device must be told at login (D3 to D7). One round trip lists the sessions, a second reads them; a page is told
 * wholly by its token, so nothing is kept between pages.
 */
final class Syncs {
    private static final int PAGE_SESSIONS = 50;
    /** Of one session on a page with many, and on a page of its own: a page is held in memory and written whole (D9). */
    private static final int PAGE_ENTRIES_AMONG_MANY = 20;

    private static final int PAGE_ENTRIES_ALONE = 100;
    /** In a cluster sessions are marked after the append; this long after it a mark is late no more. */
    private static final long CLUSTER_MARGIN_MILLIS = 60_000;

    private final Lines lines;
    private final Keys keys;
    private final Config config;
    private final Changes changes;
    private final Folds folds;

    Syncs(Lines lines, Keys keys, Config config, Changes changes, Folds folds) {
        this.lines = lines;
        this.keys = keys;
        this.config = config;
        this.changes = changes;
        this.folds = folds;
    }

    Future<Answer.SyncPage> sync(Caller caller, Command.Sync sync) {
        SyncToken token = sync.page().isEmpty() ? SyncToken.FIRST : SyncToken.parse(sync.page());
        return list(caller, sync, token).compose(reply -> {
            Response listed = reply.get(4);
            List<Future<Optional<SessionSync>>> reads = new ArrayList<>();
            for (int i = 0; i < listed.size(); i += 5) {
                Conversation conversation = Conversation.parse(listed.get(i).toString());
                Marks marks = new Marks(
                        listed.get(i + 2).toLong(),
                        listed.get(i + 3).toLong(),
                        listed.get(i + 4).toInteger() == 1,
                        reply.number(0));
                reads.add(Sight.ifSeen(
                        read(caller, conversation, marks, 0, listed.get(i + 1).toLong())));
            }
            return Future.all(reads).map(all -> page(caller.account(), sync, token, reply, all.list()));
        });
    }

    /** The list, in which is what was said in teams. */
    private Future<Reply> list(Caller caller, Command.Sync sync, SyncToken token) {
        return list(caller, sync, token, 0).compose(reply -> {
            boolean isToFold = reply.get(1).type() == ResponseType.MULTI;
            return isToFold
                    ? folds.read(caller.account(), reply.get(1)).compose(settling -> {
                        Future<Reply> settled = lines.ask(settling);
                        Future<Reply> listed = list(caller, sync, token, reply.number(0));
                        return settled.compose(v -> listed);
                    })
                    : Future.succeededFuture(reply);
        });
    }

    /** Goes on with one session; what was acknowledged meanwhile is left out. */
    Future<Answer.SyncPage> more(Caller caller, Command.SyncMore more) {
        Conversation conversation = Sides.require(more.conversation(), caller.account());
        return marksOf(caller, conversation).compose(marks -> read(caller, conversation, marks, more.after(), 0)
                .map(session -> new Answer.SyncPage(List.of(session), "", marks.now(), List.of(), false, 0, null)));
    }

    private Future<Reply> list(Caller caller, Command.Sync sync, SyncToken token, long foldedAt) {
        SyncConfig limits = config.sync();
        String account = caller.account();
        return lines.ask(Call.of(Script.SYNC)
                .key(keys.recent(account))
                .key(keys.acknowledged(account))
                .key(keys.device(account, caller.deviceId()))
                .key(keys.account(account))
                .key(keys.changes(account))
                .key(keys.relation(account, RelationKind.BLACK))
                .key(keys.relation(account, RelationKind.MUTE))
                .key(keys.teams(account))
                .arg(sync.since())
                .arg(sync.changesAfter())
                .arg(PAGE_SESSIONS)
                .arg(token.phase())
                .arg(token.syncTime())
                .arg(token.lowest())
                .arg(token.nextTime())
                .arg(token.nextSession())
                .arg(lines.isOneServer() ? 0 : CLUSTER_MARGIN_MILLIS)
                .arg(limits.roamingSessionsMax())
                .arg(limits.roamingAge().toMillis())
                .arg(config.limits().changesMax())
                .arg(token.stateAbove())
                .arg(foldedAt));
    }

    private Future<Marks> marksOf(Caller caller, Conversation conversation) {
        String account = caller.account();
        Future<Reply> acks = lines.ask(Call.of(io.vertx.redis.client.Command.HGET)
                .key(keys.acknowledged(account))
                .arg(conversation.key()));
        Future<Reply> marks = lines.ask(Call.of(io.vertx.redis.client.Command.HMGET)
                .key(keys.device(account, caller.deviceId()))
                .arg(conversation.key())
                .arg("*"));
        Future<Reply> time = lines.ask(Call.of(io.vertx.redis.client.Command.TIME));
        return Future.all(acks, marks, time).map(all -> {
            Response mark = marks.result().get().get(0);
            Response base = marks.result().get().get(1);
            String text = mark != null ? mark.toString() : base != null ? base.toString() : "0";
            boolean starts = text.startsWith("s");
            Response ack = acks.result().value();
            return new Marks(
                    ack == null ? 0 : ack.toLong(),
                    Long.parseLong(starts ? text.substring(1) : text),
                    starts,
                    time.result().number(0) * 1000);
        });
    }

    private Future<SessionSync> read(
            Caller caller, Conversation conversation, Marks marks, long after, long changedAt) {
        SyncConfig limits = config.sync();
        String account = caller.account();
        long offlineFloor = marks.now() - limits.offlineAge().toMillis();
        long roamingFloor = marks.starts() ? marks.now() - limits.roamingAge().toMillis() : offlineFloor;
        return lines.ask(Sight.keysOfState(Call.of(Script.PENDING), keys, conversation, account)
                        .arg(account)
                        .arg(Sides.unreadOf(conversation, account))
                        .arg(Views.peerOf(conversation, account))
                        .arg(config.store().retention().toMillis())
                        .arg(caller.deviceId())
                        .arg(marks.acknowledged())
                        .arg(marks.marked())
                        .arg(offlineFloor)
                        .arg(roamingFloor)
                        .arg(limits.offlinePerSessionMax())
                        .arg(marks.starts() ? limits.roamingPerSessionMax() : limits.offlinePerSessionMax())
                        .arg(after)
                        .arg(after == 0 ? PAGE_ENTRIES_AMONG_MANY : PAGE_ENTRIES_ALONE))
                .map(reply -> Pending.read(conversation, Sight.require(reply), changedAt));
    }

    private Answer.SyncPage page(
            String account, Command.Sync sync, SyncToken token, Reply reply, List<Optional<SessionSync>> sessions) {
        long stateAbove = reply.number(3);
        List<SessionSync> told =
                new ArrayList<>(sessions.stream().flatMap(Optional::stream).toList());
        told.removeIf(session -> session.state().changedAt() <= stateAbove && Pending.isEmpty(session));
        boolean first = token.phase().equals("first");
        long number = reply.number(8);
        long after = reply.number(14);
        boolean cut = first && after < number && after + 1 < reply.number(10) && (sync.since() > 0 || after > 0);
        boolean stateless = sync.since() == 0;
        boolean whole = !cut && !(stateless && sync.changesAfter() <= 0);
        List<Event.AccountChanged> kept = first
                ? waiting(sync, account, changes.read(account, reply.get(9), reply.get(11)), reply.number(15))
                : List.of();
        return new Answer.SyncPage(
                told,
                token.next(reply).map(SyncToken::text).orElse(""),
                reply.number(1),
                whole
                        ? kept
                        : kept.stream()
                                .filter(changed -> isNotice(changed, account)
                                        || (sync.changesAfter() < 0 && isGone(changed.change())))
                                .toList(),
                cut,
                number,
                first && (stateless || cut) ? Relations.read(reply.get(12), reply.get(13)) : null);
    }

    /**
     * A custom notification or signal waits until any device of the account has acknowledged it; so do all notices for a device that does not
     * say what it knows.
     */
    private static List<Event.AccountChanged> waiting(
            Command.Sync sync, String account, List<Event.AccountChanged> kept, long acknowledged) {
        return kept.stream()
                .filter(changed -> changed.number() > acknowledged
                        || !(sync.changesAfter() < 0 ? isNotice(changed, account) : isWaiting(changed.change())))
                .toList();
    }

    private static boolean isWaiting(Event.Change change) {
        return change instanceof Event.Change.SysMsgReceived || change instanceof Event.Change.SignalReceived;
    }

    /** What was said and is not to be shown any more: a client that kept it learns of it in no other way. */
    private static boolean isGone(Event.Change change) {
        return change instanceof Event.Change.HistoryCleared || change instanceof Event.Change.MessagesDeleted;
    }

    /** Who wants in, or is wanted in, waits for an answer: no state that a client reads elsewhere tells of it. */
    private static boolean isNotice(Event.AccountChanged changed, String account) {
        if (changed.change() instanceof Event.Change.FriendNotified notified) {
            return !notified.from().equals(account);
        }
        return changed.change() instanceof Event.Change.TeamNotified || isWaiting(changed.change());
    }

    /**
     * How far a conversation has been acknowledged.
     *
     * @param acknowledged by any device of the account, up to ms
     * @param marked by this one, up to ms
     * @param starts whether the mark is where a new device starts, and nothing it acknowledged (D4)
     * @param now the store's time, ms
     */
    private record Marks(long acknowledged, long marked, boolean starts, long now) {}
}
