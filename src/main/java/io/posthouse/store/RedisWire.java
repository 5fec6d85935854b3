package io.posthouse.store;

import io.vertx.core.Future;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.RedisConnection;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import io.vertx.redis.client.impl.types.ErrorType;
import java.util.ArrayList;
import java.util.List;

/**
 * One live connection to one server with the scripts loaded. Says a batch at once; if anything in it is refused by the
 * server, says it again one by one, for the client library tells only that something failed. Every call may be repeated.
 */
final class RedisWire {
    private static final Future<Void> DONE = Future.succeededFuture();

    private final Redis client;
    private final RedisConnection connection;
    private final int replicas;
    private final long waitMillis;
    private boolean demoted;

    /** @param replicas how many replicas a durable call waits for; 0 for none */
    RedisWire(Redis client, RedisConnection connection, int replicas, long waitMillis) {
        this.client = client;
        this.connection = connection;
        this.replicas = replicas;
        this.waitMillis = waitMillis;
    }

    /**
     * Settles every group. Fails only if the connection is lost, and then has not settled them all, or if the server is a
     * replica now: another one has to be found.
     */
    Future<Void> exchange(List<JobGroup> groups) {
        boolean waits = replicas > 0 && groups.stream().anyMatch(JobGroup::isDurable);
        List<Request> requests = new ArrayList<>(groups.size() + 2);
        boolean plain = groups.stream().noneMatch(JobGroup::isAsking);
        if (!plain) {
            return oneByOne(groups, waits);
        }
        groups.forEach(group -> requests.add(group.request()));
        if (waits) {
            requests.add(waitRequest());
        }
        return connection
                .batch(requests)
                .map(responses -> {
                    settle(groups, responses);
                    return (Void) null;
                })
                .recover(cause -> isRefusal(cause) ? oneByOne(groups, waits) : Future.failedFuture(cause));
    }

    void onEnd(Runnable gone) {
        connection.endHandler(v -> gone.run());
        connection.exceptionHandler(cause -> gone.run());
    }

    /** Drops the connection for good, whatever is under way on it. */
    void close() {
        client.close();
    }

    private void settle(List<JobGroup> groups, List<Response> responses) {
        int reached =
                responses.size() > groups.size() ? responses.get(groups.size()).toInteger() : 0;
        for (int i = 0; i < groups.size(); i++) {
            groups.get(i).answered(responses.get(i));
            groups.get(i).settle(reached);
        }
    }

    private Future<Void> oneByOne(List<JobGroup> groups, boolean waits) {
        Future<Void> said = Future.succeededFuture();
        for (JobGroup group : groups) {
            said = said.compose(v -> alone(group));
        }
        Future<Integer> reached = said.compose(v -> waits ? waitForReplicas() : Future.succeededFuture(0));
        return reached.compose(count -> {
            groups.forEach(group -> group.settle(count));
            return demoted ? Future.failedFuture(new IllegalStateException("it is a replica now")) : DONE;
        });
    }

    private Future<Void> alone(JobGroup group) {
        Future<?> asking = group.isAsking() ? connection.send(Request.cmd(Command.ASKING)) : Future.succeededFuture();
        return asking.compose(v -> connection.send(group.request()))
                .recover(cause -> isUnloaded(cause)
                        ? load(connection).compose(v -> connection.send(group.request()))
                        : Future.failedFuture(cause))
                .<Void>map(response -> {
                    group.answered(response);
                    return null;
                })
                .recover(cause -> refused(group, cause));
    }

    private Future<Void> refused(JobGroup group, Throwable cause) {
        if (!isRefusal(cause)) {
            return Future.failedFuture(cause);
        }
        demoted |= Refusals.isByReplica(cause);
        if (group.size() == 1) {
            group.failed(Refusals.of(cause));
            return Future.succeededFuture();
        }
        return oneByOne(group.apart(), group.isDurable() && replicas > 0);
    }

    private Future<Integer> waitForReplicas() {
        return connection.send(waitRequest()).map(Response::toInteger);
    }

    private Request waitRequest() {
        return Request.cmd(Command.WAIT).arg(replicas).arg(waitMillis);
    }

    /** Loads all scripts, at connecting and again when the server says that it has forgotten them. */
    static Future<Void> load(RedisConnection connection) {
        List<Request> loads = new ArrayList<>();
        for (Script script : Script.values()) {
            loads.add(Request.cmd(Command.SCRIPT).arg("LOAD").arg(script.text()));
        }
        return connection.batch(loads).mapEmpty();
    }

    private static boolean isRefusal(Throwable cause) {
        return cause instanceof ErrorType error
                && !error.toString().startsWith("CONNECTION_CLOSED")
                && !error.toString().contains("CONNECTION_CLOSED");
    }

    private static boolean isUnloaded(Throwable cause) {
        return cause instanceof ErrorType error && error.is("NOSCRIPT");
    }
}
