package io.posthouse.files;

import io.posthouse.bus.LocalBus;
import io.posthouse.config.Config;
import io.posthouse.config.StoreConfig;
import io.vertx.core.Vertx;
import io.vertx.ext.web.Router;

/** The parts of one node that have to do with files, put together. */
public final class FileHouse {
    private final FileDesk desk;
    private final Storage storage;
    private final UploadRoutes uploads;
    private final NosRoutes nos;
    private final DownloadRoutes downloads;

    /** @param stores how many store verticles this node has */
    public FileHouse(Vertx vertx, Config config, LocalBus bus, int stores) {
        boolean isDurable = config.store().durability() != StoreConfig.Durability.MEMORY;
        this.desk = new FileDesk(bus, stores);
        this.storage = new DirectoryStorage(vertx, config.files().root(config.store()), isDurable);
        PublicUrl publicUrl =
                new PublicUrl(config.files().publicUrl(), config.server().trustForwardedFor());
        Reception reception = new Reception(desk, storage, config.files());
        Chunks chunks = new Chunks(vertx, reception, config.files().chunkTimeout());
        this.uploads = new UploadRoutes(chunks, reception, publicUrl);
        this.nos = new NosRoutes(chunks);
        this.downloads = new DownloadRoutes(desk, storage, new Thumbnails(storage));
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
