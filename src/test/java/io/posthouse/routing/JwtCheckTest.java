package io.posthouse.routing;

import static org.assertj.core.api.Assertions.assertThat;

import io.posthouse.config.AuthConfig;
import io.posthouse.config.AuthConfig.Algorithm;
import io.posthouse.config.AuthConfig.JwtKey;
import io.posthouse.config.Secret;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.junit5.VertxExtension;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A1: who may log in by JWT, and every known way to talk a verifier into it. Tokens are made here by hand. */
@ExtendWith(VertxExtension.class)
class JwtCheckTest {
    private static final String SHARED = "0123456789abcdef0123456789abcdef";
    private static final KeyPair RSA = pair("RSA");
    private static final KeyPair ED = pair("Ed25519");
    private static final JwtKey HS_KEY = new JwtKey("", Algorithm.HS256, new Secret(SHARED));
    private static final JwtKey RS_KEY = new JwtKey("", Algorithm.RS256, new Secret(pem(RSA)));
    private static final JwtKey ED_KEY = new JwtKey("", Algorithm.EDDSA, new Secret(pem(ED)));

    @Test
    void aTokenOfEachAlgorithmProvesItsSubject(Vertx vertx) {
        JwtCheck check = check(vertx, HS_KEY, RS_KEY, ED_KEY);

        assertThat(check.proves("ann", hs256(header("HS256"), claims("ann"), SHARED)))
                .isTrue();
        assertThat(check.proves("ann", rs256(header("RS256"), claims("ann")))).isTrue();
        assertThat(check.proves("ann", ed25519(header("EdDSA"), claims("ann")))).isTrue();
    }

    @Test
    void theSubjectIsTheAccountWhateverItsCase(Vertx vertx) {
        JwtCheck check = check(vertx, HS_KEY);

        assertThat(check.proves("ann", hs256(header("HS256"), claims("ANN"), SHARED)))
                .isTrue();
        assertThat(check.proves("bob", hs256(header("HS256"), claims("ann"), SHARED)))
                .isFalse();
        assertThat(check.proves("", hs256(header("HS256"), claims(""), SHARED))).isFalse();
        assertThat(check.proves("5", hs256(header("HS256"), claims("x").put("sub", 5), SHARED)))
                .isFalse();
    }

    @Test
    void aPublicKeyIsNoSharedSecret(Vertx vertx) {
        String asSecret = pem(RSA);

        assertThat(check(vertx, RS_KEY).proves("ann", hs256(header("HS256"), claims("ann"), asSecret)))
                .isFalse();
        assertThat(check(vertx, RS_KEY, HS_KEY).proves("ann", hs256(header("HS256"), claims("ann"), asSecret)))
                .isFalse();
        assertThat(check(vertx, ED_KEY).proves("ann", hs256(header("HS256"), claims("ann"), pem(ED))))
                .isFalse();
    }

