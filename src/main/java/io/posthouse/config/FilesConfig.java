package io.posthouse.config;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Uploads and what becomes of them, from the {@code files} section.
 *
 * @param enabled whether files may be uploaded and fetched
 * @param directory where their bytes are; empty for {@code files} inside the store's data directory. Nodes of one deployment have to
 *     share it, unless there is object storage: then only what is being worked on passes through it
 * @param s3 where the bytes are instead, if there is a bucket
 * @param publicUrl what the addresses of files begin with, such as {@code https://chat.example.com}; empty for the address that the
 *     upload came to
 * @param fileBytesMax of one file
 * @param dayMebibytesMax what an account may upload in one day (UTC)
 * @param dayFilesMax how many files an account may begin to upload in one day (UTC)
 * @param allowedTypes media types as the bytes show them, such as {@code image/*}; empty for all
 * @param uploadLife how long after its token was given an upload may go on
 * @param unusedLife how long a file is kept that no message refers to
 * @param collectInterval how often a node looks for files that are not needed
 * @param linkLife how long an address of a file is good that was given out; zero for ever, and then it is not signed
 * @param chunkTimeout how long one chunk may take
 * @param uploadsMax chunks that one node takes at once
 */
public record FilesConfig(
        boolean enabled,
        String directory,
        S3Config s3,
        String publicUrl,
        int fileBytesMax,
        int dayMebibytesMax,
        int dayFilesMax,
        List<String> allowedTypes,
        Duration uploadLife,
        Duration unusedLife,
        Duration collectInterval,
        Duration linkLife,
        Duration chunkTimeout,
        int uploadsMax) {
    public static final FilesConfig DEFAULT = new FilesConfig(
            true,
            "",
            S3Config.DEFAULT,
            "",
            100 * 1024 * 1024,
            2048,
            1000,
            List.of(),
            Duration.ofHours(2),
            Duration.ofDays(1),
            Duration.ofMinutes(1),
            Duration.ZERO,
            Duration.ofMinutes(1),
            256);

    private static final Pattern DIRECTORY = Pattern.compile(".{0,1000}");
    private static final Pattern URL = Pattern.compile("|https?://[A-Za-z0-9._:\\[\\]-]{1,255}");
    private static final Pattern TYPE = Pattern.compile("[a-z]{1,20}/(?:\\*|[a-z0-9.+-]{1,100})");

    public FilesConfig {
        allowedTypes = List.copyOf(allowedTypes);
        Check.positive(fileBytesMax, "fileBytesMax");
        Check.positive(dayMebibytesMax, "dayMebibytesMax");
        Check.positive(dayFilesMax, "dayFilesMax");
        Check.positive(uploadLife, "uploadLife");
        Check.positive(unusedLife, "unusedLife");
        Check.positive(collectInterval, "collectInterval");
        if (linkLife.isNegative()) {
            throw new IllegalArgumentException("linkLife is negative: " + linkLife);
        }
        Check.positive(chunkTimeout, "chunkTimeout");
        Check.positive(uploadsMax, "uploadsMax");
    }

    /** The directory, given where the store keeps its data. */
    public Path root(StoreConfig store) {
        return directory.isEmpty() ? Path.of(store.dataDirectory()).resolve("files") : Path.of(directory);
    }

    /** Whether a file may be of this media type. */
    public boolean allows(String type) {
        String major = type.substring(0, Math.max(type.indexOf('/'), 0)).toLowerCase(Locale.ROOT);
        return allowedTypes.isEmpty()
                || allowedTypes.contains(type.toLowerCase(Locale.ROOT))
                || allowedTypes.contains(major + "/*");
    }

    public static FilesConfig from(Section section) {
        FilesConfig files = new FilesConfig(
                section.flag("enabled", DEFAULT.enabled),
                section.text(
                        "directory", DEFAULT.directory, DIRECTORY, "a directory; empty for one beside the store's"),
                S3Config.from(section.section("s3")),
                section.text("publicUrl", DEFAULT.publicUrl, URL, "such as https://chat.example.com, without a path"),
                section.integer("fileBytesMax", DEFAULT.fileBytesMax, 1, Integer.MAX_VALUE),
                section.integer("dayMebibytesMax", DEFAULT.dayMebibytesMax, 1, 1_000_000_000),
                section.integer("dayFilesMax", DEFAULT.dayFilesMax, 1, 1_000_000_000),
                section.texts("allowedTypes", TYPE, "such as image/png or image/*"),
                section.duration("uploadLife", DEFAULT.uploadLife, Duration.ofMinutes(1), Duration.ofDays(7)),
                section.duration("unusedLife", DEFAULT.unusedLife, Duration.ofMinutes(1), Duration.ofDays(365)),
                section.duration("collectInterval", DEFAULT.collectInterval, Duration.ofSeconds(1), Duration.ofDays(1)),
                section.duration("linkLife", DEFAULT.linkLife, Duration.ZERO, Duration.ofDays(3650)),
                section.duration("chunkTimeout", DEFAULT.chunkTimeout, Duration.ofSeconds(1), Duration.ofHours(1)),
                section.integer("uploadsMax", DEFAULT.uploadsMax, 1, 100_000));
        section.rejectUnknown();
        return files;
    }
}
