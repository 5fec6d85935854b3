package io.posthouse.files;

import io.posthouse.model.Fault;
import io.posthouse.model.FaultException;
import io.posthouse.model.StoredFile;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Smaller pictures, of five sizes, made when somebody first asks and kept beside the file. They are made on workers, one at a time for
 * each event loop; a picture that would take too much memory or time is refused.
 */
final class Thumbnails {
    private static final List<Integer> SIDES = List.of(64, 128, 256, 512, 1024);
    private static final Pattern WISH = Pattern.compile("([0-9]{1,5})[xyz]([0-9]{1,5})");
    private static final int WAITING_MAX = 1000;

    private final Storage storage;
    private final AtomicInteger waiting = new AtomicInteger();

    Thumbnails(Storage storage) {
        this.storage = storage;
    }

    /**
     * What to serve instead of a picture: the same file, with another key, type and size.
     *
     * @param wish {@code <width>x<height>} that it shall fit into; 0 for any
     * @return the picture itself if it is small enough, or of a kind that nothing here can read
     */
    Future<StoredFile> of(StoredFile file, String wish) {
        Matcher box = WISH.matcher(wish);
        if (!box.matches()) {
            throw new FaultException(Fault.INVALID, "thumbnail: such as 200x200");
        }
        int side = sideOf(new JsonObject(file.facts()), number(box.group(1)), number(box.group(2)));
        if (side == 0 || !Picture.canRead(file.type())) {
            return Future.succeededFuture(file);
        }
        String key = file.key() + "-" + side;
        return storage.size(key)
                .compose(size -> size >= 0 ? Future.succeededFuture(size) : made(file, key, side))
                .map(size -> new StoredFile(
                        file.id(),
                        key,
                        file.digest() + "-" + side,
                        "",
                        size,
                        Picture.typeOfSmall(file.type()),
                        file.name(),
                        "{}"));
    }

    /** Everything that may have been made of a file. */
    static List<String> keysOf(String key) {
        return SIDES.stream().map(side -> key + "-" + side).toList();
    }

    private Future<Long> made(StoredFile file, String key, int side) {
        if (waiting.incrementAndGet() > WAITING_MAX) {
            waiting.decrementAndGet();
            return Future.failedFuture(new FaultException(Fault.OVERLOADED, "thumbnails"));
        }
        int orientation = new JsonObject(file.facts()).getInteger("orientation", 1);
        return storage.view(file.key(), path -> Picture.shrink(path, file.type(), side, orientation))
                .compose(bytes -> storage.put(key, bytes).map((long) bytes.length()))
                .onComplete(done -> waiting.decrementAndGet());
    }

    /** The longer side of the smallest of our sizes that fills the box; 0 if the picture is no larger, or nobody knows. */
    private static int sideOf(JsonObject facts, int width, int height) {
        int w = facts.getInteger("w", 0);
        int h = facts.getInteger("h", 0);
        if (w <= 0 || h <= 0) {
            return 0;
        }
        double scale = Math.min(width == 0 ? 1 : (double) width / w, height == 0 ? 1 : (double) height / h);
        double wanted = Math.max(w, h) * Math.min(scale, 1);
        int largest = SIDES.get(SIDES.size() - 1);
        int side = SIDES.stream().filter(one -> one >= wanted).findFirst().orElse(largest);
        return side >= Math.max(w, h) ? 0 : side;
    }

    private static int number(String text) {
        return Integer.parseInt(text);
    }
}
