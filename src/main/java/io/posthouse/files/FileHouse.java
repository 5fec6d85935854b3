package io.posthouse.files;

import io.posthouse.bus.LocalBus;
import io.posthouse.config.Config;
import io.posthouse.config.StoreConfig;
import io.vertx.core.Vertx;
import io.vertx.ext.web.Router;
import java.nio.file.Path;

/** The parts of one node that have to do with files, put together. */
public final class FileHouse {
    private final FileDesk desk;
    private final Storage storage;
    private final UploadRoutes uploads;
    private final NosRoutes nos;
    private final DownloadRoutes downloads;

    /** @param stores how many store verticles this node has */
    public FileHouse(Vertx vertx, Config config, LocalBus bus, int stores) {
        this.desk = new FileDesk(bus, stores);
        this.storage = storage(vertx, config);
        PublicUrl publicUrl =
                new PublicUrl(config.files().publicUrl(), config.server().trustForwardedFor());
        Reception reception = new Reception(desk, storage, config.files());
        Chunks chunks = new Chunks(vertx, reception, config.files().chunkTimeout());
        this.uploads = new UploadRoutes(chunks, reception, desk, publicUrl);
        this.nos = new NosRoutes(chunks, config.nim().allowedOrigins());
        this.downloads = new DownloadRoutes(desk, storage, new Thumbnails(storage));
    }

    private static Storage storage(Vertx vertx, Config config) {
        Path directory = config.files().root(config.store());
        boolean isDurable = config.store().durability() != StoreConfig.Durability.MEMORY;
        return config.files().s3().isOn()
                ? new S3Storage(
                        vertx, config.files().s3(), directory, config.files().chunkTimeout())
                : new DirectoryStorage(vertx, directory, isDurable);
    }

    FileDesk desk() {
        return desk;
    }

    Storage storage() {
        return storage;
    }

    /** Adds the routes. Called once an event loop; handlers run on that event loop. */
    public void mount(Router router) {
        uploads.mount(router);
        nos.mount(router);
        downloads.mount(router);
    }
}
