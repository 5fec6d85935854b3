package io.posthouse.connection;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Base64;
import java.util.Locale;
import javax.crypto.SecretKey;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a ticket looks like, and that it cannot be made without the key. */
class TicketFormTest {
    private static final long TIME = 1_790_000_000_123L;

    private final SecretKey key = TicketForm.key(new byte[] {1, 2, 3});
    private final byte[] nonce = new byte[TicketForm.NONCE_BYTES];

    @Test
    void aTicketTellsWhoHasTheKeyWhenItWasIssued() {
        String ticket = TicketForm.write(key, TIME, nonce);

        assertThat(ticket).matches("[A-Za-z0-9_-]{52}");
        assertThat(TicketForm.issuedMillis(key, ticket)).hasValue(TIME);
    }

    @Test
    void aTicketOfAnotherKeyIsWorthNothing() {
        String ticket = TicketForm.write(TicketForm.key(new byte[] {1, 2, 4}), TIME, nonce);

        assertThat(TicketForm.issuedMillis(key, ticket)).isEmpty();
    }

    /** So that a ticket that was used has no second spelling that was not. */
    @Test
    void noOtherSpellingOfATicketIsOne() {
        String alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_+/=. ";
        String ticket = TicketForm.write(key, TIME, nonce);

        for (int at = 0; at < ticket.length(); at++) {
            for (int other = 0; other < alphabet.length(); other++) {
                String changed = ticket.substring(0, at) + alphabet.charAt(other) + ticket.substring(at + 1);
                if (!changed.equals(ticket)) {
                    assertThat(TicketForm.issuedMillis(key, changed))
                            .as(changed)
                            .isEmpty();
                }
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "0", "null", "undefined", "%00", "AAAA", "../../etc/passwd", "{t:1}", "\u0000", "💥💥"})
    void garbageIsNoTicket(String garbage) {
        String ticket = TicketForm.write(key, TIME, nonce);

        assertThat(TicketForm.issuedMillis(key, garbage)).isEmpty();
        assertThat(TicketForm.issuedMillis(key, ticket + garbage + "A")).isEmpty();
        assertThat(TicketForm.issuedMillis(key, garbage.repeat(20_000))).isEmpty();
    }

    @Test
    void aTicketCutShortOrInAnotherCaseIsNone() {
        String ticket = TicketForm.write(key, TIME, nonce);

        assertThat(TicketForm.issuedMillis(key, ticket.substring(1))).isEmpty();
        assertThat(TicketForm.issuedMillis(key, ticket.substring(0, 48))).isEmpty();
        assertThat(TicketForm.issuedMillis(key, ticket.toLowerCase(Locale.ROOT)))
                .isEmpty();
        assertThat(TicketForm.issuedMillis(key, Base64.getUrlEncoder().encodeToString(new byte[39])))
                .isEmpty();
    }
}