    @Test
    void aTokenCannotNameAnAlgorithmThatItsKeyDoesNotHave(Vertx vertx) {
        JwtCheck check = check(vertx, HS_KEY);

        for (String alg : List.of("HS384", "HS512", "hs256", "RS256", "EdDSA", "")) {
            assertThat(check.proves("ann", hs256(header(alg), claims("ann"), SHARED)))
                    .as(alg)
                    .isFalse();
        }
        assertThat(check.proves("ann", hs256(new JsonObject(), claims("ann"), SHARED)))
                .isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"none", "None", "NONE", "nOnE"})
    void anUnsignedTokenProvesNothing(String none, Vertx vertx) {
        String unsigned = part(header(none)) + "." + part(claims("ann"));

        for (JwtCheck check : List.of(check(vertx, HS_KEY), check(vertx, RS_KEY), check(vertx))) {
            assertThat(check.proves("ann", unsigned)).isFalse();
            assertThat(check.proves("ann", unsigned + ".")).isFalse();
            assertThat(check.proves("ann", unsigned + ".AAAA")).isFalse();
        }
    }

    @Test
    void aSignedTokenWhoseTextWasChangedProvesNothing(Vertx vertx) {
        String[] parts = hs256(header("HS256"), claims("ann"), SHARED).split("\\.", -1);
        JwtCheck check = check(vertx, HS_KEY);

        assertThat(check.proves("bob", parts[0] + "." + part(claims("bob")) + "." + parts[2]))
                .isFalse();
        assertThat(check.proves("ann", parts[0] + "." + parts[1] + ".")).isFalse();
        assertThat(check.proves("ann", parts[0] + "." + parts[1])).isFalse();
        assertThat(check.proves("ann", parts[0] + "." + parts[1] + "." + parts[2] + ".x"))
                .isFalse();
    }

    @Test
    void aKeyThatTheTokenBringsAlongIsNotUsed(Vertx vertx) {
        JsonObject header = header("HS256")
                .put("jwk", new JsonObject().put("kty", "oct").put("k", "AAAA"))
                .put("x5c", new JsonArray().add("MIIB"))
                .put("jku", "https://evil.example/keys");

        assertThat(check(vertx, HS_KEY).proves("ann", hs256(header, claims("ann"), "another secret of 32 bytes......")))
                .isFalse();
    }

    @Test
    void aKeyWithAnIdIsForTokensThatNameIt(Vertx vertx) {
        JwtCheck check = check(vertx, new JwtKey("k1", Algorithm.HS256, new Secret(SHARED)));

        assertThat(check.proves("ann", hs256(header("HS256").put("kid", "k1"), claims("ann"), SHARED)))
                .isTrue();
        assertThat(check.proves("ann", hs256(header("HS256").put("kid", "k2"), claims("ann"), SHARED)))
                .isFalse();
        assertThat(check.proves("ann", hs256(header("HS256"), claims("ann"), SHARED)))
                .isFalse();
        assertThat(check.proves("ann", hs256(header("HS256").put("kid", 7), claims("ann"), SHARED)))
                .isFalse();
    }

    @Test
    void timesCountWithTheLeeway(Vertx vertx) {
        JwtCheck check = check(vertx, HS_KEY);
        long now = Instant.now().getEpochSecond();

        assertThat(check.proves("ann", signed(claims("ann").put("exp", now - 10))))
                .isTrue();
        assertThat(check.proves("ann", signed(claims("ann").put("exp", now - 60))))
                .isFalse();
        assertThat(check.proves("ann", signed(claims("ann").put("nbf", now + 10))))
                .isTrue();
        assertThat(check.proves("ann", signed(claims("ann").put("nbf", now + 60))))
                .isFalse();
        assertThat(check.proves("ann", signed(claims("ann").put("exp", "never"))))
                .isFalse();
    }

    @Test
    void aTokenThatNeverEndsIsRefusedUnlessThatIsAllowed(Vertx vertx) {
        JsonObject endless = claims("ann");
        endless.remove("exp");
        JsonObject isNull = claims("ann").putNull("exp");
        AuthConfig allowing = new AuthConfig(true, List.of(HS_KEY, ED_KEY), "", "", Duration.ofSeconds(30), false);
        JwtCheck lenient = new JwtCheck(vertx, allowing);

        assertThat(check(vertx, HS_KEY).proves("ann", signed(endless))).as("A1").isFalse();
        assertThat(check(vertx, HS_KEY).proves("ann", signed(isNull))).as("A1").isFalse();
        assertThat(lenient.proves("ann", signed(endless))).isTrue();
        assertThat(lenient.proves("ann", signed(endless.copy().put("exp", 1))))
                .as("one that has ended is refused all the same")
                .isFalse();
    }

    @Test
    void issuerAndAudienceHaveToFitIfTheyAreSet(Vertx vertx) {
        JwtCheck check = new JwtCheck(
                vertx,
                new AuthConfig(true, List.of(HS_KEY), "https://id.example", "chat", Duration.ofSeconds(30), true));
        JsonObject good = claims("ann").put("iss", "https://id.example").put("aud", "chat");

        assertThat(check.proves("ann", signed(good))).isTrue();
        assertThat(check.proves(
                        "ann",
                        signed(good.copy().put("aud", new JsonArray().add("x").add("chat")))))
                .isTrue();
        assertThat(check.proves("ann", signed(good.copy().put("iss", "https://evil.example"))))
                .isFalse();
        assertThat(check.proves("ann", signed(good.copy().put("aud", "else")))).isFalse();
        assertThat(check.proves("ann", signed(good.copy().put("aud", 5)))).isFalse();
        assertThat(check.proves("ann", signed(claims("ann")))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", ".", "..", "...", "a.b.c", "e30.e30.e30", "bnVsbA.e30.AA", "W10.W10.AA", "\u0000.\u0000.x"})
    void garbageProvesNothing(String token, Vertx vertx) {
        assertThat(check(vertx, HS_KEY, RS_KEY, ED_KEY).proves("ann", token)).isFalse();
    }

    @Test
    void anOversizedTokenProvesNothing(Vertx vertx) {
        JsonObject padded = claims("ann").put("pad", "x".repeat(10_000));

        assertThat(check(vertx, HS_KEY).proves("ann", signed(padded))).isFalse();
    }

    private static JwtCheck check(Vertx vertx, JwtKey... keys) {
        return new JwtCheck(vertx, new AuthConfig(true, List.of(keys), "", "", Duration.ofSeconds(30), true));
    }

    private static JsonObject header(String alg) {
        return new JsonObject().put("alg", alg).put("typ", "JWT");
    }

    private static JsonObject claims(String sub) {
        return new JsonObject().put("sub", sub).put("exp", Instant.now().getEpochSecond() + 600);
    }

    private static String signed(JsonObject claims) {
        return hs256(header("HS256"), claims, SHARED);
    }

    private static String hs256(JsonObject header, JsonObject claims, String secret) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            return with(header, claims, mac.doFinal(input(header, claims)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String rs256(JsonObject header, JsonObject claims) {
        return with(header, claims, sign("SHA256withRSA", RSA, input(header, claims)));
    }

    private static String ed25519(JsonObject header, JsonObject claims) {
        return with(header, claims, sign("Ed25519", ED, input(header, claims)));
    }

    private static byte[] sign(String algorithm, KeyPair pair, byte[] input) {
        try {
            Signature signature = Signature.getInstance(algorithm);
            signature.initSign(pair.getPrivate());
            signature.update(input);
            return signature.sign();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] input(JsonObject header, JsonObject claims) {
        return (part(header) + "." + part(claims)).getBytes(StandardCharsets.US_ASCII);
    }

    private static String with(JsonObject header, JsonObject claims, byte[] signature) {
        return part(header) + "." + part(claims) + "."
                + Base64.getUrlEncoder().withoutPadding().encodeToString(signature);
    }

    private static String part(JsonObject json) {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(json.encode().getBytes(StandardCharsets.UTF_8));
    }

    private static KeyPair pair(String algorithm) {
        try {
            return KeyPairGenerator.getInstance(algorithm).generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String pem(KeyPair pair) {
        return "-----BEGIN PUBLIC KEY-----\n"
                + Base64.getMimeEncoder(64, new byte[] {'\n'})
                        .encodeToString(pair.getPublic().getEncoded())
                + "\n-----END PUBLIC KEY-----\n";
    }
}
