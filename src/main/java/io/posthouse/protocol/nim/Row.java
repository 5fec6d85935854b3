package io.posthouse.protocol.nim;

import io.posthouse.model.Fault;
import io.vertx.core.Future;
import java.util.function.ToIntFunction;

/**
 * One command of this wire.
 *
 * @param id {@code 7_1}
 * @param name what the vendor's client calls it
 * @param needsLogin whether only somebody who is logged in may ask it
 * @param spelling the code of a refusal
 * @param function what it does
 */
record Row(String id, String name, boolean needsLogin, ToIntFunction<Fault> spelling, Function function) {

    /** What a command does: the parameters are read at once, and a wrong one is a FaultException. */
    @FunctionalInterface
    interface Function {
        Future<Reply> apply(Args args, Desk desk);
    }

    static Row of(String id, String name, Function function) {
        return new Row(id, name, true, Spelling::codeOf, function);
    }

    /** One that is about a team. */
    static Row team(String id, String name, Function function) {
        return new Row(id, name, true, Spelling::teamCodeOf, function);
    }

    /** One that is about a channel. */
    static Row channel(String id, String name, Function function) {
        return new Row(id, name, true, Spelling::channelCodeOf, function);
    }

    static Row beforeLogin(String id, String name, Function function) {
        return new Row(id, name, false, Spelling::codeOf, function);
    }

    /** What this version of the gateway does not do. */
    static Row notOffered(String id, String name) {
        return of(id, name, (args, desk) -> Future.succeededFuture(Reply.refused(Spelling.NOT_OFFERED)));
    }
}
