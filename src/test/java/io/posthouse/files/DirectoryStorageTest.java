package io.posthouse.files;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.posthouse.model.Fault;
import io.posthouse.model.FaultException;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(VertxExtension.class)
class DirectoryStorageTest implements StorageContract {
    @TempDir
    Path root;

    private Vertx vertx;
    private Storage storage;

    @BeforeEach
    void open(Vertx given) throws Exception {
        vertx = given;
        storage = new DirectoryStorage(given, root, true);
        storage.open().await(5, SECONDS);
    }

    @Override
    public Vertx vertx() {
        return vertx;
    }

    @Override
    public Storage storage() {
        return storage;
    }

    @Override
    public Path making() {
        return root.resolve("making");
    }

    @Override
    public List<String> held(String name) {
        String last = name.substring(name.lastIndexOf('/') + 1);
        try (Stream<Path> files = Files.walk(root)) {
            return files.filter(file -> file.getFileName().toString().equals(last))
                    .map(file -> last + " of " + file.toFile().length())
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What is written to /dev/full the system refuses as it does on a disk that is full. */
    @Test
    @EnabledOnOs(OS.LINUX)
    void aFullDiskIsToldAsSuchAndNothingIsLeft() throws Exception {
        String upload = StorageContract.name();
        Files.createSymbolicLink(root.resolve("uploads").resolve(upload), Path.of("/dev/full"));

        assertThatThrownBy(
                        () -> await(() -> storage.write(upload, 0, 100_000, ByteStream.of(vertx, new byte[100_000]))))
                .isInstanceOfSatisfying(FaultException.class, refusal -> assertThat(refusal.fault())
                        .isEqualTo(Fault.STORAGE_FULL));

        assertThat(held("uploads/" + upload)).isEmpty();
    }

    @Test
    void aDirectoryThatIsGoneIsNoFullDisk() throws Exception {
        String upload = StorageContract.name();
        Files.delete(root.resolve("uploads"));
        Files.writeString(root.resolve("uploads"), "a file");

        assertThatThrownBy(() -> await(() -> storage.write(upload, 0, 10, ByteStream.of(vertx, new byte[10]))))
                .isInstanceOfSatisfying(FaultException.class, refusal -> assertThat(refusal.fault())
                        .isEqualTo(Fault.STORAGE_UNAVAILABLE));
    }
}
