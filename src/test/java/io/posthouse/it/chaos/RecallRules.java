package io.posthouse.it.chaos;

import io.posthouse.it.history.Wire;
import io.posthouse.model.Conversation;
import io.posthouse.model.Entry;
import io.posthouse.model.Message;
import io.posthouse.model.Recalled;
import java.util.Optional;

/** R1, R2 and R5, as the answers of recalls show them. */
final class RecallRules {
    private static final int NOT_FOUND = 303;
    private static final int WINDOW_CLOSED = 304;
    private static final int NOT_RECALLABLE = 305;
    /** The devices' clock is the store's clock, but for what lies between reading the two. */
    private static final long CLOCK_MILLIS = 1_000;

    private final Reading reading;
    private final Truth truth;
    private final Rules rules;
    private final Breaches breaches;
    private final Blocks blocks;

    RecallRules(Reading reading, Truth truth, Rules rules, Breaches breaches) {
        this.reading = reading;
        this.truth = truth;
        this.rules = rules;
        this.breaches = breaches;
        this.blocks = new Blocks(reading);
    }

    void check() {
        reading.deeds("recall").filter(deed -> deed.answer() != null).forEach(deed -> {
            if (deed.isOk()) {
                granted(deed, Wire.recalled(deed.ok().getJsonObject("recall")));
            } else {
                message(deed).ifPresent(message -> refused(deed, message));
            }
        });
    }

    private void granted(Deed deed, Recalled recalled) {
        if (recalled.time() - recalled.messageTime() >= rules.windowMillis()) {
            add(
                    "R1, R5 for the window after its time, by the store's clock",
                    Truth.spell(recalled) + " of " + recalled.messageTime(),
                    deed);
        }
        Optional<Message> message = message(deed);
        boolean isOwn = recalled.messageFrom().equals(deed.who().account());
        boolean isOwner = truth.oracle()
                        .stays()
                        .roleOf(recalled.conversation(), deed.who().account())
                == 'o';
        if (!isOwn && !isOwner) {
            add("R2 what belongs to somebody else is not recalled", Truth.spell(recalled), deed);
        }
        if (message.isPresent() && message.get().refused()) {
            add("R2 what was refused is not recalled", Truth.spell(recalled), deed);
        }
        if (message.isPresent() && isBlocked(deed, message.get()).orElse(false)) {
            add("R2 who is blocked recalls nothing", Truth.spell(recalled), deed);
        }
    }

    private void refused(Deed deed, Message message) {
        boolean isOwn = message.from().equals(deed.who().account());
        long ageMillis = deed.answered().wallMillis() - message.time();
        if (deed.code() == WINDOW_CLOSED && ageMillis < rules.windowMillis() - CLOCK_MILLIS) {
            add(
                    "R1, R5 the sender may recall within the window",
                    ageMillis + " ms after " + Truth.spell(message),
                    deed);
        }
        boolean isGone = truth.oracle().isRecalled(message);
        boolean mayBeBlocked = isBlocked(deed, message).orElse(true) || message.refused();
        boolean isExcused = isGone || !isOwn || (deed.code() == NOT_RECALLABLE && mayBeBlocked);
        if ((deed.code() == NOT_FOUND || deed.code() == NOT_RECALLABLE) && !isExcused) {
            add("R1 the sender may recall", "refused with " + deed.code() + ": " + Truth.spell(message), deed);
        }
    }

    private Optional<Boolean> isBlocked(Deed deed, Message message) {
        String to = message.draft().to();
        return message.conversation().isTeam() || to.equals(message.from())
                ? Optional.of(false)
                : blocks.between(
                        to,
                        message.from(),
                        deed.said().atNanos(),
                        deed.answered().atNanos());
    }

    /** The message that the request names by its idServer. */
    private Optional<Message> message(Deed deed) {
        Conversation conversation = Reading.conversation(deed.who().account(), deed.fields());
        for (Entry entry : truth.oracle().log(conversation)) {
            if (entry instanceof Message message
                    && message.idServer().equals(deed.fields().getString("idServer"))) {
                return Optional.of(message);
            }
        }
        return Optional.empty();
    }

    private void add(String rule, String what, Deed deed) {
        breaches.add(rule, what, deed.who(), deed.answered());
    }
}
