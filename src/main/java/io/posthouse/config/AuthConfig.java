package io.posthouse.config;

import java.time.Duration;
import java.util.List;

/**
 * Who may log in, from the {@code auth} section (A1).
 *
 * @param staticTokens whether tokens made by the server API are accepted
 * @param jwtKeys keys that may have signed a JWT; empty accepts none
 * @param jwtIssuer what {@code iss} has to be; empty for anything
 * @param jwtAudience what {@code aud} has to contain; empty for anything
 * @param jwtLeeway how far clocks may differ
 */
public record AuthConfig(
        boolean staticTokens, List<JwtKey> jwtKeys, String jwtIssuer, String jwtAudience, Duration jwtLeeway) {
    public static final AuthConfig DEFAULT = new AuthConfig(true, List.of(), "", "", Duration.ofSeconds(30));

    /**
     * @param id the {@code kid} it is chosen by; empty if tokens carry none
     * @param algorithm belongs to the key, never to the token
     * @param key the shared secret (HS256, at least 32 bytes), or a PEM public key
     */
    public record JwtKey(String id, Algorithm algorithm, Secret key) {}

    /** What a key may be used for. */
    public enum Algorithm {
        HS256,
        RS256,
        EDDSA
    }
}
