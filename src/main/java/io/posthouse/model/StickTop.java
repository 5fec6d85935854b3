package io.posthouse.model;

import org.jspecify.annotations.Nullable;

/**
 * A session that an account keeps on top of its list.
 *
 * @param ext the app's own text
 * @param createTime ms when it was put there
 * @param updateTime ms when anything about it last changed; rises strictly over all of an account
 */
public record StickTop(Conversation conversation, @Nullable String ext, long createTime, long updateTime) {}
