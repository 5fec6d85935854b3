package io.posthouse;

import io.posthouse.bus.Addresses;
import io.posthouse.bus.LocalBus;
import io.posthouse.connection.SizeCheck;
import io.posthouse.model.AccountId;
import io.posthouse.model.Answer;
import io.posthouse.model.Caller;
import io.posthouse.model.Command;
import io.posthouse.model.Fault;
import io.posthouse.model.FaultException;
import io.posthouse.model.Message;
import io.posthouse.model.Request;
import io.posthouse.model.TokenHash;
import io.vertx.core.Context;
import io.vertx.core.Future;
import java.util.Optional;
import java.util.function.Consumer;

/** Takes what the host asks to the verticles that handle it, under the same limits as a client's. */
final class HostDesk {
    private final LocalBus bus;
    private final int instances;
    private final SizeCheck sizes;
    private final Ears ears;

    HostDesk(LocalBus bus, int instances, SizeCheck sizes, Ears ears) {
        this.bus = bus;
        this.instances = instances;
        this.sizes = sizes;
        this.ears = ears;
    }

    Listening listen(Context context, Consumer<Message> handler) {
        return ears.add(context, handler);
    }

    Future<Answer> ask(String as, Command.ClientCommand command) {
        Optional<Fault> refusal = sizes.faultOf(command);
        if (refusal.isPresent()) {
            return Future.failedFuture(new FaultException(refusal.get()));
        }
        return AccountId.parse(as)
                .map(account -> ask(account, new Request(Caller.server(account), command)))
                .orElseGet(() -> Future.failedFuture(new FaultException(Fault.INVALID, "as")));
    }

    Future<Void> administer(String account, Command command) {
        String stored = AccountId.parse(account).orElse("");
        if (!stored.equals(account)) {
            return Future.failedFuture(new FaultException(Fault.INVALID, "account"));
        }
        return ask(account, new Request(Caller.server(account), command)).mapEmpty();
    }

    /** Whether an account still has this static token. */
    Future<Boolean> hasToken(String account, String token) {
        Request question = new Request(Caller.server(account), new Command.FindCredential(account));
        return bus.askStore(Addresses.store(0), question)
                .map(outcome -> outcome.answer() instanceof Answer.Credential credential
                        && TokenHash.matches(credential, token));
    }

    private Future<Answer> ask(String account, Request request) {
        return bus.ask(Addresses.handlerOf(account, request.command(), instances), request);
    }
}
