package io.posthouse.bench;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * The few fields of a frame that the driver looks at, read without building a tree.
 *
 * @param id of the request it answers; 0 for an event
 * @param on the event's name; empty for an answer
 * @param errorCode of a refusal; 0 for none
 * @param time of the message it carries, ms
 * @param seq of the message it carries
 * @param body of the message it carries
 */
record Frame(long id, String on, int errorCode, long time, long seq, String body) {
    private static final JsonFactory JSON = new JsonFactory();

    static Frame parse(String text) {
        try (JsonParser in = JSON.createParser(text)) {
            return read(in);
        } catch (IOException e) {
            throw new UncheckedIOException("not a frame of the native protocol", e);
        }
    }

    private static Frame read(JsonParser in) throws IOException {
        long id = 0;
        String on = "";
        int errorCode = 0;
        long time = 0;
        long seq = 0;
        String body = "";
        in.nextToken();
        while (in.nextToken() == JsonToken.FIELD_NAME) {
            String name = in.currentName();
            in.nextToken();
            switch (name) {
                case "id" -> id = in.getLongValue();
                case "on" -> on = in.getText();
                case "error" -> errorCode = (int) number(in, "code");
                case "msg" -> {
                    while (in.nextToken() == JsonToken.FIELD_NAME) {
                        String field = in.currentName();
                        in.nextToken();
                        if (field.equals("time")) {
                            time = in.getLongValue();
                        } else if (field.equals("seq")) {
                            seq = in.getLongValue();
                        } else if (field.equals("body")) {
                            body = in.getText();
                        } else {
                            in.skipChildren();
                        }
                    }
                }
                default -> in.skipChildren();
            }
        }
        return new Frame(id, on, errorCode, time, seq, body);
    }

    private static long number(JsonParser in, String wanted) throws IOException {
        long found = 0;
        while (in.nextToken() == JsonToken.FIELD_NAME) {
            String name = in.currentName();
            in.nextToken();
            if (name.equals(wanted)) {
                found = in.getLongValue();
            } else {
                in.skipChildren();
            }
        }
        return found;
    }
}
