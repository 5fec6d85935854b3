package io.posthouse.store;

import io.posthouse.model.Caller;
import io.posthouse.model.Command;
import io.posthouse.model.Fault;
import io.posthouse.model.FaultException;
import io.posthouse.model.Outcome;
import io.posthouse.model.Request;
import io.vertx.core.Future;
import java.util.HashMap;
import java.util.Map;
import java.util.function.BiFunction;

/** Which noun does which command. Java 17 has no switch over sealed types; a test holds the table against the model. */
final class Handlers {
    private final Map<Class<? extends Command>, BiFunction<Caller, Command, Future<Outcome>>> table = new HashMap<>();

    <C extends Command> Handlers on(Class<C> type, BiFunction<Caller, C, Future<Outcome>> work) {
        table.put(type, (caller, command) -> work.apply(caller, type.cast(command)));
        return this;
    }

    boolean knows(Class<?> type) {
        return table.containsKey(type);
    }

    /** Fails with {@code INTERNAL} for what is not the store's. */
    Future<Outcome> run(Request request) {
        Command command = request.command();
        BiFunction<Caller, Command, Future<Outcome>> work = table.get(command.getClass());
        if (work == null) {
            String name = command.getClass().getSimpleName();
            return Future.failedFuture(new FaultException(Fault.INTERNAL, name + " is not for the store"));
        }
        try {
            return work.apply(request.caller(), command);
        } catch (FaultException refusal) {
            return Future.failedFuture(refusal);
        }
    }
}
