package io.posthouse.protocol.json;

import io.posthouse.model.Answer;
import io.posthouse.model.Caller;
import io.posthouse.model.Command;
import io.posthouse.model.Draft;
import io.posthouse.model.Fault;
import io.posthouse.model.FaultException;
import java.io.IOException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads a {@code send} straight off the frame. */
final class SendBody implements Verb.Body {
    private @Nullable Draft draft;

    @Override
    public Set<String> fields() {
        return Set.of("msg");
    }

    @Override
    public void field(String name, Values in) throws IOException {
        if (!name.equals("msg")) {
            in.skip();
            return;
        }
        if (draft != null) {
            throw new FaultException(Fault.MALFORMED, "msg");
        }
        if (in.object("msg")) {
            draft = new DraftReader().read(in);
        }
    }

    @Override
    public Wish wish(@Nullable Caller caller) {
        return new Wish.Ask<>(
                new Command.Send(Forms.required(draft, "msg")), Answer.Sent.class, MessageVerbs::writeSent);
    }
}
