package io.posthouse.model;

/**
 * Who is in a channel.
 *
 * @param uid greater than 0, unique in the channel
 * @param joinTime ms
 * @param expireTime ms; who has not said until then that it stays has left
 */
public record ChannelMember(String account, long uid, long joinTime, long expireTime) {}
