package io.posthouse.config;

/**
 * The server API, from the {@code admin} section.
 *
 * @param key without one the server API answers 403
 */
public record AdminConfig(Secret key) {
    public static final AdminConfig DEFAULT = new AdminConfig(Secret.NONE);

    private static final int KEY_CHARS_MIN = 16;

    public static AdminConfig from(Section section) {
        Secret key = section.secret("key");
        if (key.isSet() && key.reveal().length() < KEY_CHARS_MIN) {
            section.mistake("key", "must have at least " + KEY_CHARS_MIN + " characters");
        }
        section.rejectUnknown();
        return new AdminConfig(key);
    }
}
