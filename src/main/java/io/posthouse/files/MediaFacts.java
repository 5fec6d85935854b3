package io.posthouse.files;

import com.drew.imaging.ImageMetadataReader;
import com.drew.imaging.ImageProcessingException;
import com.drew.metadata.Directory;
import com.drew.metadata.Metadata;
import com.drew.metadata.exif.ExifIFD0Directory;
import com.drew.metadata.heif.HeifDirectory;
import com.drew.metadata.jpeg.JpegDirectory;
import com.drew.metadata.mov.QuickTimeDirectory;
import com.drew.metadata.mov.media.QuickTimeSoundDirectory;
import com.drew.metadata.mov.media.QuickTimeVideoDirectory;
import com.drew.metadata.mp4.Mp4Directory;
import com.drew.metadata.mp4.media.Mp4SoundDirectory;
import com.drew.metadata.mp4.media.Mp4VideoDirectory;
import com.drew.metadata.wav.WavDirectory;
import com.drew.metadata.webp.WebpDirectory;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a picture, a sound or a film says of itself: its size as it is shown, how long it is, what it is coded in. */
final class MediaFacts {
    private static final int SIDEWAYS = 5;
    /**
     * Those of which the library unpacks nothing: a PNG of a few bytes may hold a text that unpacks to any size.
     */
    private static final Set<String> HARMLESS = Set.of(
            "image/jpeg",
            "image/webp",
            "image/heic",
            "image/heif",
            "image/avif",
            "audio/mp4",
            "audio/vnd.wave",
            "video/mp4",
            "video/quicktime",
            "video/x-m4v",
            "application/mp4");

    private MediaFacts() {}

    /** Empty for what says nothing, or is broken: a file is still a file then. */
    static JsonObject of(Path file, long size, String type) throws IOException {
        JsonObject sides = new JsonObject();
        Picture.sidesOf(file, type)
                .ifPresent(found -> sides.put("w", found.width()).put("h", found.height()));
        if (!HARMLESS.contains(type)) {
            return sides;
        }
        try (InputStream bytes = Files.newInputStream(file)) {
            JsonObject facts = facts(ImageMetadataReader.readMetadata(bytes, size));
            return facts.containsKey("w") ? facts : sides.mergeIn(facts);
        } catch (ImageProcessingException | RuntimeException | OutOfMemoryError broken) {
            // The library throws what it likes at bytes that somebody made up, and believes what they say of their own
            // length.
            return sides;
        }
    }

    private static JsonObject facts(Metadata metadata) {
        JsonObject facts = new JsonObject();
        size(metadata, facts);
        put(facts, "dur", millis(metadata));
        put(facts, "videoCodec", text(metadata, Mp4VideoDirectory.class, Mp4VideoDirectory.TAG_COMPRESSION_TYPE));
        put(
                facts,
                "videoCodec",
                text(metadata, QuickTimeVideoDirectory.class, QuickTimeVideoDirectory.TAG_COMPRESSION_TYPE));
        put(facts, "audioCodec", text(metadata, Mp4SoundDirectory.class, Mp4SoundDirectory.TAG_AUDIO_FORMAT));
        put(
                facts,
                "audioCodec",
                text(metadata, QuickTimeSoundDirectory.class, QuickTimeSoundDirectory.TAG_AUDIO_FORMAT));
        put(facts, "audioCodec", text(metadata, WavDirectory.class, WavDirectory.TAG_FORMAT));
        return facts;
    }

    private static void size(Metadata metadata, JsonObject facts) {
        for (Sides sides : Sides.values()) {
            Integer width = number(metadata, sides.directory, sides.width);
            Integer height = number(metadata, sides.directory, sides.height);
            if (width != null && height != null && width > 0 && height > 0) {
                Integer orientation = number(metadata, ExifIFD0Directory.class, ExifIFD0Directory.TAG_ORIENTATION);
                boolean isSideways = orientation != null && orientation >= SIDEWAYS && orientation <= 8;
                facts.put("w", isSideways ? height : width).put("h", isSideways ? width : height);
                if (orientation != null && orientation >= 1 && orientation <= 8) {
                    facts.put("orientation", orientation);
                }
                return;
            }
        }
    }

    private static @Nullable Long millis(Metadata metadata) {
        Long mp4 = millis(
                metadata.getFirstDirectoryOfType(Mp4Directory.class),
                Mp4Directory.TAG_DURATION,
                Mp4Directory.TAG_TIME_SCALE);
        Long quickTime = millis(
                metadata.getFirstDirectoryOfType(QuickTimeDirectory.class),
                QuickTimeDirectory.TAG_DURATION,
                QuickTimeDirectory.TAG_TIME_SCALE);
        return mp4 == null ? quickTime : mp4;
    }

    private static @Nullable Long millis(@Nullable Directory directory, int duration, int scale) {
        Long units = directory == null ? null : directory.getLongObject(duration);
        Long perSecond = directory == null ? null : directory.getLongObject(scale);
        return units == null || perSecond == null || perSecond <= 0 || units < 0 ? null : units * 1000 / perSecond;
    }

    private static @Nullable Integer number(Metadata metadata, Class<? extends Directory> type, int tag) {
        Directory directory = metadata.getFirstDirectoryOfType(type);
        return directory == null ? null : directory.getInteger(tag);
    }

    private static @Nullable String text(Metadata metadata, Class<? extends Directory> type, int tag) {
        Directory directory = metadata.getFirstDirectoryOfType(type);
        return directory == null ? null : directory.getString(tag);
    }

    private static void put(JsonObject facts, String key, @Nullable Object value) {
        if (value != null && !facts.containsKey(key)) {
            facts.put(key, value);
        }
    }

    /** Where each format says how wide and high it is. */
    private enum Sides {
        JPEG(JpegDirectory.class, JpegDirectory.TAG_IMAGE_WIDTH, JpegDirectory.TAG_IMAGE_HEIGHT),
        WEBP(WebpDirectory.class, WebpDirectory.TAG_IMAGE_WIDTH, WebpDirectory.TAG_IMAGE_HEIGHT),
        HEIF(HeifDirectory.class, HeifDirectory.TAG_IMAGE_WIDTH, HeifDirectory.TAG_IMAGE_HEIGHT),
        MP4(Mp4VideoDirectory.class, Mp4VideoDirectory.TAG_WIDTH, Mp4VideoDirectory.TAG_HEIGHT),
        MOV(QuickTimeVideoDirectory.class, QuickTimeVideoDirectory.TAG_WIDTH, QuickTimeVideoDirectory.TAG_HEIGHT);

        private final Class<? extends Directory> directory;
        private final int width;
        private final int height;

        Sides(Class<? extends Directory> directory, int width, int height) {
            this.directory = directory;
            this.width = width;
            this.height = height;
        }
    }
}
