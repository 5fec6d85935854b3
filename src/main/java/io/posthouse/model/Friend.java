package io.posthouse.model;

import org.jspecify.annotations.Nullable;

/**
 * What one account keeps about a friend; the friend has its own about it.
 *
 * @param alias how the account calls it, at most {@value #ALIAS_CHARS_MAX} characters
 * @param ext the app's own text
 * @param serverExt the app server's own text; only the server may change it
 * @param valid false: no friend any more
 * @param createTime ms when it became a friend
 * @param updateTime rises strictly over all friends of an account
 */
public record Friend(
        String account,
        @Nullable String alias,
        @Nullable String ext,
        @Nullable String serverExt,
        boolean valid,
        long createTime,
        long updateTime) {
    public static final int ALIAS_CHARS_MAX = 128;
}
