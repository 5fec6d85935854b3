package io.posthouse.files;

import java.io.EOFException;
import java.io.IOException;
import java.nio.file.Path;
import javax.imageio.stream.FileImageInputStream;

/**
 * Bytes of a file that somebody made up, for those who look for facts in it: nothing outside the file is read, no more is taken into memory
 * than {@link #PIECE_BYTES_MAX}, and after so many jumps it is enough. What is asked for beyond that fails, whatever the file says of its own
 * lengths.
 */
final class MediaBytes implements AutoCloseable {
    static final int PIECE_BYTES_MAX = 128 * 1024;
    private static final int JUMPS_MAX = 50_000;

    private final FileImageInputStream in;
    private final long size;
    private int jumps;

    MediaBytes(Path file) throws IOException {
        this.in = new FileImageInputStream(file.toFile());
        this.size = in.length();
    }

    long size() {
        return size;
    }

    /** Goes to a place, in the file or at its end. */
    void to(long at) throws IOException {
        if (at < 0 || at > size || ++jumps > JUMPS_MAX) {
            throw new EOFException();
        }
        in.seek(at);
    }

    int u8() throws IOException {
        return in.readUnsignedByte();
    }

    int u16() throws IOException {
        return in.readUnsignedShort();
    }

    long u32() throws IOException {
        return in.readUnsignedInt();
    }

    /** Fails for what would be negative. */
    long u64() throws IOException {
        long number = in.readLong();
        if (number < 0) {
            throw new EOFException();
        }
        return number;
    }

    /** The other way round, as RIFF and Ogg have it. */
    long little(int bytes) throws IOException {
        long number = 0;
        for (int i = 0; i < bytes; i++) {
            number |= (long) u8() << (8 * i);
        }
        return number;
    }

    byte[] piece(long length) throws IOException {
        if (length < 0 || length > PIECE_BYTES_MAX || length > size - in.getStreamPosition()) {
            throw new EOFException();
        }
        byte[] piece = new byte[(int) length];
        in.readFully(piece);
        return piece;
    }

    /** Four letters, as most formats name their parts. */
    String name() throws IOException {
        return new String(piece(4), java.nio.charset.StandardCharsets.ISO_8859_1);
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
