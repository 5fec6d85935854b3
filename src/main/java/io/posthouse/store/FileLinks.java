package io.posthouse.store;

import io.posthouse.model.Answer;
import io.posthouse.model.Fault;
import io.posthouse.model.FaultException;
import io.posthouse.model.FileCommand;
import io.posthouse.model.Outcome;
import io.vertx.core.Future;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Base64;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Links to files that are good for a while: signed, not stored, with the key that all nodes share and by the store's clock. Nothing else that
 * is signed with that key has this form.
 */
final class FileLinks {
    private static final int KEY_BYTES = 32;
    private static final String ALGORITHM = "HmacSHA256";
    private static final Pattern EXPIRES = Pattern.compile("[1-9][0-9]{0,14}");

    private final Tickets tickets;
    private final Duration life;
    private final SecureRandom random = new SecureRandom();

    /** @param life zero if links are not signed */
    FileLinks(Tickets tickets, Duration life) {
        this.tickets = tickets;
        this.life = life;
    }

    Future<Outcome> link(String file) {
        if (life.isZero()) {
            return Future.succeededFuture(Outcome.of(new Answer.FileLink("", 0)));
        }
        return key().map(key -> {
            long expires = key.time() + life.toMillis();
            String query = "?expires=" + expires + "&signature=" + signature(key, file, Long.toString(expires));
            return Outcome.of(new Answer.FileLink(query, expires));
        });
    }

    /** Fails with {@code FORBIDDEN} if the link is not good, or no more. */
    Future<Void> check(FileCommand.FetchFile fetch) {
        if (life.isZero()) {
            return Future.succeededFuture();
        }
        if (!EXPIRES.matcher(fetch.expires()).matches()) {
            return Future.failedFuture(new FaultException(Fault.FORBIDDEN, "link"));
        }
        return key().compose(key -> {
            byte[] expected = signature(key, fetch.file(), fetch.expires()).getBytes(StandardCharsets.UTF_8);
            boolean isOurs = MessageDigest.isEqual(expected, fetch.signature().getBytes(StandardCharsets.UTF_8));
            return isOurs && key.time() < Long.parseLong(fetch.expires())
                    ? Future.succeededFuture()
                    : Future.failedFuture(new FaultException(Fault.FORBIDDEN, "link"));
        });
    }

    private Future<Answer.TicketKey> key() {
        byte[] candidate = new byte[KEY_BYTES];
        random.nextBytes(candidate);
        return tickets.key(Base64.getUrlEncoder().withoutPadding().encodeToString(candidate))
                .map(outcome -> (Answer.TicketKey) outcome.answer());
    }

    private static String signature(Answer.TicketKey key, String file, String expires) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(Base64.getUrlDecoder().decode(key.key()), ALGORITHM));
            byte[] signed =
                    mac.doFinal(("a link to a file\n" + file + "\n" + expires).getBytes(StandardCharsets.UTF_8));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(signed);
        } catch (GeneralSecurityException everyJdkHasIt) {
            throw new IllegalStateException(everyJdkHasIt);
        }
    }
}
