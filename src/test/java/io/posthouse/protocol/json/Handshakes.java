package io.posthouse.protocol.json;

import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;

/** Makes hostile beginnings of a connection: wrong upgrades, and bytes after a right one that are no WebSocket. */
final class Handshakes {
    private static final List<String> LINES = List.of(
            "GET /ws HTTP/1.1",
            "Host: 127.0.0.1",
            "Upgrade: websocket",
            "Connection: Upgrade",
            "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
            "Sec-WebSocket-Version: 13");
    private static final List<String> WRONG = List.of(
            "POST /ws HTTP/1.1",
            "GET /ws HTTP/9.9",
            "GET /ws",
            "PRI * HTTP/2.0",
            "GET /ws%00 HTTP/1.1",
            "GET //ws/../ws HTTP/1.1",
            "Upgrade: h2c",
            "Upgrade: websocket, websocket",
            "Connection: close",
            "Sec-WebSocket-Key:",
            "Sec-WebSocket-Key: short",
            "Sec-WebSocket-Version: 99",
            "Sec-WebSocket-Extensions: permessage-deflate; server_max_window_bits=99",
            "Sec-WebSocket-Protocol: chat,,,",
            "Content-Length: 5",
            "Content-Length: -1",
            "Transfer-Encoding: chunked",
            "X: " + "y".repeat(20_000),
            "no header at all",
            "\u0000: \u0001",
            "Host: a\r\nHost: b",
            "Cookie: " + "a=b; ".repeat(900));

    private final Random random;

    Handshakes(long seed) {
        this.random = new Random(seed);
    }

    Buffer next() {
        StringBuilder request = new StringBuilder();
        boolean isRight = random.nextInt(3) == 0;
        int wrongLine = isRight ? -1 : random.nextInt(LINES.size());
        for (int i = 0; i < LINES.size(); i++) {
            boolean isGone = i == wrongLine && random.nextBoolean();
            request.append(isGone ? "" : i == wrongLine ? pick(WRONG) : LINES.get(i))
                    .append(isGone ? "" : "\r\n");
        }
        Buffer bytes = Buffer.buffer(request.append("\r\n").toString(), "ISO-8859-1");
        if (isRight) {
            return bytes.appendBuffer(frames());
        }
        return random.nextInt(4) == 0 ? bytes.getBuffer(0, random.nextInt(bytes.length() + 1)) : bytes;
    }

    /** What looks like frames of RFC 6455 and mostly is not. */
    private Buffer frames() {
        Buffer bytes = Buffer.buffer();
        for (int i = 1 + random.nextInt(4); i > 0; i--) {
            switch (random.nextInt(7)) {
                case 0 -> bytes.appendBytes(noise(1 + random.nextInt(300)));
                case 1 -> frame(bytes, 0x81, noise(random.nextInt(100)));
                case 2 -> bytes.appendByte((byte) 0x81).appendByte((byte) 0x05).appendString("plain");
                case 3 -> bytes.appendByte((byte) 0x81).appendByte((byte) 0xff).appendLong(random.nextLong());
                case 4 -> frame(bytes, 0x80 | random.nextInt(16), noise(random.nextInt(125)));
                case 5 ->
                    frame(bytes, random.nextInt(256), "{\"id\":1,\"do\":\"ping\"}".getBytes(StandardCharsets.UTF_8));
                default -> frame(bytes, 0x00, noise(20));
            }
        }
        return bytes;
    }

    private void frame(Buffer bytes, int head, byte[] payload) {
        byte[] mask = noise(4);
        bytes.appendByte((byte) head).appendByte((byte) (0x80 | payload.length)).appendBytes(mask);
        for (int i = 0; i < payload.length; i++) {
            bytes.appendByte((byte) (payload[i] ^ mask[i % 4]));
        }
    }

    private byte[] noise(int length) {
        byte[] noise = new byte[length];
        random.nextBytes(noise);
        return noise;
    }

    private String pick(List<String> list) {
        return list.get(random.nextInt(list.size()));
    }
}
