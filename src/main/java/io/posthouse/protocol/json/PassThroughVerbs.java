package io.posthouse.protocol.json;

import com.fasterxml.jackson.core.JsonGenerator;
import io.posthouse.model.Answer;
import io.posthouse.model.Command;
import io.posthouse.model.UpstreamMethod;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Requests to the upstreams that the gateway is configured with. */
final class PassThroughVerbs {
    private static final int ZONE_CHARS_MAX = 64;
    private static final int HEADERS_MAX = 20;

    private PassThroughVerbs() {}

    static List<Verb> all() {
        return List.of(Verbs.command(
                "passThrough",
                Set.of("zone", "path", "method", "headers", "body"),
                in -> new Command.PassThrough(
                        Forms.atMost(ZONE_CHARS_MAX, in.text("zone", ""), "zone"),
                        Forms.required(in.text("path"), "path"),
                        method(in.text("method", "post")),
                        headers(in.mapOrNone("headers", HEADERS_MAX)),
                        in.text("body")),
                Answer.Passed.class,
                PassThroughVerbs::write));
    }

    private static UpstreamMethod method(String word) {
        for (UpstreamMethod method : UpstreamMethod.values()) {
            if (method.name().toLowerCase(Locale.ROOT).equals(word)) {
                return method;
            }
        }
        throw Values.invalid("method");
    }

    private static Map<String, String> headers(Map<String, Object> given) {
        Map<String, String> headers = new LinkedHashMap<>();
        given.forEach((name, value) -> {
            if (!(value instanceof String text)) {
                throw Values.invalid("headers");
            }
            headers.put(name, text);
        });
        return headers;
    }

    private static void write(Answer.Passed answer, JsonGenerator out) throws IOException {
        out.writeNumberField("status", answer.status());
        out.writeObjectFieldStart("headers");
        for (Map.Entry<String, String> header : answer.headers().entrySet()) {
            out.writeStringField(header.getKey(), header.getValue());
        }
        out.writeEndObject();
        out.writeStringField("body", answer.body());
    }
}
