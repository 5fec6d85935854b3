package io.posthouse.model;

import org.jspecify.annotations.Nullable;

/**
 * A user name card: what an account shows of itself. What it never said is null.
 *
 * @param nick at most {@value #NICK_CHARS_MAX} characters
 * @param avatar an address, at most {@value #AVATAR_CHARS_MAX} characters
 * @param ext the app's own text, at most 1,024 bytes
 * @param signature at most {@value #SIGNATURE_CHARS_MAX} characters
 * @param email at most {@value #EMAIL_CHARS_MAX} characters
 * @param birth a date as the app writes it, at most {@value #BIRTH_CHARS_MAX} characters
 * @param tel at most {@value #TEL_CHARS_MAX} characters
 * @param updateTime ms; 0 if it never changed
 */
public record Card(
        String account,
        @Nullable String nick,
        @Nullable String avatar,
        @Nullable String ext,
        @Nullable String signature,
        @Nullable Gender gender,
        @Nullable String email,
        @Nullable String birth,
        @Nullable String tel,
        long createTime,
        long updateTime) {

    public static final int NICK_CHARS_MAX = 64;
    public static final int AVATAR_CHARS_MAX = 1024;
    public static final int SIGNATURE_CHARS_MAX = 256;
    public static final int EMAIL_CHARS_MAX = 64;
    public static final int BIRTH_CHARS_MAX = 16;
    public static final int TEL_CHARS_MAX = 32;

    /** Of an account that said nothing of itself, or does not exist. */
    public static Card empty(String account) {
        return new Card(account, null, null, null, null, null, null, null, null, 0, 0);
    }
}
