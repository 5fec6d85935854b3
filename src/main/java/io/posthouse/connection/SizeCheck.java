package io.posthouse.connection;

import io.posthouse.config.LimitsConfig;
import io.posthouse.model.ChannelCommand;
import io.posthouse.model.Command;
import io.posthouse.model.Draft;
import io.posthouse.model.Event;
import io.posthouse.model.Fault;
import io.posthouse.model.FriendCommand;
import io.posthouse.model.SessionCommand;
import io.posthouse.model.StatusCommand;
import io.posthouse.model.Texts;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The sizes of a command's texts (M4), before it goes any further. */
public final class SizeCheck {
    private final LimitsConfig limits;

    public SizeCheck(LimitsConfig limits) {
        this.limits = limits;
    }

    /** The fault of a text past its limit; empty if all fit. */
    public Optional<Fault> faultOf(Command.ClientCommand command) {
        if (command instanceof Command.Send send) {
            return ofDraft(send.draft());
        }
        if (command instanceof Command.SendSysMsg send) {
            return first(attach(send.attach()), ext(send.ext()));
        }
        if (command instanceof Command.Recall recall) {
            return first(body(recall.ps()), attach(recall.attach()));
        }
        if (command instanceof Command.UpdateCard card) {
            return first(ext(card.ext()));
        }
        if (command instanceof FriendCommand.Befriend befriend) {
            return body(befriend.ps());
        }
        if (command instanceof FriendCommand.UpdateFriend friend) {
            return first(ext(friend.ext()), ext(friend.serverExt()));
        }
        if (command instanceof SessionCommand.AddStickTop top) {
            return ext(top.ext());
        }
        if (command instanceof SessionCommand.UpdateStickTop top) {
            return ext(top.ext());
        }
        if (command instanceof SessionCommand.UpdateSession session) {
            return ext(session.ext());
        }
        if (command instanceof ChannelCommand about) {
            return ChannelTexts.of(about)
                    .map(this::ext)
                    .flatMap(Optional::stream)
                    .findFirst();
        }
        if (command instanceof StatusCommand.PublishStatus publish) {
            return ext(publish.ext());
        }
        if (command instanceof Command.DeleteMessages delete) {
            return delete.messages().stream()
                    .map(Event.DeletedMessage::ext)
                    .map(this::ext)
                    .flatMap(Optional::stream)
                    .findFirst();
        }
        return Optional.empty();
    }

    private Optional<Fault> ofDraft(Draft draft) {
        return first(body(draft.body()), attach(draft.attach()), ext(draft.ext()));
    }

    private Optional<Fault> body(@Nullable String text) {
        return text != null && Texts.hasMoreThan(text, limits.bodyCharsMax())
                ? Optional.of(Fault.BODY_TOO_LONG)
                : Optional.empty();
    }

    private Optional<Fault> attach(@Nullable String text) {
        return text != null && Texts.isLongerThan(text, limits.attachBytesMax())
                ? Optional.of(Fault.ATTACH_TOO_LONG)
                : Optional.empty();
    }

    private Optional<Fault> ext(@Nullable String text) {
        return text != null && Texts.isLongerThan(text, limits.extBytesMax())
                ? Optional.of(Fault.EXT_TOO_LONG)
                : Optional.empty();
    }

    @SafeVarargs
    private static Optional<Fault> first(Optional<Fault>... faults) {
        for (Optional<Fault> fault : faults) {
            if (fault.isPresent()) {
                return fault;
            }
        }
        return Optional.empty();
    }
}
