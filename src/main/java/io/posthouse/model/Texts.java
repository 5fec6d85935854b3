package io.posthouse.model;

/** Sizes of texts as limits count them. */
public final class Texts {
    private Texts() {}

    /** Whether the text takes more than {@code bytesMax} bytes in UTF-8; does not encode it. */
    public static boolean isLongerThan(String text, int bytesMax) {
        int length = text.length();
        if (length > bytesMax) {
            return true;
        }
        if (length * 3L <= bytesMax) {
            return false;
        }
        long bytes = 0;
        for (int i = 0; i < length; i++) {
            char c = text.charAt(i);
            if (c < 0x80) {
                bytes += 1;
            } else if (c < 0x800 || Character.isSurrogate(c)) {
                bytes += 2;
            } else {
                bytes += 3;
            }
        }
        return bytes > bytesMax;
    }

    /** Whether the text has more than {@code charsMax} characters, an emoji being one. */
    public static boolean hasMoreThan(String text, int charsMax) {
        return text.length() > charsMax && text.codePointCount(0, text.length()) > charsMax;
    }
}
