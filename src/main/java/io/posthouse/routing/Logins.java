package io.posthouse.routing;

import io.posthouse.bus.LocalBus;
import io.posthouse.model.AccountId;
import io.posthouse.model.Answer;
import io.posthouse.model.Caller;
import io.posthouse.model.Command;
import io.posthouse.model.Fault;
import io.posthouse.model.FaultException;
import io.posthouse.model.Outcome;
import io.posthouse.model.Request;
import io.posthouse.model.TokenHash;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Authenticates (A1) and registers connections. Whatever was wrong, the caller is told UNAUTHENTICATED, after the same work:
 * an unknown account costs the same look-up and hash as a wrong token.
 */
final class Logins {
    private static final Logger LOG = LoggerFactory.getLogger(Logins.class);

    private final RoutingScope scope;
    private final JwtCheck jwt;
    private final LocalBus bus;
    private final String store;

    Logins(Vertx vertx, RoutingScope scope, LocalBus bus, String store) {
        this.scope = scope;
        this.jwt = new JwtCheck(vertx, scope.config().auth());
        this.bus = bus;
        this.store = store;
    }

    /** Fails with UNAUTHENTICATED, or with a fault of the store. */
    Future<Outcome> login(Caller caller, Command.Login login) {
        String account = AccountId.parse(login.account()).orElse("");
        return vouchedFor(account, login)
                .compose(isVouched -> isVouched
                        ? register(caller, login, account, true)
                        : ownToken(account, login)
                                .compose(isOwn -> isOwn
                                        ? register(caller, login, account, false)
                                        : Future.failedFuture(new FaultException(Fault.UNAUTHENTICATED))));
    }

    /** Whether a JWT or the host says that the account is who it claims to be. */
    private Future<Boolean> vouchedFor(String account, Command.Login login) {
        if (!account.isEmpty() && jwt.proves(account, login.token())) {
            return Future.succeededFuture(true);
        }
        Authenticator host = scope.authenticator();
        if (host == null || account.isEmpty()) {
            return Future.succeededFuture(false);
        }
        return askHost(host, account, login);
    }

    private Future<Boolean> askHost(Authenticator host, String account, Command.Login login) {
        long patienceMillis = scope.config().server().requestTimeout().toMillis() / 2;
        Future<Boolean> verdict;
        try {
            verdict = host.check(account, login.token(), login.deviceId(), login.clientType());
        } catch (RuntimeException bug) {
            verdict = Future.failedFuture(bug);
        }
        return verdict.timeout(patienceMillis, TimeUnit.MILLISECONDS)
                .map(Boolean.TRUE::equals)
                .otherwise(cause -> {
                    LOG.warn("The host's authenticator failed, which counts as no", cause);
                    return false;
                });
    }

    private Future<Boolean> ownToken(String account, Command.Login login) {
        if (!scope.config().auth().staticTokens()) {
            return Future.succeededFuture(false);
        }
        Request find = new Request(Caller.server(account), new Command.FindCredential(account));
        return bus.askStore(store, find)
                .map(found -> found.answer() instanceof Answer.Credential credential
                        && TokenHash.matches(credential, login.token())
                        && !account.isEmpty());
    }

    private Future<Outcome> register(Caller caller, Command.Login login, String account, boolean create) {
        Command.Login known = new Command.Login(
                account, "", login.deviceId(), login.clientType(), login.connectionId(), login.node());
        Caller as = new Caller(account, caller.deviceId(), caller.clientType(), caller.connectionId(), null);
        return bus.askStore(
                store,
                new Request(
                        as,
                        new Command.Register(known, create, scope.liveNodes().get())));
    }
}
