package io.posthouse.files;

import io.vertx.core.json.JsonObject;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * Facts of Matroska and WebM (RFC 9559). What a browser records says nowhere how long it is, so that the time of the last block is looked
 * for, as far as that goes.
 */
final class Matroska {
    private static final int DOC_TYPE = 0x4282;
    private static final int HEAD = 0x1A45DFA3;
    private static final int SEGMENT = 0x18538067;
    private static final int INFO = 0x1549A966;
    private static final int TIME_SCALE = 0x2AD7B1;
    private static final int DURATION = 0x4489;
    private static final int TRACKS = 0x1654AE6B;
    private static final int TRACK = 0xAE;
    private static final int CODEC = 0x86;
    private static final int VIDEO = 0xE0;
    private static final int WIDTH = 0xB0;
    private static final int HEIGHT = 0xBA;
    private static final int CLUSTER = 0x1F43B675;
    private static final int CLUSTER_TIME = 0xE7;
    private static final int SIMPLE_BLOCK = 0xA3;
    private static final int BLOCK_GROUP = 0xA0;
    private static final int BLOCK = 0xA1;
    private static final int DEPTH_MAX = 8;
    private static final long NANOS_PER_MILLI = 1_000_000;

    private static final Map<String, String> CODECS = Map.ofEntries(
            Map.entry("V_VP8", "VP8"),
            Map.entry("V_VP9", "VP9"),
            Map.entry("V_AV1", "AV1"),
            Map.entry("V_MPEG4/ISO/AVC", "H.264"),
            Map.entry("V_MPEGH/ISO/HEVC", "H.265"),
            Map.entry("A_OPUS", "Opus"),
            Map.entry("A_VORBIS", "Vorbis"),
            Map.entry("A_AAC", "AAC"),
            Map.entry("A_MPEG/L3", "MP3"),
            Map.entry("A_FLAC", "FLAC"),
            Map.entry("A_AC3", "AC-3"),
            Map.entry("A_PCM/INT/LIT", "PCM"));

    private final MediaBytes in;
    private final JsonObject facts = new JsonObject();
    private String docType = "";
    private long scaleNanos = NANOS_PER_MILLI;
    private double duration;
    private long clusterTime;
    private long lastTime;
    private boolean hasVideo;

    private Matroska(MediaBytes in) {
        this.in = in;
    }

    /** What was found before something broken, and under {@code type} what it is. */
    static JsonObject facts(MediaBytes in) {
        Matroska matroska = new Matroska(in);
        try {
            matroska.walk(0, in.size(), 0);
        } catch (IOException broken) {
            // What was found stands.
        }
        return matroska.told();
    }

    private JsonObject told() {
        double units = duration > 0 ? duration : lastTime;
        double millis = units * scaleNanos / NANOS_PER_MILLI;
        if (millis >= 1 && millis < Integer.MAX_VALUE) {
            facts.put("dur", Math.round(millis));
        }
        String kind = hasVideo ? "video/" : "audio/";
        return docType.equals("webm")
                ? facts.put("type", kind + "webm")
                : docType.equals("matroska") ? facts.put("type", kind + "x-matroska") : facts;
    }

    private void walk(long from, long to, int depth) throws IOException {
        long at = from;
        while (at < to && depth < DEPTH_MAX) {
            in.to(at);
            int first = in.u8();
            int idLength = Integer.numberOfLeadingZeros(first) - 23;
            int id = (int) rest(first, idLength);
            int second = in.u8();
            int sizeLength = Integer.numberOfLeadingZeros(second) - 23;
            long size = rest(second & (0xff >> sizeLength), sizeLength);
            boolean isUnknown = size == (1L << (7 * sizeLength)) - 1;
            long body = at + idLength + sizeLength;
            long end = isUnknown ? to : body + size;
            if (end > to && !(id == SEGMENT || id == CLUSTER)) {
                throw new EOFException();
            }
            element(id, body, Math.min(end, to), depth);
            if (id == CLUSTER && duration > 0) {
                return;
            }
            at = isUnknown && id == CLUSTER ? to : end;
        }
    }

    private long rest(int first, int length) throws IOException {
        if (length < 1 || length > 8) {
            throw new EOFException();
        }
        long number = first;
        for (int i = 1; i < length; i++) {
            number = number << 8 | in.u8();
        }
        return number;
    }

    private void element(int id, long from, long to, int depth) throws IOException {
        switch (id) {
            case HEAD, SEGMENT, INFO, TRACKS, TRACK, VIDEO, BLOCK_GROUP -> walk(from, to, depth + 1);
            case CLUSTER -> {
                if (duration == 0) {
                    walk(from, to, depth + 1);
                }
            }
            case DOC_TYPE -> docType = text(from, to);
            case TIME_SCALE -> scaleNanos = Math.max(1, number(from, to));
            case DURATION -> duration = real(from, to);
            case CODEC -> codec(text(from, to));
            case WIDTH -> facts.put("w", (int) Math.min(number(from, to), Integer.MAX_VALUE));
            case HEIGHT -> facts.put("h", (int) Math.min(number(from, to), Integer.MAX_VALUE));
            case CLUSTER_TIME -> clusterTime = number(from, to);
            case SIMPLE_BLOCK, BLOCK -> {
                // Of a track with a number below 128: after it comes the time since the cluster's.
                in.to(from + 1);
                lastTime = Math.max(lastTime, clusterTime + (short) in.u16());
            }
            default -> {
                // Not asked for.
            }
        }
    }

    private void codec(String name) {
        boolean isVideo = name.startsWith("V_");
        hasVideo |= isVideo;
        String codec = CODECS.get(name);
        String key = isVideo ? "videoCodec" : "audioCodec";
        if (codec != null && !facts.containsKey(key)) {
            facts.put(key, codec);
        }
    }

    private String text(long from, long to) throws IOException {
        in.to(from);
        return new String(in.piece(Math.min(to - from, 32)), StandardCharsets.US_ASCII).replace("\0", "");
    }

    private long number(long from, long to) throws IOException {
        in.to(from);
        long number = 0;
        for (byte one : in.piece(Math.min(to - from, 7))) {
            number = number << 8 | (one & 0xff);
        }
        return number;
    }

    private double real(long from, long to) throws IOException {
        in.to(from);
        ByteBuffer bytes = ByteBuffer.wrap(in.piece(to - from == 4 ? 4 : 8));
        double number = to - from == 4 ? bytes.getFloat() : bytes.getDouble();
        return Double.isFinite(number) && number > 0 ? number : 0;
    }
}
