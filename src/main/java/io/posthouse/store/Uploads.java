package io.posthouse.store;

import io.posthouse.config.FilesConfig;
import io.posthouse.model.Answer;
import io.posthouse.model.Caller;
import io.posthouse.model.Command;
import io.posthouse.model.Fault;
import io.posthouse.model.FaultException;
import io.posthouse.model.FileCommand;
import io.posthouse.model.Outcome;
import io.vertx.core.Future;
import io.vertx.redis.client.Response;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.HexFormat;

/** Uploads while they go on: who may write what, how far they are, and what an account has left of its day. */
final class Uploads {
    /** No setting: clients of the NIM wire cut at this. */
    static final int CHUNK_BYTES_MAX = 4 * 1024 * 1024;

    private static final int ID_BYTES = 16;
    private static final long MEBIBYTE = 1024L * 1024;

    private final Lines lines;
    private final Keys keys;
    private final FilesConfig config;
    private final SecureRandom random = new SecureRandom();

    Uploads(Lines lines, Keys keys, FilesConfig config) {
        this.lines = lines;
        this.keys = keys;
        this.config = config;
    }

    Future<Outcome> open(Caller caller, Command.OpenUpload open) {
        if (!config.enabled()) {
            return Future.failedFuture(new FaultException(Fault.FORBIDDEN, "files are off"));
        }
        if (open.size() > config.fileBytesMax()) {
            return Future.failedFuture(
                    new FaultException(Fault.FILE_TOO_LARGE, "at most " + config.fileBytesMax() + " bytes"));
        }
        if (!open.type().isEmpty() && !config.allows(open.type())) {
            return Future.failedFuture(new FaultException(Fault.FILE_REFUSED, "type"));
        }
        String file = random();
        String token = random();
        return share(caller.account(), 1, open.size())
                .compose(taken -> lines.ask(Call.of(io.vertx.redis.client.Command.TIME)))
                .compose(time ->
                        due(file, time.number(0) * 1000 + config.uploadLife().toMillis()))
                .compose(noted -> lines.ask(Call.of(Script.FILE_OPEN)
                        .key(keys.file(file))
                        .arg(hash(token))
                        .arg(caller.account())
                        .arg(open.size())
                        .arg(config.fileBytesMax())
                        .arg(open.name())
                        .arg(open.type())
                        .arg(config.uploadLife().toMillis())))
                .map(reply -> Outcome.of(new Answer.UploadOpened(
                        file, token, reply.get().toLong(), config.fileBytesMax(), CHUNK_BYTES_MAX)));
    }

    Future<Outcome> take(FileCommand.TakeChunk take) {
        String lease = random();
        return lines.ask(takeCall(take.file(), take.token())
                        .arg(take.offset())
                        .arg(take.length())
                        .arg(lease)
                        .arg(take.leaseMillis()))
                .compose(reply -> {
                    Response upload = accepted(reply);
                    long size = upload.get(1).toLong();
                    Answer taken =
                            new Answer.ChunkTaken(lease, size, upload.get(3).toString());
                    // What was announced was taken from the share at once.
                    return size > 0
                            ? Future.succeededFuture(Outcome.of(taken))
                            : share(upload.get(2).toString(), 0, take.length())
                                    .onFailure(cause -> giveBack(take, lease))
                                    .map(paid -> Outcome.of(taken));
                });
    }

    /** Nobody waits for it: the lease lapses if this is lost. */
    private void giveBack(FileCommand.TakeChunk take, String lease) {
        end(new FileCommand.EndChunk(take.file(), lease, take.offset()));
    }

    Future<Outcome> end(FileCommand.EndChunk end) {
        return lines.ask(Call.of(Script.FILE_END)
                        .key(keys.file(end.file()))
                        .arg(end.lease())
                        .arg(end.received()))
                .map(reply -> done(reply, Fault.STALE));
    }

    Future<Outcome> see(FileCommand.SeeUpload see) {
        return lines.ask(takeCall(see.file(), see.token()).arg(0).arg(0).arg("").arg(0))
                .map(reply -> {
                    Response upload = accepted(reply);
                    return Outcome.of(new Answer.UploadState(
                            upload.get(0).toLong(), upload.get(1).toLong()));
                });
    }

    Future<Outcome> abort(FileCommand.AbortUpload abort) {
        return lines.ask(Call.of(Script.FILE_ABORT).key(keys.file(abort.file())).arg(hash(abort.token())))
                .map(reply -> done(reply, Fault.UNAUTHENTICATED))
                .compose(done -> lookedAtLater(abort.file(), done));
    }

    /** Once no writer can be at it any more what it has left behind goes. */
    private Future<Outcome> lookedAtLater(String file, Outcome done) {
        long time =
                ((Answer.Done) done.answer()).time() + 3 * config.chunkTimeout().toMillis();
        return due(file, time).map(noted -> done);
    }

    private Call takeCall(String file, String token) {
        return Call.of(Script.FILE_TAKE).key(keys.file(file)).arg(hash(token));
    }

    private Future<Reply> due(String file, long time) {
        return lines.ask(Call.of(io.vertx.redis.client.Command.ZADD)
                .key(keys.files())
                .arg(time)
                .arg(file));
    }

    private Future<Void> share(String account, int files, long bytes) {
        Call call = Call.of(Script.FILE_SHARE)
                .key(keys.share(account))
                .arg(files)
                .arg(config.dayFilesMax())
                .arg(bytes)
                .arg(config.dayMebibytesMax() * MEBIBYTE);
        return lines.ask(call)
                .compose(reply -> reply.get().toLong() == 1
                        ? Future.succeededFuture()
                        : Future.failedFuture(new FaultException(Fault.LIMIT_REACHED, "uploads of a day")));
    }

    /** The reply, unless it names a fault. */
    private static Response accepted(Reply reply) {
        Response upload = reply.get();
        if (upload.size() < 4) {
            Fault fault = Fault.valueOf(upload.get(0).toString());
            throw new FaultException(fault, upload.size() > 1 ? upload.get(1).toString() : "upload");
        }
        return upload;
    }

    static Outcome done(Reply reply, Fault otherwise) {
        long time = reply.get().toLong();
        if (time == 0) {
            throw new FaultException(otherwise, "upload");
        }
        return Outcome.of(new Answer.Done(time));
    }

    private String random() {
        byte[] bytes = new byte[ID_BYTES];
        random.nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }

    private static String hash(String token) {
        try {
            byte[] text = token.getBytes(StandardCharsets.UTF_8);
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(text));
        } catch (GeneralSecurityException everyJdkHasIt) {
            throw new IllegalStateException(everyJdkHasIt);
        }
    }
}
