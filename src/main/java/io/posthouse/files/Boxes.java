package io.posthouse.files;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.util.Map;

/** Facts of what is packed in boxes (ISO/IEC 14496-12): MP4, QuickTime, HEIF, AVIF. Boxes that do not fit into their box end the search. */
final class Boxes {
    private static final int HEAD = 8;
    private static final int LONG_HEAD = 16;
    /** Width, height, and before them the nine numbers of the matrix that says how a film is turned, end a track's head. */
    private static final int TRACK_TAIL = 44;

    private static final Map<String, String> CODECS = Map.ofEntries(
            Map.entry("avc1", "H.264"),
            Map.entry("avc3", "H.264"),
            Map.entry("hvc1", "H.265"),
            Map.entry("hev1", "H.265"),
            Map.entry("vp08", "VP8"),
            Map.entry("vp09", "VP9"),
            Map.entry("av01", "AV1"),
            Map.entry("mp4v", "MPEG-4"),
            Map.entry("mp4a", "AAC"),
            Map.entry("Opus", "Opus"),
            Map.entry("fLaC", "FLAC"),
            Map.entry(".mp3", "MP3"),
            Map.entry("ac-3", "AC-3"),
            Map.entry("samr", "AMR"),
            Map.entry("sawb", "AMR-WB"));

    private final MediaBytes in;
    private final JsonObject facts = new JsonObject();
    private Track track = new Track();
    private long pictureArea;
    private boolean isPictureSideways;
    private String brand = "";
    private boolean hasVideo;
    private boolean hasSound;
    private long timeScale;

    private Boxes(MediaBytes in) {
        this.in = in;
    }

    /** What was found before something broken, and under {@code type} what it is if it is a sound or a film. */
    static JsonObject facts(MediaBytes in) {
        Boxes boxes = new Boxes(in);
        try {
            boxes.walk(0, in.size());
        } catch (IOException broken) {
            // What was found stands.
        }
        return boxes.told();
    }

    private void walk(long from, long to) throws IOException {
        long at = from;
        while (at + HEAD <= to) {
            in.to(at);
            long size = in.u32();
            String name = in.name();
            long head = HEAD;
            if (size == 1) {
                size = in.u64();
                head = LONG_HEAD;
            } else if (size == 0) {
                size = to - at;
            }
            if (size < head || size > to - at) {
                return;
            }
            box(name, at + head, at + size);
            at += size;
        }
    }

    private void box(String name, long from, long to) throws IOException {
        switch (name) {
            case "moov", "mdia", "minf", "stbl", "mvex", "iprp", "ipco" -> walk(from, to);
            // These begin with a version.
            case "meta" -> walk(from + 4, to);
            case "trak" -> {
                track = new Track();
                walk(from, to);
                tell();
            }
            case "ftyp" -> {
                in.to(from);
                brand = in.name();
            }
            case "mvhd" -> length(from);
            case "mehd" -> fragments(from);
            case "tkhd" -> sides(from, to);
            case "hdlr" -> {
                // In QuickTime there is a second one, which says where the bytes are.
                if (track.kind.isEmpty()) {
                    in.to(from + 8);
                    track.kind = in.name();
                }
            }
            case "stsd" -> {
                in.to(from + 12);
                track.codec = in.name();
            }
            case "ispe" -> picture(from);
            case "irot" -> {
                in.to(from);
                isPictureSideways |= in.u8() % 2 == 1;
            }
            default -> {
                // Not asked for.
            }
        }
    }

    private void length(long from) throws IOException {
        in.to(from);
        boolean isLong = in.u8() == 1;
        in.to(from + (isLong ? 20 : 12));
        timeScale = in.u32();
        long units = isLong ? in.u64() : in.u32();
        millis(units, isLong);
    }

    /** Of a film that comes in fragments the first length is 0. */
    private void fragments(long from) throws IOException {
        in.to(from);
        boolean isLong = in.u8() == 1;
        in.to(from + 4);
        millis(isLong ? in.u64() : in.u32(), isLong);
    }

    private void millis(long units, boolean isLong) {
        boolean isUnknown = units == 0 || (!isLong && units == 0xffff_ffffL);
        if (timeScale > 0 && !isUnknown && units < Long.MAX_VALUE / 1000) {
            facts.put("dur", units * 1000 / timeScale);
        }
    }

    private void sides(long from, long to) throws IOException {
        in.to(Math.max(from, to - TRACK_TAIL));
        boolean isSideways = in.u32() == 0;
        in.to(Math.max(from, to - 8));
        int width = (int) (in.u32() >> 16);
        int height = (int) (in.u32() >> 16);
        track.width = isSideways ? height : width;
        track.height = isSideways ? width : height;
    }

    private void tell() {
        String codec = CODECS.get(track.codec);
        hasVideo |= track.kind.equals("vide");
        hasSound |= track.kind.equals("soun");
        if (track.kind.equals("vide") && track.width > 0 && track.height > 0 && !facts.containsKey("w")) {
            facts.put("w", track.width).put("h", track.height);
        }
        String key = track.kind.equals("vide") ? "videoCodec" : track.kind.equals("soun") ? "audioCodec" : "";
        if (codec != null && !key.isEmpty() && !facts.containsKey(key)) {
            facts.put(key, codec);
        }
    }

    /** The largest picture is the picture; others are its tiles and its thumbnail. */
    private void picture(long from) throws IOException {
        in.to(from + 4);
        long width = in.u32();
        long height = in.u32();
        if (width > Integer.MAX_VALUE || height > Integer.MAX_VALUE || width * height <= pictureArea) {
            return;
        }
        pictureArea = width * height;
        facts.put("w", (int) width).put("h", (int) height);
    }

    private JsonObject told() {
        boolean isNamedOtherwise = brand.isEmpty() || brand.startsWith("3g");
        if (!isNamedOtherwise && (hasVideo || hasSound)) {
            String container = brand.equals("qt  ") ? "quicktime" : "mp4";
            facts.put("type", hasVideo || container.equals("quicktime") ? "video/" + container : "audio/mp4");
        }
        if (isPictureSideways && pictureArea > 0) {
            int width = facts.getInteger("w");
            facts.put("w", facts.getInteger("h")).put("h", width);
        }
        return facts;
    }

    private static final class Track {
        private String kind = "";
        private String codec = "";
        private int width;
        private int height;
    }
}
