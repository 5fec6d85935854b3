package io.posthouse.config;

import java.net.URI;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * S3-compatible object storage for the bytes of files, from the {@code files.s3} section.
 *
 * @param bucket has to exist; empty for no object storage
 * @param endpoint such as {@code https://s3.eu-central-1.amazonaws.com}
 * @param region that requests are signed for; servers of one's own take any
 * @param pathStyle whether the bucket stands in the path of an address and not in its host
 * @param connectionsMax open connections of one node to the storage
 */
public record S3Config(
        String bucket,
        String endpoint,
        String region,
        String accessKey,
        Secret secretKey,
        boolean pathStyle,
        int connectionsMax) {
    public static final S3Config DEFAULT = new S3Config("", "", "us-east-1", "", Secret.NONE, true, 512);

    private static final Pattern BUCKET = Pattern.compile("|[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]");
    private static final Pattern REGION = Pattern.compile("[a-z0-9-]{1,64}");
    private static final Pattern ACCESS_KEY = Pattern.compile("[\\x21-\\x7e]{0,128}");
    private static final String ENDPOINT = "an http or https URL without a path, such as https://s3.example.com";

    public S3Config {
        Check.positive(connectionsMax, "connectionsMax");
    }

    /** Whether bytes go to object storage and not into a directory. */
    public boolean isOn() {
        return !bucket.isEmpty();
    }

    static S3Config from(Section section) {
        S3Config s3 = new S3Config(
                section.text("bucket", DEFAULT.bucket, BUCKET, "a bucket's name; empty for none"),
                section.parsed("endpoint", DEFAULT.endpoint, ENDPOINT, shown -> shown, S3Config::endpoint),
                section.text("region", DEFAULT.region, REGION, "a region's name"),
                section.text("accessKey", DEFAULT.accessKey, ACCESS_KEY, "a text without spaces"),
                section.secret("secretKey"),
                section.flag("pathStyle", DEFAULT.pathStyle),
                section.integer("connectionsMax", DEFAULT.connectionsMax, 1, 100_000));
        if (s3.isOn() && s3.endpoint.isEmpty()) {
            section.mistake("endpoint", "must be " + ENDPOINT + ", for files.s3.bucket is set");
        }
        if (s3.isOn() && s3.accessKey.isEmpty()) {
            section.mistake("accessKey", "must be set, for files.s3.bucket is");
        }
        if (s3.isOn() && !s3.secretKey.isSet()) {
            section.mistake("secretKey", "must be set, for files.s3.bucket is");
        }
        section.rejectUnknown();
        return s3;
    }

    private static @Nullable String endpoint(String text) {
        if (text.isEmpty()) {
            return text;
        }
        URI uri = URI.create(text);
        boolean isHttp = "http".equalsIgnoreCase(uri.getScheme()) || "https".equalsIgnoreCase(uri.getScheme());
        boolean isPlain = uri.getUserInfo() == null && uri.getQuery() == null && uri.getFragment() == null;
        return isHttp && isPlain && uri.getHost() != null && uri.getPath().isEmpty() ? text : null;
    }
}
