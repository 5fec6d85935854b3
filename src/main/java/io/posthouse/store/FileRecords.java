package io.posthouse.store;

import io.posthouse.config.FilesConfig;
import io.posthouse.model.Answer;
import io.posthouse.model.Fault;
import io.posthouse.model.FaultException;
import io.posthouse.model.FileCommand;
import io.posthouse.model.Outcome;
import io.posthouse.model.StoredFile;
import io.vertx.core.Future;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Response;

/** What is known of whole files, and where their bytes are. Files with the same bytes share one place. */
final class FileRecords {
    private final Lines lines;
    private final Keys keys;
    private final FilesConfig config;

    FileRecords(Lines lines, Keys keys, FilesConfig config) {
        this.lines = lines;
        this.keys = keys;
        this.config = config;
    }

    /**
     * The file is put with its bytes before it says where they are, so that a crash between leaves a file that knows its digest and
     * is let go of by it.
     */
    Future<Outcome> place(FileCommand.PlaceFile place) {
        StoredFile file = place.file();
        Call note = note(file.id(), place.lease(), false)
                .arg("digest")
                .arg(file.digest())
                .arg("md5")
                .arg(file.md5())
                .arg("size")
                .arg(file.size())
                .arg("type")
                .arg(file.type())
                .arg("facts")
                .arg(file.facts());
        // A place is never used twice: what is deleted there late cannot be somebody's new bytes.
        String candidate = file.digest() + "-" + place.lease();
        return lines.ask(note)
                .map(reply -> Uploads.done(reply, Fault.STALE))
                .compose(noted -> lines.ask(Call.of(Script.FILE_JOIN)
                        .key(keys.bytes(file.digest()))
                        .arg(file.id())
                        .arg(candidate)))
                .compose(reply -> {
                    String key = reply.get(0).toString();
                    boolean stored = reply.get(1).toString().equals("1");
                    return lines.ask(note(file.id(), place.lease(), false)
                                    .arg("key")
                                    .arg(key))
                            .map(noted -> Uploads.done(noted, Fault.STALE))
                            .map(noted -> Outcome.of(new Answer.FilePlaced(key, stored)));
                });
    }

    Future<Outcome> settle(FileCommand.SettleFile settle) {
        return lines.ask(note(settle.file(), settle.lease(), true))
                .map(reply -> {
                    Uploads.done(reply, Fault.STALE);
                    return reply.get().toLong();
                })
                .compose(time -> lines.ask(Call.of(Command.ZADD)
                        .key(keys.files())
                        .arg(time + config.unusedLife().toMillis())
                        .arg(settle.file())))
                .compose(noted -> read(settle.file()))
                .compose(file -> lines.ask(Call.of(Command.HSET)
                                .key(keys.bytes(file.digest()))
                                .arg("stored")
                                .arg("1"))
                        .map(noted -> Outcome.of(new Answer.FileFound(file))));
    }

    Future<Outcome> find(String file) {
        return read(file).map(found -> Outcome.of(new Answer.FileFound(found)));
    }

    private Future<StoredFile> read(String file) {
        Call call = Call.of(Command.HMGET).key(keys.file(file));
        for (String field : new String[] {"state", "key", "digest", "md5", "size", "type", "name", "facts"}) {
            call.arg(field);
        }
        return lines.ask(call).map(reply -> {
            Response f = reply.get();
            if (f.get(0) == null || !f.get(0).toString().equals("stored")) {
                throw new FaultException(Fault.NOT_FOUND, "file");
            }
            return new StoredFile(
                    file,
                    f.get(1).toString(),
                    f.get(2).toString(),
                    f.get(3).toString(),
                    f.get(4).toLong(),
                    f.get(5).toString(),
                    f.get(6).toString(),
                    f.get(7).toString());
        });
    }

    private Call note(String file, String lease, boolean isWhole) {
        return Call.of(Script.FILE_NOTE).key(keys.file(file)).arg(lease).arg(isWhole ? "1" : "0");
    }
}
