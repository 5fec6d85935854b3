package io.posthouse.connection;

import io.posthouse.bus.Addresses;
import io.posthouse.model.Answer;
import io.posthouse.model.Caller;
import io.posthouse.model.Command;
import io.posthouse.model.Request;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Compares, again and again, what the connections of one verticle were told with the store's marks of what changed, so that
 * a push that was lost is found although nothing came after it (D2). One command for many accounts.
 */
final class Healer implements Wheel.Timed {
    static final int ACCOUNTS_MAX = 100;
    /** A connection that is further behind than the last round and so many intervals asks for itself, so that the others' answers stay short. */
    static final int LAGGARD_INTERVALS = 4;

    private final Station station;
    private boolean isRunning;
    /** When the last round began, by the store; however long it took, who took part is at least as far. */
    private long lastRoundTime;

    private long roundTime;

    Healer(Station station) {
        this.station = station;
    }

    void start() {
        station.wheel().wake(this, station.wheel().nowMillis() + intervalMillis());
    }

    @Override
    public void onDue(long nowMillis) {
        station.wheel().wake(this, nowMillis + intervalMillis());
        station.logouts().retry();
        station.teams().retry();
        if (!isRunning) {
            isRunning = true;
            lastRoundTime = Math.max(lastRoundTime, roundTime);
            roundTime = 0;
            round().onComplete(done -> isRunning = false);
        }
    }

    private Future<?> round() {
        List<String> asking = new ArrayList<>();
        for (String account : List.copyOf(station.roster().accounts())) {
            if (isToBeAsked(account)) {
                asking.add(account);
            }
        }
        if (asking.isEmpty()) {
            return Future.succeededFuture();
        }
        return TeamNews.ask(station, station.teams().roster().all(), floorOf(asking))
                .compose(news -> askAll(asking, news))
                // Dropped: the store did not answer, and the next round asks again.
                .otherwiseEmpty();
    }

    private Future<?> askAll(List<String> asking, TeamNews news) {
        Future<?> before = Future.succeededFuture();
        for (int i = 0; i < asking.size(); i += ACCOUNTS_MAX) {
            List<String> accounts = List.copyOf(asking.subList(i, Math.min(asking.size(), i + ACCOUNTS_MAX)));
            before = before.compose(done -> ask(accounts, news));
        }
        return before;
    }

    /** Whether one of the account's connections takes part in the common question; those that cannot try for themselves. */
    private boolean isToBeAsked(String account) {
        boolean isAny = false;
        for (Connection connection : List.copyOf(station.roster().of(account))) {
            Feed feed = connection.feed();
            if (feed == null || !feed.isLive()) {
                continue;
            }
            if (takesPart(feed)) {
                isAny = true;
            } else if (feed.isSteady()) {
                feed.ask();
            } else {
                feed.retry();
            }
        }
        return isAny;
    }

    private boolean takesPart(Feed feed) {
        long lag = Tracks.LATE_MARK_MILLIS + LAGGARD_INTERVALS * intervalMillis();
        return feed.isSteady() && feed.tracks().floor() > lastRoundTime - lag;
    }

    /** Up to where the furthest behind of those that take part has been told everything. */
    private long floorOf(List<String> accounts) {
        long floor = Long.MAX_VALUE;
        for (String account : accounts) {
            for (Connection connection : station.roster().of(account)) {
                Feed feed = connection.feed();
                if (feed != null && takesPart(feed)) {
                    floor = Math.min(floor, feed.tracks().floor());
                }
            }
        }
        return floor;
    }

    private Future<?> ask(List<String> accounts, TeamNews news) {
        long changedAfter = floorOf(accounts);
        if (changedAfter == Long.MAX_VALUE) {
            return Future.succeededFuture();
        }
        Request request = new Request(Caller.server(""), new Command.GetHighWater(accounts, changedAfter));
        return station.bus()
                .ask(Addresses.route(station.n()), request)
                .onSuccess(answer -> {
                    if (answer instanceof Answer.HighWater marks) {
                        onMarks(accounts, changedAfter, marks, news);
                    }
                })
                // Dropped: the store did not answer, and the next round asks again.
                .otherwiseEmpty();
    }

    private void onMarks(List<String> accounts, long changedAfter, Answer.HighWater answer, TeamNews news) {
        if (roundTime == 0) {
            roundTime = answer.storeTime();
        }
        long askedAfter = Math.max(changedAfter, news.changedAfter());
        Map<String, List<Answer.Mark>> byAccount = new HashMap<>();
        answer.marks().forEach(mark -> byAccount
                .computeIfAbsent(mark.account(), account -> new ArrayList<>())
                .add(mark));
        for (String account : accounts) {
            List<Answer.Mark> own = byAccount.getOrDefault(account, List.of());
            List<Answer.Mark> teams = news.of(account, station.teams().roster().of(account));
            station.teams().joining(account, answer, askedAfter);
            long changeNumber = answer.changeNumbers().getOrDefault(account, 0L);
            Marks marks = Marks.of(answer.storeTime(), own, changeNumber, news, teams);
            for (Connection connection : List.copyOf(station.roster().of(account))) {
                Feed feed = connection.feed();
                // One that logged in while the store was asked has marks of its own time.
                if (feed != null && takesPart(feed) && feed.tracks().floor() >= askedAfter) {
                    feed.compare(marks, false);
                }
            }
        }
    }

    private long intervalMillis() {
        return station.config().sync().healInterval().toMillis();
    }
}
