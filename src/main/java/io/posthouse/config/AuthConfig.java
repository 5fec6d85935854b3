package io.posthouse.config;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Who may log in, from the {@code auth} section (A1).
 *
 * @param staticTokens whether tokens made by the server API are accepted
 * @param jwtKeys keys that may have signed a JWT; empty accepts none
 * @param jwtIssuer what {@code iss} has to be; empty for anything
 * @param jwtAudience what {@code aud} has to contain; empty for anything
 * @param jwtLeeway how far clocks may differ
 * @param jwtExpRequired whether a JWT has to say when it ends; without that a stolen one is good for ever
 */
public record AuthConfig(
        boolean staticTokens,
        List<JwtKey> jwtKeys,
        String jwtIssuer,
        String jwtAudience,
        Duration jwtLeeway,
        boolean jwtExpRequired) {
    public static final AuthConfig DEFAULT = new AuthConfig(true, List.of(), "", "", Duration.ofSeconds(30), true);

    private static final Pattern ANY = Pattern.compile(".{0,1000}");

    public AuthConfig {
        jwtKeys = List.copyOf(jwtKeys);
        Check.notNegative(jwtLeeway, "jwtLeeway");
    }

    public static AuthConfig from(Section section) {
        boolean staticTokens = section.flag("staticTokens", DEFAULT.staticTokens);
        List<JwtKey> keys = section.sections("jwtKeys", "a list of sections with id, algorithm and key").stream()
                .map(JwtKey::from)
                .toList();
        if (keys.stream().map(JwtKey::id).distinct().count() < keys.size()) {
            section.mistake("jwtKeys", "has two keys with the same id");
        }
        String issuer = section.text("jwtIssuer", DEFAULT.jwtIssuer, ANY, "a text; empty for any issuer");
        String audience = section.text("jwtAudience", DEFAULT.jwtAudience, ANY, "a text; empty for any audience");
        Duration leeway = section.duration("jwtLeeway", DEFAULT.jwtLeeway, Duration.ZERO, Duration.ofMinutes(10));
        boolean expRequired = section.flag("jwtExpRequired", DEFAULT.jwtExpRequired);
        section.rejectUnknown();
        return new AuthConfig(staticTokens, keys, issuer, audience, leeway, expRequired);
    }

    /**
     * @param id the {@code kid} it is chosen by; empty if tokens carry none
     * @param algorithm belongs to the key, never to the token
     * @param key the shared secret (HS256, at least 32 bytes), or a PEM public key
     */
    public record JwtKey(String id, Algorithm algorithm, Secret key) {
        static JwtKey from(Section section) {
            Map<String, Algorithm> words = new LinkedHashMap<>();
            words.put("HS256", Algorithm.HS256);
            words.put("RS256", Algorithm.RS256);
            words.put("EdDSA", Algorithm.EDDSA);
            String id = section.text("id", "", ANY, "a text");
            Algorithm algorithm = section.choice("algorithm", Algorithm.HS256, words);
            Secret key = section.secret("key");
            String wrong = JwtKeys.mistakeIn(algorithm, key);
            if (!wrong.isEmpty()) {
                section.mistake("key", wrong);
            }
            section.rejectUnknown();
            return new JwtKey(id, algorithm, key);
        }
    }

    /** What a key may be used for. */
    public enum Algorithm {
        HS256,
        RS256,
        EDDSA
    }
}
