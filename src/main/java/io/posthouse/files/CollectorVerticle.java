package io.posthouse.files;

import io.posthouse.model.Answer;
import io.posthouse.model.FileCommand;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import java.time.Duration;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Deletes the bytes of uploads that were given up or took too long, and of files that no message refers to. Any number of nodes
 * may do it at once: each step may be repeated.
 */
public final class CollectorVerticle extends VerticleBase {
    private static final Logger LOG = LoggerFactory.getLogger(CollectorVerticle.class);
    private static final int AT_ONCE_MAX = 100;

    private final FileHouse files;
    private final Duration interval;
    private boolean isBusy;

    public CollectorVerticle(FileHouse files, Duration interval) {
        this.files = files;
        this.interval = interval;
    }

    @Override
    public Future<?> start() {
        vertx.setPeriodic(interval.toMillis(), tick -> collect());
        return files.storage().open();
    }

    @Override
    public Future<?> stop() {
        return files.storage().close();
    }

    private void collect() {
        if (isBusy) {
            return;
        }
        isBusy = true;
        files.storage().tidy().compose(tidied -> page()).onComplete((done, cause) -> {
            isBusy = false;
            if (cause != null) {
                LOG.warn("Files that are not needed wait for the next time cause={}", cause.toString());
            }
        });
    }

    private Future<Void> page() {
        return files.desk()
                .ask("", new FileCommand.FindDueFiles(AT_ONCE_MAX), Answer.DueFiles.class)
                .compose(due -> inTurn(due.files(), 0)
                        .compose(done -> due.files().size() == AT_ONCE_MAX ? page() : Future.succeededFuture()));
    }

    private Future<Void> inTurn(List<String> due, int at) {
        return at == due.size() ? Future.succeededFuture() : look(due.get(at)).compose(looked -> inTurn(due, at + 1));
    }

    private Future<Void> look(String file) {
        return files.desk()
                .ask(file, new FileCommand.CheckFile(file), Answer.FileChecked.class)
                .compose(checked -> checked.isGone() ? delete(file, checked.key()) : Future.succeededFuture());
    }

    private Future<Void> deleteWithThumbnails(String key) {
        return Future.all(Thumbnails.keysOf(key).stream()
                        .map(small -> files.storage().delete(small))
                        .toList())
                .compose(deleted -> files.storage().delete(key));
    }

    private Future<Void> delete(String file, String key) {
        return files.storage()
                .discard(file)
                .compose(discarded -> key.isEmpty() ? Future.succeededFuture() : deleteWithThumbnails(key))
                .compose(deleted -> files.desk().ask(file, new FileCommand.ForgetFile(file), Answer.Done.class))
                .onSuccess(forgotten -> LOG.debug("A file that was not needed is gone file={}", file))
                .mapEmpty();
    }
}
