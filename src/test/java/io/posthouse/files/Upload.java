package io.posthouse.files;

import io.posthouse.it.Waiting;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** An upload as its client has it. */
record Upload(FileGateway gateway, String file, String token) {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    Upload withToken(String other) {
        return new Upload(gateway, file, other);
    }

    HttpResponse<String> chunk(long offset, byte[] bytes) {
        return gateway.send("PATCH", path(), bytes, "Authorization", bearer(), "Upload-Offset", Long.toString(offset));
    }

    HttpResponse<String> last(long offset, byte[] bytes) {
        return gateway.send(
                "PATCH",
                path(),
                bytes,
                "Authorization",
                bearer(),
                "Upload-Offset",
                Long.toString(offset),
                "Upload-Complete",
                "?1");
    }

    HttpResponse<String> look() {
        return gateway.send("GET", path(), new byte[0], "Authorization", bearer());
    }

    HttpResponse<String> abort() {
        return gateway.send("DELETE", path(), new byte[0], "Authorization", bearer());
    }

    /** Promises a chunk, sends part of it and hangs up once the gateway is at it. */
    void drop(long offset, int promised, byte[] part) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), gateway.port())) {
            OutputStream out = socket.getOutputStream();
            out.write(head(offset, promised));
            out.write(part);
            out.flush();
            Waiting.until("the chunk is under way", PATIENCE, () -> probe(offset) == 503);
        }
    }

    /** Promises a chunk and sends none of it; yields the status it is answered with all the same. */
    int promise(long offset, int promised) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), gateway.port())) {
            socket.setSoTimeout(20_000);
            socket.getOutputStream().write(head(offset, promised));
            byte[] line = socket.getInputStream().readNBytes("HTTP/1.1 200".length());
            return Integer.parseInt(new String(line, StandardCharsets.US_ASCII).substring("HTTP/1.1 ".length()));
        }
    }

    private byte[] head(long offset, int promised) {
        return ("PATCH " + path() + " HTTP/1.1\r\nHost: x\r\nAuthorization: " + bearer() + "\r\nUpload-Offset: "
                        + offset + "\r\nContent-Length: " + promised + "\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII);
    }

    /** Until nobody writes and the upload is this long. */
    void awaitOffset(long offset) {
        Waiting.until("the chunk that was dropped is given back", PATIENCE, () -> probe(offset) == 409);
        if (new JsonObject(look().body()).getLong("offset") != offset) {
            throw new AssertionError("the upload has another length");
        }
    }

    /** What the gateway says to a chunk that cannot be the next one after {@code offset}. */
    private int probe(long offset) {
        return chunk(offset + 1, new byte[0]).statusCode();
    }

    private String path() {
        return "/uploads/" + file;
    }

    private String bearer() {
        return "Bearer " + token;
    }
}
