package io.posthouse.model;

import org.jspecify.annotations.Nullable;

/**
 * A user name card: what an account shows of itself.
 *
 * @param nick at most 64 characters
 * @param avatar an address, at most 1,024 characters
 * @param ext the app's own text, at most 1,024 bytes
 * @param updateTime ms; 0 if it never changed
 */
public record Card(
        String account,
        @Nullable String nick,
        @Nullable String avatar,
        @Nullable String ext,
        long createTime,
        long updateTime) {}
