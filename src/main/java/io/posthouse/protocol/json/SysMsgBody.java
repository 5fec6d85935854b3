package io.posthouse.protocol.json;

import io.posthouse.model.Answer;
import io.posthouse.model.Caller;
import io.posthouse.model.Command;
import io.posthouse.model.Fault;
import io.posthouse.model.FaultException;
import io.posthouse.model.Scene;
import java.io.IOException;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads a {@code sendSysMsg} straight off the frame: its pushInfo stays as it was written. */
final class SysMsgBody implements Verb.Body {
    private static final Set<String> FIELDS = Set.of("scene", "to", "attach", "ext", "pushInfo", "needSaveOffline");

    private final Set<String> seen = new HashSet<>();
    private @Nullable String scene;
    private @Nullable String to;
    private @Nullable String attach;
    private @Nullable String ext;
    private @Nullable String pushInfo;
    private boolean needSaveOffline;

    @Override
    public Set<String> fields() {
        return FIELDS;
    }

    @Override
    public void field(String name, Values in) throws IOException {
        if (FIELDS.contains(name) && !seen.add(name)) {
            throw new FaultException(Fault.MALFORMED, name);
        }
        switch (name) {
            case "scene" -> scene = in.text(name);
            case "to" -> to = in.text(name);
            case "attach" -> attach = in.text(name);
            case "ext" -> ext = in.text(name);
            case "pushInfo" -> pushInfo = in.opaque(name);
            case "needSaveOffline" -> needSaveOffline = Boolean.TRUE.equals(in.flag(name));
            default -> in.skip();
        }
    }

    @Override
    public Wish wish(@Nullable Caller caller) {
        Scene where = Forms.scene(scene, "scene");
        Command.SendSysMsg command = new Command.SendSysMsg(
                where, Forms.target(where, to, "to"), Forms.required(attach, "attach"), ext, pushInfo, needSaveOffline);
        return new Wish.Ask<>(command, Answer.SysMsgDone.class, (answer, out) -> {
            out.writeNumberField("time", answer.time());
            if (answer.refused()) {
                out.writeBooleanField("refused", true);
            }
        });
    }
}
