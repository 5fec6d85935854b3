package io.posthouse.connection;

import io.posthouse.model.Answer;
import io.posthouse.model.Command;
import io.posthouse.model.Fault;
import io.posthouse.model.FaultException;
import io.posthouse.model.TeamCommand;
import io.vertx.core.Future;
import java.util.Optional;

/** The commands of one connection: how many a second, how many at once, how large (M4), and to whom they go. */
final class Requests {
    /** One in so many of the commands at once may ask for a whole page, whose answer is large. */
    private static final int PAGES_SHARE = 16;

    private final Connection connection;
    private long bucket;
    private int inFlight;
    private int pagesInFlight;

    Requests(Connection connection) {
        this.connection = connection;
    }

    boolean isIdle() {
        return inFlight == 0;
    }

    /** Whether the connection may do one more thing now. */
    boolean tryTake() {
        Rate rate = new Rate(
                connection.station().limits().connectionRate(),
                connection.station().limits().connectionBurst());
        long after = rate.take(bucket, connection.station().wheel().nowNanos());
        if (after == Rate.REFUSED) {
            return false;
        }
        bucket = after;
        return true;
    }

    /** Fails with a {@link FaultException} alone. */
    Future<Answer> execute(Command.ClientCommand command) {
        Optional<Fault> refusal = refusalOf(command);
        if (refusal.isPresent()) {
            connection.inbox().refused(refusal.get());
            return Future.failedFuture(new FaultException(refusal.get()));
        }
        boolean isPage = isPage(command);
        inFlight++;
        pagesInFlight += isPage ? 1 : 0;
        return connection.askAsDevice(command).onComplete(answered -> {
            inFlight--;
            pagesInFlight -= isPage ? 1 : 0;
            if (answered.cause() instanceof FaultException refused) {
                connection.inbox().refused(refused.fault());
            }
            connection.onAnswered();
        });
    }

    private Optional<Fault> refusalOf(Command.ClientCommand command) {
        String account = connection.caller() == null ? null : connection.account();
        if (account == null) {
            return Optional.of(Fault.NOT_LOGGED_IN);
        }
        if (connection.isLeaving()) {
            return Optional.of(Fault.DRAINING);
        }
        Station station = connection.station();
        if (!tryTake()
                || !station.commons().rates().tryTake(account, station.wheel().nowNanos())) {
            connection.rest();
            return Optional.of(Fault.RATE_LIMITED);
        }
        int inFlightMax = station.limits().inFlightMax();
        boolean isOnePageTooMany = isPage(command) && pagesInFlight >= Math.max(1, inFlightMax / PAGES_SHARE);
        if (inFlight >= inFlightMax || isOnePageTooMany) {
            return Optional.of(Fault.OVERLOADED);
        }
        return new SizeCheck(station.limits()).faultOf(command);
    }

    private static boolean isPage(Command command) {
        return command instanceof Command.GetHistory
                || command instanceof Command.GetSessions
                || command instanceof TeamCommand.GetOwnTeams
                || command instanceof TeamCommand.GetTeamMembers
                || command instanceof TeamCommand.GetTeamMembersInOrder
                || command instanceof TeamCommand.GetTeamReaders;
    }
}
