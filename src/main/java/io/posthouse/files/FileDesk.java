package io.posthouse.files;

import io.posthouse.bus.Addresses;
import io.posthouse.bus.LocalBus;
import io.posthouse.model.Answer;
import io.posthouse.model.Caller;
import io.posthouse.model.Command;
import io.posthouse.model.FileCommand;
import io.posthouse.model.Request;
import io.posthouse.model.StoredFile;
import io.vertx.core.Future;

/** Asks the store about files. Futures fail with a {@link io.posthouse.model.FaultException} alone. */
final class FileDesk {
    private static final Caller GATEWAY = Caller.server("files");

    private final LocalBus bus;
    private final int stores;

    /** @param stores how many store verticles this node has */
    FileDesk(LocalBus bus, int stores) {
        this.bus = bus;
        this.stores = stores;
    }

    <A extends Answer> Future<A> ask(String file, FileCommand command, Class<A> answered) {
        return bus.askStore(Addresses.store(Addresses.shard(file, stores)), new Request(GATEWAY, command))
                .map(outcome -> answered.cast(outcome.answer()));
    }

    /** A file that somebody wants to have, by a link that says so. */
    Future<StoredFile> fetch(String file, String expires, String signature) {
        return ask(file, new FileCommand.FetchFile(file, expires, signature), Answer.FileFound.class)
                .map(Answer.FileFound::file);
    }

    /** What has to stand behind a file's address now; empty if nothing has to. */
    Future<String> link(String file) {
        String store = Addresses.store(Addresses.shard(file, stores));
        return bus.askStore(store, new Request(GATEWAY, new Command.LinkFile(file)))
                .map(outcome -> ((Answer.FileLink) outcome.answer()).query());
    }

    Future<StoredFile> find(String file) {
        return ask(file, new FileCommand.FindFile(file), Answer.FileFound.class).map(Answer.FileFound::file);
    }
}
