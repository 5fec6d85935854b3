package io.posthouse.model;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where accounts agree on a call: signals go through it, pictures and voices do not. It ends by itself.
 *
 * @param id digits
 * @param name 1 to {@link #NAME_CHARS_MAX} characters; names one channel at a time
 * @param ext the app's own text, at most the configured bytes in UTF-8 (M4)
 * @param createTime ms
 * @param expireTime ms; it is moved on as long as there are members
 * @param members empty where nobody asked for them
 */
public record Channel(
        String id,
        ChannelType type,
        String name,
        String creator,
        @Nullable String ext,
        long createTime,
        long expireTime,
        List<ChannelMember> members) {
    public static final int NAME_CHARS_MAX = 128;

    public Channel withoutMembers() {
        return new Channel(id, type, name, creator, ext, createTime, expireTime, List.of());
    }

    public boolean has(String account) {
        return members.stream().anyMatch(member -> member.account().equals(account));
    }
}
