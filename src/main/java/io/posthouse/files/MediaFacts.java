package io.posthouse.files;

import com.drew.imaging.ImageProcessingException;
import com.drew.imaging.jpeg.JpegMetadataReader;
import com.drew.metadata.Directory;
import com.drew.metadata.Metadata;
import com.drew.metadata.exif.ExifIFD0Directory;
import com.drew.metadata.jpeg.JpegDirectory;
import io.vertx.core.json.JsonObject;
import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * What a picture, a sound or a film says of itself: its size as it is shown, how long it is, what it is coded in. The library is asked about
 * JPEG alone, and of that given the head: of all else it believes whatever length the bytes say they have, and takes that much memory.
 */
final class MediaFacts {
    /** From this Exif orientation on width and height change places. */
    static final int SIDEWAYS = 5;
    /** What stands before the picture itself is held in memory. */
    private static final int JPEG_HEAD_BYTES_MAX = 1024 * 1024;

    private MediaFacts() {}

    /** Empty for what says nothing, or is broken: a file is still a file then. {@code type} stands in it if it is known better. */
    static JsonObject of(Path file, String type) throws IOException {
        JsonObject sides = new JsonObject();
        Picture.sidesOf(file, type)
                .ifPresent(found -> sides.put("w", found.width()).put("h", found.height()));
        if (type.equals("image/jpeg")) {
            JsonObject facts = ofJpeg(file);
            return facts.containsKey("w") ? facts : sides.mergeIn(facts);
        }
        try (MediaBytes bytes = new MediaBytes(file)) {
            return sides.mergeIn(facts(bytes, type));
        } catch (EOFException | RuntimeException broken) {
            // Bytes that somebody made up.
            return sides;
        }
    }

    private static JsonObject facts(MediaBytes bytes, String type) throws IOException {
        return switch (type) {
            case "video/mp4",
                    "video/quicktime",
                    "video/x-m4v",
                    "video/3gpp",
                    "video/3gpp2",
                    "audio/mp4",
                    "application/mp4",
                    "image/heic",
                    "image/heif",
                    "image/avif" -> Boxes.facts(bytes);
            case "audio/vnd.wave", "audio/x-wav", "image/webp" -> Riff.facts(bytes);
            case "application/x-matroska", "video/x-matroska", "video/webm", "audio/webm" -> Matroska.facts(bytes);
            case "application/ogg", "audio/ogg", "audio/vorbis", "audio/opus", "audio/speex", "video/ogg" ->
                Sound.ogg(bytes);
            case "audio/x-flac", "audio/flac" -> Sound.flac(bytes);
            case "audio/mpeg" -> Sound.mp3(bytes);
            default -> new JsonObject();
        };
    }

    private static JsonObject ofJpeg(Path file) throws IOException {
        try (InputStream bytes = Files.newInputStream(file)) {
            InputStream head = new ByteArrayInputStream(bytes.readNBytes(JPEG_HEAD_BYTES_MAX));
            return ofJpeg(JpegMetadataReader.readMetadata(head));
        } catch (ImageProcessingException | EOFException | RuntimeException broken) {
            // The library throws what it likes at bytes that somebody made up.
            return new JsonObject();
        }
    }

    private static JsonObject ofJpeg(Metadata metadata) {
        JsonObject facts = new JsonObject();
        Integer width = number(metadata, JpegDirectory.class, JpegDirectory.TAG_IMAGE_WIDTH);
        Integer height = number(metadata, JpegDirectory.class, JpegDirectory.TAG_IMAGE_HEIGHT);
        if (width == null || height == null || width <= 0 || height <= 0) {
            return facts;
        }
        Integer orientation = number(metadata, ExifIFD0Directory.class, ExifIFD0Directory.TAG_ORIENTATION);
        boolean isSideways = orientation != null && orientation >= SIDEWAYS && orientation <= 8;
        facts.put("w", isSideways ? height : width).put("h", isSideways ? width : height);
        return orientation != null && orientation >= 1 && orientation <= 8
                ? facts.put("orientation", orientation)
                : facts;
    }

    private static @Nullable Integer number(Metadata metadata, Class<? extends Directory> type, int tag) {
        Directory directory = metadata.getFirstDirectoryOfType(type);
        return directory == null ? null : directory.getInteger(tag);
    }
}
