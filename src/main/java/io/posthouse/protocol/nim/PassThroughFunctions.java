package io.posthouse.protocol.nim;

import io.posthouse.model.Answer;
import io.posthouse.model.Command;
import io.posthouse.model.Event;
import io.posthouse.model.UpstreamMethod;
import io.vertx.core.Future;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Requests to the upstreams that the gateway is configured with. */
final class PassThroughFunctions {
    private static final int ZONE_CHARS_MAX = 64;
    /** Numbered from 1. */
    private static final List<UpstreamMethod> METHODS =
            List.of(UpstreamMethod.GET, UpstreamMethod.POST, UpstreamMethod.PUT, UpstreamMethod.DELETE);

    private static final long POST = 2;
    /** How the answer's headers tell the status, for which this wire has no field. */
    private static final String STATUS = ":status";

    private PassThroughFunctions() {}

    static List<Row> rows() {
        return List.of(Row.of("22_1", "requestProxy", PassThroughFunctions::pass));
    }

    private static Future<Reply> pass(Args args, Desk desk) {
        Props request = args.property(0, Tables.PROXY);
        String zone = request.text("zone", "");
        String path = request.someText("path");
        long method = request.number("method", POST);
        if (zone.length() > ZONE_CHARS_MAX) {
            throw Forms.invalid("zone");
        }
        int place = (int) Forms.within(1, METHODS.size(), method, "method") - 1;
        Command.PassThrough command = new Command.PassThrough(
                zone, path, METHODS.get(place), headers(request.text("header")), request.text("body"));
        return desk.ask(command, Answer.Passed.class)
                .map(passed -> Reply.of(new Property(Tables.PROXY)
                        .put("zone", zone)
                        .put("path", path)
                        .put("method", method)
                        .put("header", header(passed))
                        .put("body", passed.body())));
    }

    private static Map<String, String> headers(@Nullable String json) {
        Map<String, String> headers = new LinkedHashMap<>();
        if (json == null || json.isEmpty()) {
            return headers;
        }
        Json.objectIn(json).orElseThrow(() -> Forms.invalid("header")).forEach((name, value) -> {
            if (!(value instanceof String || value instanceof Long)) {
                throw Forms.invalid("header");
            }
            headers.put(name, value.toString());
        });
        return headers;
    }

    private static String header(Answer.Passed passed) {
        Map<String, String> told = new LinkedHashMap<>();
        told.put(STATUS, Integer.toString(passed.status()));
        told.putAll(passed.headers());
        return Packets.json(told);
    }

    static Property told(Event.ProxyMsgCame came) {
        return new Property(Tables.PROXY_MSG)
                .put("from", came.from())
                .put("body", came.body())
                .put("time", came.time());
    }
}
