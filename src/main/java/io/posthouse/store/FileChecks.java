package io.posthouse.store;

import io.posthouse.config.FilesConfig;
import io.posthouse.model.Answer;
import io.posthouse.model.Conversation;
import io.posthouse.model.Outcome;
import io.vertx.core.Future;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Response;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Looks whether files are still needed. A file is held by one message that refers to it and is in its log; the newest are looked up
 * first, so a file that is held costs one look, after a time that grows with the age of what holds it.
 */
final class FileChecks {
    private static final int REFERENCES_PAGE = 100;
    /** What was noted just now may be on its way into the log. */
    private static final Duration ON_ITS_WAY_MAX = Duration.ofHours(1);

    private static final Duration PAUSE_MAX = Duration.ofDays(30);
    /** Of the idempotency map: a message that was recalled is not there. */
    private static final Pattern THERE = Pattern.compile("\\d+:\\d+:[a-qs-z]:.*", Pattern.DOTALL);

    private final Lines lines;
    private final Keys keys;
    private final long unusedMillis;
    private final long onItsWayMillis;

    FileChecks(Lines lines, Keys keys, FilesConfig config) {
        this.lines = lines;
        this.keys = keys;
        this.unusedMillis = config.unusedLife().toMillis();
        this.onItsWayMillis = Math.min(ON_ITS_WAY_MAX.toMillis(), unusedMillis);
    }

    Future<Outcome> due(int limit) {
        return time().compose(now -> lines.ask(Call.of(Command.ZRANGE)
                        .key(keys.files())
                        .arg(0)
                        .arg(now)
                        .arg("BYSCORE")
                        .arg("LIMIT")
                        .arg(0)
                        .arg(limit)))
                .map(reply -> Outcome.of(new Answer.DueFiles(TeamSends.texts(reply.get()))));
    }

    Future<Outcome> check(String file) {
        return time().compose(now -> lines.ask(Call.of(Command.ZRANGE)
                        .key(keys.references(file))
                        .arg(0)
                        .arg(REFERENCES_PAGE - 1)
                        .arg("REV")
                        .arg("WITHSCORES"))
                .compose(reply -> newestThere(pairs(reply.get()), 0, now))
                .compose(found -> found.holder == null ? drop(file, found.dead, now) : keep(file, found.holder, now)));
    }

    Future<Outcome> forget(String file) {
        return lines.ask(Call.of(Command.DEL).key(keys.file(file)).arg(keys.references(file)))
                .compose(gone ->
                        lines.ask(Call.of(Command.ZREM).key(keys.files()).arg(file)))
                .compose(gone -> time())
                .map(now -> Outcome.of(new Answer.Done(now)));
    }

    private Future<Found> newestThere(List<Reference> references, int at, long now) {
        if (at == references.size()) {
            return Future.succeededFuture(new Found(null, references));
        }
        Reference reference = references.get(at);
        if (now - reference.time < onItsWayMillis) {
            return Future.succeededFuture(new Found(reference, List.of()));
        }
        int line = reference.name.indexOf('\n');
        Conversation conversation = Conversation.parse(reference.name.substring(0, line));
        return lines.ask(Call.of(Command.HGET)
                        .key(keys.meta(conversation))
                        .arg("i:" + reference.name.substring(line + 1)))
                .compose(reply -> {
                    Response known = reply.value();
                    return known != null && THERE.matcher(known.toString()).matches()
                            ? Future.succeededFuture(new Found(reference, List.of()))
                            : newestThere(references, at + 1, now);
                });
    }

    /** The older what holds it, the longer it may be left alone. */
    private Future<Outcome> keep(String file, Reference holder, long now) {
        long pause = Math.min(Math.max(now - holder.time, unusedMillis), PAUSE_MAX.toMillis());
        return again(file, now + pause);
    }

    private Future<Outcome> again(String file, long time) {
        return lines.ask(Call.of(Command.ZADD)
                        .key(keys.files())
                        .arg("XX")
                        .arg(time)
                        .arg(file))
                .map(noted -> Outcome.of(new Answer.FileChecked(false, "")));
    }

    private Future<Outcome> drop(String file, List<Reference> dead, long now) {
        Call call = Call.of(Script.FILE_DROP)
                .key(keys.file(file))
                .key(keys.references(file))
                .arg(unusedMillis);
        dead.forEach(reference -> call.arg(reference.name));
        return lines.ask(call).compose(reply -> lines.ask(Call.of(Command.HMGET)
                        .key(keys.file(file))
                        .arg("state")
                        .arg("key")
                        .arg("digest")
                        .arg("ends")
                        .arg("since"))
                .compose(f -> afterDrop(file, f.get(), now, dead.size() == REFERENCES_PAGE)));
    }

    private Future<Outcome> afterDrop(String file, Response f, long now, boolean hasMore) {
        String state = text(f.get(0));
        if (state.isEmpty()) {
            return Future.succeededFuture(Outcome.of(new Answer.FileChecked(true, "")));
        }
        if (state.equals("gone")) {
            return leave(file, text(f.get(1)), text(f.get(2)));
        }
        long ends = state.equals("open") ? f.get(3).toLong() : f.get(4).toLong() + unusedMillis;
        return again(file, hasMore ? now : Math.max(ends, now + onItsWayMillis));
    }

    private Future<Outcome> leave(String file, String key, String digest) {
        if (digest.isEmpty()) {
            return Future.succeededFuture(Outcome.of(new Answer.FileChecked(true, "")));
        }
        return lines.ask(Call.of(Script.FILE_LEAVE)
                        .key(keys.bytes(digest))
                        .arg(file)
                        .arg(key))
                .map(reply ->
                        Outcome.of(new Answer.FileChecked(true, reply.get().toLong() == 1 ? key : "")));
    }

    private Future<Long> time() {
        return lines.ask(Call.of(Command.TIME)).map(reply -> reply.number(0) * 1000 + reply.number(1) / 1000);
    }

    private static String text(@Nullable Response value) {
        return value == null ? "" : value.toString();
    }

    private static List<Reference> pairs(Response list) {
        List<Reference> references = new ArrayList<>();
        for (int i = 0; i + 1 < list.size(); i += 2) {
            references.add(new Reference(list.get(i).toString(), list.get(i + 1).toLong()));
        }
        return references;
    }

    /** A message that refers to the file, and ms when that was noted. */
    private record Reference(String name, long time) {}

    private record Found(@Nullable Reference holder, List<Reference> dead) {}
}
