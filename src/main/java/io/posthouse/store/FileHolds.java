package io.posthouse.store;

import io.posthouse.model.Caller;
import io.posthouse.model.Conversation;
import io.posthouse.model.Draft;
import io.posthouse.model.Fault;
import io.posthouse.model.FaultException;
import io.posthouse.model.Outcome;
import io.vertx.core.Future;
import io.vertx.redis.client.Command;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Has the files that a message names kept, before the message is stored: so no crash leaves a message whose file may go. A
 * reference that comes to nothing is found when the file is looked at, for the log itself says whether the message is there;
 * that is why a recall or the trimming of a log have nothing to write here.
 *
 * <p>A message that names no file is not delayed, unless one before it in its conversation is: the order stays (S3).
 */
final class FileHolds {
    private static final Pattern ADDRESS = Pattern.compile("files\\\\?/([0-9a-f]{32})(?![0-9a-f])");
    private static final int FILES_MAX = 16;

    private final Lines lines;
    private final Keys keys;
    /** The last of each conversation that waits for its references; no longer than requests wait for the store. */
    private final Map<String, Future<Void>> waiting = new HashMap<>();

    FileHolds(Lines lines, Keys keys) {
        this.lines = lines;
        this.keys = keys;
    }

    /** Sends once the files are held; fails with {@code NOT_FOUND} if one is not there. */
    Future<Outcome> held(Caller caller, Draft draft, Supplier<Future<Outcome>> send) {
        Set<String> files = filesIn(draft.attach());
        if (files.isEmpty() && waiting.isEmpty()) {
            return send.get();
        }
        Conversation conversation = Conversation.of(draft.scene(), caller.account(), draft.to());
        Future<Void> before = waiting.get(conversation.key());
        if (files.isEmpty() && before == null) {
            return send.get();
        }
        Future<Void> held = files.isEmpty() ? Future.succeededFuture() : hold(conversation, caller, draft, files);
        Future<Void> turn = before == null ? held : before.transform(done -> held);
        waiting.put(conversation.key(), turn);
        Future<Outcome> sent = turn.compose(ready -> send.get());
        turn.onComplete(done -> waiting.remove(conversation.key(), turn));
        return sent;
    }

    /** What a reference is called in a file's set. */
    static String reference(Conversation conversation, String from, String idClient) {
        return conversation.key() + "\n" + from + "/" + idClient;
    }

    /** The ids of the files whose addresses stand in a text. */
    static Set<String> filesIn(@Nullable String attach) {
        if (attach == null || !attach.contains("files")) {
            return Set.of();
        }
        Set<String> files = new LinkedHashSet<>();
        Matcher address = ADDRESS.matcher(attach);
        while (address.find()) {
            files.add(address.group(1));
        }
        return files;
    }

    private Future<Void> hold(Conversation conversation, Caller caller, Draft draft, Set<String> files) {
        if (files.size() > FILES_MAX) {
            return Future.failedFuture(new FaultException(Fault.INVALID, "attach: more than " + FILES_MAX + " files"));
        }
        String reference = reference(conversation, caller.account(), draft.idClient());
        List<Future<Boolean>> holding = new ArrayList<>();
        for (String file : files) {
            holding.add(lines.ask(Call.of(Script.FILE_HOLD)
                            .key(keys.file(file))
                            .key(keys.references(file))
                            .arg(reference))
                    .map(reply -> reply.get().toLong() == 1));
        }
        return Future.all(holding)
                .compose(all -> all.<Boolean>list().contains(false)
                        ? requireSentBefore(conversation, caller, draft)
                        : Future.succeededFuture());
    }

    /** A message that was stored may be asked for again when it was recalled and its file is gone (S2). */
    private Future<Void> requireSentBefore(Conversation conversation, Caller caller, Draft draft) {
        return lines.ask(Call.of(Command.HEXISTS)
                        .key(keys.meta(conversation))
                        .arg("i:" + caller.account() + "/" + draft.idClient()))
                .compose(reply -> reply.get().toLong() == 1
                        ? Future.succeededFuture()
                        : Future.failedFuture(new FaultException(Fault.NOT_FOUND, "attach: the file")));
    }
}
