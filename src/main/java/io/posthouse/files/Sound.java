package io.posthouse.files;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** How long sounds are that come without a container worth the name: Ogg, FLAC, MP3. */
final class Sound {
    private static final int OGG_HEAD = 27;
    private static final int OPUS_RATE = 48_000;
    private static final int MP3_SEARCH = 64 * 1024;
    private static final int[] MP3_RATES = {44_100, 48_000, 32_000};
    private static final int[] MP3_KILOBITS_1 = {0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320};
    private static final int[] MP3_KILOBITS_2 = {0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160};

    private Sound() {}

    /** The first page says what it is, the last one how many samples there were. */
    static JsonObject ogg(MediaBytes in) throws IOException {
        in.to(0);
        byte[] page = in.piece(Math.min(in.size(), 512));
        ByteBuffer first = little(page);
        int serial = first.getInt(14);
        int packet = OGG_HEAD + (first.get(26) & 0xff);
        String head = new String(page, packet, 8, StandardCharsets.ISO_8859_1);
        JsonObject facts = new JsonObject();
        long rate;
        long skipped = 0;
        if (head.startsWith("OpusHead")) {
            rate = OPUS_RATE;
            skipped = first.getShort(packet + 10) & 0xffff;
            facts.put("type", "audio/ogg").put("audioCodec", "Opus");
        } else if (head.startsWith("\u0001vorbis")) {
            rate = first.getInt(packet + 12) & 0xffff_ffffL;
            facts.put("type", "audio/ogg").put("audioCodec", "Vorbis");
        } else if (head.startsWith("Speex   ")) {
            rate = first.getInt(packet + 36) & 0xffff_ffffL;
            facts.put("type", "audio/ogg").put("audioCodec", "Speex");
        } else {
            return head.startsWith("\u0080theora") ? facts.put("type", "video/ogg") : facts;
        }
        long samples = lastOf(in, serial) - skipped;
        return rate > 0 && samples > 0 && samples < Long.MAX_VALUE / 1000
                ? facts.put("dur", samples * 1000 / rate)
                : facts;
    }

    private static long lastOf(MediaBytes in, int serial) throws IOException {
        int length = (int) Math.min(in.size(), MediaBytes.PIECE_BYTES_MAX);
        in.to(in.size() - length);
        ByteBuffer tail = little(in.piece(length));
        for (int at = length - OGG_HEAD; at >= 0; at--) {
            if (tail.getInt(at) == 0x5367674f && tail.getInt(at + 14) == serial && tail.getLong(at + 6) >= 0) {
                return tail.getLong(at + 6);
            }
        }
        return 0;
    }

    static JsonObject flac(MediaBytes in) throws IOException {
        in.to(18);
        long bits = ByteBuffer.wrap(in.piece(8)).getLong();
        long rate = bits >>> 44;
        long samples = bits & 0xf_ffff_ffffL;
        JsonObject facts = new JsonObject().put("audioCodec", "FLAC");
        return rate > 0 && samples > 0 ? facts.put("dur", samples * 1000 / rate) : facts;
    }

    /** Behind what tells the title: the first of two frames that fit each other. */
    static JsonObject mp3(MediaBytes in) throws IOException {
        long from = 0;
        in.to(0);
        byte[] tag = in.piece(Math.min(10, in.size()));
        if (tag.length == 10 && tag[0] == 'I' && tag[1] == 'D' && tag[2] == '3') {
            from = 10 + ((tag[6] & 127L) << 21 | (tag[7] & 127L) << 14 | (tag[8] & 127L) << 7 | (tag[9] & 127L));
        }
        in.to(from);
        ByteBuffer bytes = ByteBuffer.wrap(in.piece(Math.min(MP3_SEARCH, in.size() - from)));
        for (int at = 0; at + 4 <= bytes.limit(); at++) {
            Frame frame = Frame.at(bytes, at);
            if (frame != null
                    && (at + frame.length + 4 > bytes.limit() || Frame.at(bytes, at + frame.length) != null)) {
                return mp3(bytes, at, frame, in.size() - from - at);
            }
        }
        return new JsonObject();
    }

    private static JsonObject mp3(ByteBuffer bytes, int at, Frame frame, long left) {
        JsonObject facts = new JsonObject().put("audioCodec", "MP3");
        int note = at + 4 + frame.side;
        if (note + 12 <= bytes.limit()) {
            int name = bytes.getInt(note);
            boolean saysFrames = (name == 0x58696e67 || name == 0x496e666f) && (bytes.getInt(note + 4) & 1) == 1;
            long frames = bytes.getInt(note + 8) & 0xffff_ffffL;
            if (saysFrames && frames > 0) {
                return facts.put("dur", frames * frame.samples * 1000 / frame.rate);
            }
        }
        return facts.put("dur", left * 8 / frame.kilobits);
    }

    private static ByteBuffer little(byte[] bytes) {
        return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    /**
     * The head of a frame of MPEG audio, layer III.
     *
     * @param side bytes between the head and a note of how many frames there are
     */
    private record Frame(int rate, int kilobits, int samples, int length, int side) {
        static @org.jspecify.annotations.Nullable Frame at(ByteBuffer bytes, int at) {
            int head = bytes.getInt(at);
            int version = head >> 19 & 3;
            int layer = head >> 17 & 3;
            int rateAt = head >> 10 & 3;
            int bitsAt = head >> 12 & 15;
            if ((head & 0xffe0_0000) != 0xffe0_0000 || version == 1 || layer != 1 || rateAt == 3 || bitsAt % 15 == 0) {
                return null;
            }
            boolean isOne = version == 3;
            int rate = MP3_RATES[rateAt] / (isOne ? 1 : version == 2 ? 2 : 4);
            int kilobits = (isOne ? MP3_KILOBITS_1 : MP3_KILOBITS_2)[bitsAt];
            int samples = isOne ? 1152 : 576;
            int length = samples / 8 * kilobits * 1000 / rate + (head >> 9 & 1);
            boolean isMono = (head >> 6 & 3) == 3;
            int side = isOne ? (isMono ? 17 : 32) : isMono ? 9 : 17;
            return new Frame(rate, kilobits, samples, length, side);
        }
    }
}
