package io.posthouse.store;

import io.posthouse.model.Caller;
import io.posthouse.model.Command;
import io.posthouse.model.Command.ClientCommand;
import io.posthouse.model.Fault;
import io.posthouse.model.FaultException;
import io.posthouse.model.Grant;
import io.posthouse.model.Outcome;
import io.vertx.core.Future;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Which noun does which command that comes with rows of the permission table; told by the command inside. */
final class GrantedHandlers {
    private final Map<Class<? extends ClientCommand>, Work<ClientCommand>> table = new HashMap<>();

    <C extends ClientCommand> GrantedHandlers on(Class<C> type, Work<C> work) {
        table.put(type, (caller, command, grants) -> work.run(caller, type.cast(command), grants));
        return this;
    }

    boolean knows(Class<?> type) {
        return table.containsKey(type);
    }

    /** Fails with {@code INTERNAL} for what does not come with grants. */
    Future<Outcome> run(Caller caller, Command.Granted granted) {
        Work<ClientCommand> work = table.get(granted.command().getClass());
        if (work == null) {
            String name = granted.command().getClass().getSimpleName();
            return Future.failedFuture(new FaultException(Fault.INTERNAL, name + " takes no grants"));
        }
        return work.run(caller, granted.command(), granted.grants());
    }

    /** Does one kind of command. */
    interface Work<C> {
        Future<Outcome> run(Caller caller, C command, List<Grant> grants);
    }
}
