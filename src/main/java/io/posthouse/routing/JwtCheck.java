package io.posthouse.routing;

import io.posthouse.config.AuthConfig;
import io.posthouse.config.AuthConfig.JwtKey;
import io.posthouse.model.AccountId;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.auth.JWTOptions;
import io.vertx.ext.auth.PubSecKeyOptions;
import io.vertx.ext.auth.User;
import io.vertx.ext.auth.authentication.TokenCredentials;
import io.vertx.ext.auth.jwt.JWTAuth;
import io.vertx.ext.auth.jwt.JWTAuthOptions;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;

/**
 * Whether a JWT proves an account (A1). The algorithm comes from the key and never from the token: a key is tried only if
 * the token names the key's own algorithm, and each key has a verifier that knows no other.
 */
final class JwtCheck {
    private static final int TOKEN_CHARS_MAX = 8 * 1024;

    private final List<Verifier> verifiers;
    private final boolean expRequired;

    JwtCheck(Vertx vertx, AuthConfig config) {
        this.expRequired = config.jwtExpRequired();
        this.verifiers = config.jwtKeys().stream()
                .map(key -> new Verifier(key.id(), nameOf(key.algorithm()), verifierOf(vertx, config, key)))
                .toList();
    }

    boolean proves(String account, String token) {
        if (verifiers.isEmpty() || token.length() > TOKEN_CHARS_MAX) {
            return false;
        }
        String[] parts = token.split("\\.", -1);
        JsonObject header = jsonOf(parts[0]);
        // The verifiers look at an exp that is there, and do not miss one.
        if (expRequired && (parts.length < 2 || jsonOf(parts[1]).getValue("exp") == null)) {
            return false;
        }
        return verifiers.stream()
                .filter(verifier -> verifier.fits(header))
                .anyMatch(verifier -> verifier.proves(account, token));
    }

    private static JsonObject jsonOf(String part) {
        try {
            return new JsonObject(new String(Base64.getUrlDecoder().decode(part), StandardCharsets.UTF_8));
        } catch (RuntimeException noObject) {
            return new JsonObject();
        }
    }

    private static JWTAuth verifierOf(Vertx vertx, AuthConfig config, JwtKey key) {
        JWTOptions claims = new JWTOptions().setLeeway((int) config.jwtLeeway().toSeconds());
        if (!config.jwtIssuer().isEmpty()) {
            claims.setIssuer(config.jwtIssuer());
        }
        if (!config.jwtAudience().isEmpty()) {
            claims.setAudience(List.of(config.jwtAudience()));
        }
        PubSecKeyOptions material = new PubSecKeyOptions()
                .setAlgorithm(nameOf(key.algorithm()))
                .setBuffer(
                        key.algorithm() == AuthConfig.Algorithm.HS256
                                ? key.key().reveal()
                                : key.key().reveal().strip());
        return JWTAuth.create(vertx, new JWTAuthOptions().addPubSecKey(material).setJWTOptions(claims));
    }

    private static String nameOf(AuthConfig.Algorithm algorithm) {
        return switch (algorithm) {
            case HS256 -> "HS256";
            case RS256 -> "RS256";
            case EDDSA -> "EdDSA";
        };
    }

    private record Verifier(String keyId, String algorithm, JWTAuth jwt) {

        boolean fits(JsonObject header) {
            boolean isItsKey = keyId.isEmpty() || keyId.equals(header.getValue("kid"));
            return isItsKey && algorithm.equals(header.getValue("alg"));
        }

        boolean proves(String account, String token) {
            try {
                User user = jwt.authenticate(new TokenCredentials(token)).result();
                return user != null && isAbout(account, user.attributes().getValue("sub"));
            } catch (RuntimeException wrongTypes) {
                return false;
            }
        }

        private static boolean isAbout(String account, Object subject) {
            return subject instanceof String text
                    && AccountId.parse(text).filter(account::equals).isPresent();
        }
    }
}
