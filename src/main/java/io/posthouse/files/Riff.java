package io.posthouse.files;

import com.drew.lang.ByteArrayReader;
import com.drew.metadata.Metadata;
import com.drew.metadata.exif.ExifIFD0Directory;
import com.drew.metadata.exif.ExifReader;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Facts of RIFF files: WAV and WebP. */
final class Riff {
    private static final int HEAD = 12;
    private static final int SIDE = 0x3fff;
    private static final Map<Integer, String> CODECS = Map.of(
            1,
            "PCM",
            3,
            "PCM (float)",
            6,
            "A-law",
            7,
            "mu-law",
            0x11,
            "IMA ADPCM",
            0x31,
            "GSM",
            0x55,
            "MP3",
            0xfffe,
            "PCM");

    private final MediaBytes in;
    private final JsonObject facts = new JsonObject();
    private long bytesPerSecond;

    private Riff(MediaBytes in) {
        this.in = in;
    }

    /** What was found before something broken. */
    static JsonObject facts(MediaBytes in) {
        Riff riff = new Riff(in);
        try {
            riff.walk();
        } catch (IOException broken) {
            // What was found stands.
        }
        return riff.facts;
    }

    private void walk() throws IOException {
        long at = HEAD;
        while (at + 8 <= in.size()) {
            in.to(at);
            String name = in.name();
            long size = in.little(4);
            chunk(name, at + 8, Math.min(size, in.size() - at - 8));
            at += 8 + size + size % 2;
        }
    }

    private void chunk(String name, long from, long size) throws IOException {
        switch (name) {
            case "fmt " -> {
                String codec = CODECS.get((int) in.little(2));
                if (codec != null) {
                    facts.put("audioCodec", codec);
                }
                in.to(from + 8);
                bytesPerSecond = in.little(4);
            }
            case "data" -> {
                if (bytesPerSecond > 0) {
                    facts.put("dur", size * 1000 / bytesPerSecond);
                }
            }
            case "VP8X" -> {
                in.to(from + 4);
                sides((int) in.little(3) + 1, (int) in.little(3) + 1);
            }
            case "VP8 " -> {
                in.to(from + 6);
                sides((int) in.little(2) & SIDE, (int) in.little(2) & SIDE);
            }
            case "VP8L" -> {
                in.to(from + 1);
                long bits = in.little(4);
                sides((int) (bits & SIDE) + 1, (int) (bits >> 14 & SIDE) + 1);
            }
            case "EXIF" -> turn(orientation(in.piece(size)));
            default -> {
                // Not asked for.
            }
        }
    }

    private void sides(int width, int height) {
        if (!facts.containsKey("w") && width > 0 && height > 0) {
            facts.put("w", width).put("h", height);
        }
    }

    private static @Nullable Integer orientation(byte[] exif) {
        Metadata metadata = new Metadata();
        new ExifReader().extract(new ByteArrayReader(exif), metadata);
        ExifIFD0Directory directory = metadata.getFirstDirectoryOfType(ExifIFD0Directory.class);
        return directory == null ? null : directory.getInteger(ExifIFD0Directory.TAG_ORIENTATION);
    }

    private void turn(@Nullable Integer orientation) {
        if (orientation == null || orientation < 1 || orientation > 8 || !facts.containsKey("w")) {
            return;
        }
        facts.put("orientation", orientation);
        if (orientation >= MediaFacts.SIDEWAYS) {
            int width = facts.getInteger("w");
            facts.put("w", facts.getInteger("h")).put("h", width);
        }
    }
}
