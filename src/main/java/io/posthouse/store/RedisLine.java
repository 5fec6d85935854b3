package io.posthouse.store;

import io.posthouse.config.StartupException;
import io.posthouse.config.StoreConfig;
import io.posthouse.model.Fault;
import io.posthouse.model.FaultException;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The calls to one server. What is asked in one event-loop tick, or while a batch is under way, goes as the next batch.
 * One batch is in flight: with fsync before the answer, more in flight would only make the groups smaller. Reconnects by
 * itself. Used on one event loop only.
 */
final class RedisLine {
    private static final Logger LOG = LoggerFactory.getLogger(RedisLine.class);
    private static final long BACKOFF_MILLIS_MIN = 25;
    private static final long BACKOFF_MILLIS_MAX = 1_000;

    private final Vertx vertx;
    private final Context context;
    private final StoreConfig config;
    private final StoreMeters meters;
    private final RedisDialer dialer;
    private final String endpoint;
    private final Slots slots;
    private final Deque<Job> queue = new ArrayDeque<>();
    private final long wheel;
    private List<Job> inFlight = List.of();
    private long inFlightSince;
    private @Nullable RedisWire wire;
    private boolean scheduled;
    private boolean dialing;
    private boolean closed;
    private long backoffMillis = BACKOFF_MILLIS_MIN;

    RedisLine(StoreConfig config, StoreMeters meters, RedisDialer dialer, String endpoint, Vertx vertx) {
        this.vertx = vertx;
        this.context = vertx.getOrCreateContext();
        this.config = config;
        this.meters = meters;
        this.dialer = dialer;
        this.endpoint = endpoint;
        this.slots = new Slots(config.mode() == StoreConfig.Mode.CLUSTER);
        this.wheel = vertx.setPeriodic(Math.max(10, config.timeout().toMillis() / 20), id -> giveUpOverdue());
    }

    /** Connects for the first time; fails with a {@link StartupException} if that fails, and does not try again. */
    Future<Void> open() {
        return dialer.dialPatiently(endpoint)
                .recover(cause -> Future.failedFuture(
                        cause instanceof StartupException
                                ? cause
                                : new StartupException(
                                        "Redis at " + endpoint + " cannot be used: " + cause.getMessage())))
                .map(this::opened);
    }

    /** Connects in the background, for ever. */
    void openLater() {
        if (!closed && wire == null && !dialing) {
            dialing = true;
            dial();
        }
    }

    private void dial() {
        dialer.dial(endpoint)
                .onSuccess(fresh -> {
                    dialing = false;
                    if (closed) {
                        fresh.close();
                        return;
                    }
                    LOG.info("The store is connected endpoint={}", endpoint);
                    opened(fresh);
                })
                .onFailure(this::retry);
    }

    Future<Reply> ask(Call call, boolean asking) {
        if (closed) {
            return Future.failedFuture(new FaultException(Fault.STORE_UNAVAILABLE));
        }
        if (queue.size() >= config.queueMax()) {
            return Future.failedFuture(new FaultException(Fault.OVERLOADED, "store.queueMax"));
        }
        Promise<Reply> promise = Promise.promise();
        queue.add(new Job(call, asking, promise, System.nanoTime()));
        meters.queued(1);
        schedule();
        return promise.future();
    }

    boolean isConnected() {
        return wire != null;
    }

    void close() {
        closed = true;
        vertx.cancelTimer(wheel);
        lose(new FaultException(Fault.STORE_UNAVAILABLE));
        failQueue(new FaultException(Fault.STORE_UNAVAILABLE));
    }

    private @Nullable Void opened(RedisWire fresh) {
        wire = fresh;
        backoffMillis = BACKOFF_MILLIS_MIN;
        fresh.onEnd(() -> context.runOnContext(v -> ended(fresh)));
        schedule();
        return null;
    }

    private void schedule() {
        if (!scheduled && wire != null && inFlight.isEmpty() && !queue.isEmpty()) {
            scheduled = true;
            context.runOnContext(v -> flush());
        }
    }

    private void flush() {
        scheduled = false;
        RedisWire current = wire;
        if (current == null || !inFlight.isEmpty()) {
            return;
        }
        List<Job> batch = new ArrayList<>(Math.min(queue.size(), config.batchMax()));
        while (batch.size() < config.batchMax() && !queue.isEmpty()) {
            Job job = queue.remove();
            meters.queued(-1);
            if (job.isOpen()) {
                batch.add(job);
            }
        }
        if (batch.isEmpty()) {
            return;
        }
        inFlight = batch;
        inFlightSince = System.nanoTime();
        meters.batch(batch.size());
        current.exchange(JobGroup.of(batch, slots)).onComplete(done -> landed(current, batch, done.cause()));
    }

    private void landed(RedisWire from, List<Job> batch, @Nullable Throwable cause) {
        if (cause != null) {
            LOG.debug("A batch failed endpoint={} calls={}", endpoint, batch.size(), cause);
            batch.forEach(job -> job.promise().tryFail(new FaultException(Fault.STORE_UNAVAILABLE)));
            ended(from);
            return;
        }
        if (inFlight == batch) {
            inFlight = List.of();
            meters.latency(System.nanoTime() - inFlightSince);
            schedule();
        }
    }

    private void ended(RedisWire which) {
        if (wire == which) {
            if (!closed) {
                LOG.warn("The store's connection is lost endpoint={}", endpoint);
            }
            lose(new FaultException(Fault.STORE_UNAVAILABLE));
            openLater();
        }
    }

    private void lose(FaultException fault) {
        RedisWire lost = wire;
        List<Job> batch = inFlight;
        wire = null;
        inFlight = List.of();
        if (lost != null) {
            lost.close();
        }
        batch.forEach(job -> job.promise().tryFail(fault));
    }

    private void retry(Throwable cause) {
        if (closed) {
            return;
        }
        if (cause instanceof StartupException) {
            LOG.error("The store is not fit for use reason={}", cause.getMessage());
        } else {
            LOG.warn("The store cannot be reached endpoint={} reason={}", endpoint, cause.toString());
        }
        vertx.setTimer(backoffMillis, id -> dial());
        backoffMillis = Math.min(backoffMillis * 2, BACKOFF_MILLIS_MAX);
    }

    private void giveUpOverdue() {
        long now = System.nanoTime();
        long limit = config.timeout().toNanos();
        for (Job job : inFlight) {
            giveUp(job, now - job.since() > limit, Fault.STORE_TIMEOUT);
        }
        for (Job job = queue.peek(); job != null && now - job.since() > limit; job = queue.peek()) {
            queue.remove();
            meters.queued(-1);
            giveUp(job, true, wire == null ? Fault.STORE_UNAVAILABLE : Fault.STORE_TIMEOUT);
        }
        if (!inFlight.isEmpty() && now - inFlightSince > limit) {
            LOG.warn("The store does not answer endpoint={} timeout={}", endpoint, config.timeout());
            lose(new FaultException(Fault.STORE_TIMEOUT));
            openLater();
        }
    }

    private void giveUp(Job job, boolean overdue, Fault fault) {
        if (overdue && job.isOpen()) {
            meters.timedOut();
            job.promise().tryFail(new FaultException(fault));
        }
    }

    private void failQueue(FaultException fault) {
        meters.queued(-queue.size());
        queue.forEach(job -> job.promise().tryFail(fault));
        queue.clear();
    }
}
