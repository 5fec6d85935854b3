package io.posthouse.files;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The part of a file that a request asks for.
 *
 * @param from the first byte
 * @param length how many; 0 if the file has none of it
 */
record ByteRange(long from, long length) {
    private static final Pattern FORM = Pattern.compile("bytes=(\\d{0,15})-(\\d{0,15})");

    /** Null for all of it: also for a header that is none, or asks for several parts, which a server may ignore (RFC 9110, 14.2). */
    static @Nullable ByteRange of(@Nullable String header, long size) {
        Matcher form = FORM.matcher(header == null ? "" : header.strip());
        if (!form.matches() || (form.group(1).isEmpty() && form.group(2).isEmpty())) {
            return null;
        }
        if (form.group(1).isEmpty()) {
            long last = Math.min(Long.parseLong(form.group(2)), size);
            return new ByteRange(size - last, last);
        }
        long from = Long.parseLong(form.group(1));
        long to = form.group(2).isEmpty() ? size - 1 : Math.min(Long.parseLong(form.group(2)), size - 1);
        if (!form.group(2).isEmpty() && Long.parseLong(form.group(2)) < from) {
            return null;
        }
        return new ByteRange(from, Math.max(0, to - from + 1));
    }
}
