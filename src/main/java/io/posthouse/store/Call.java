package io.posthouse.store;

import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One thing asked of Redis, a script or a plain command. Built key by key and argument by argument, then left alone. */
final class Call {
    private final @Nullable Script script;
    private final Command command;
    private final List<byte[]> keys = new ArrayList<>(4);
    private final List<byte[]> args = new ArrayList<>(12);
    private String place = "";
    private boolean durable;

    private Call(@Nullable Script script, Command command) {
        this.script = script;
        this.command = command;
    }

    static Call of(Script script) {
        return new Call(script, Command.EVALSHA);
    }

    static Call of(Command command) {
        return new Call(null, command);
    }

    /** The first key decides which server is asked. */
    Call key(String key) {
        if (place.isEmpty()) {
            place = key;
        }
        keys.add(bytes(key));
        return this;
    }

    Call arg(String arg) {
        args.add(bytes(arg));
        return this;
    }

    Call arg(long arg) {
        return arg(Long.toString(arg));
    }

    Call arg(byte[] arg) {
        args.add(arg);
        return this;
    }

    /** Asks that the reply comes only when the write is as durable as configured. */
    Call durable() {
        durable = true;
        return this;
    }

    boolean isDurable() {
        return durable;
    }

    /** The first key; what has none can be asked of any server. */
    String place() {
        return place;
    }

    /** Whether the two may be put into one call, given that one server has the keys of both. */
    boolean joins(Call other) {
        return script != null && script.takesMany() && script == other.script && keys.size() == other.keys.size();
    }

    /** The command that says all of {@code calls}: one call, or several that {@link #joins join}. */
    static Request request(List<Call> calls) {
        Call first = calls.get(0);
        Request request = Request.cmd(first.command);
        if (first.script != null) {
            request.arg(first.script.sha()).arg(first.keys.size() * (long) calls.size());
        }
        calls.forEach(call -> call.keys.forEach(request::arg));
        if (first.script != null && first.script.takesMany()) {
            request.arg(first.keys.size());
        }
        calls.forEach(call -> call.args.forEach(request::arg));
        return request;
    }

    boolean takesMany() {
        return script != null && script.takesMany();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
