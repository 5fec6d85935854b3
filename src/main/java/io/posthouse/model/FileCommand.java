package io.posthouse.model;

/**
 * What the part that moves bytes asks the store about files: the store knows every upload, file and reference, and holds no
 * bytes. Repeating one is harmless unless it says otherwise.
 */
public sealed interface FileCommand extends Command.GatewayCommand {

    /**
     * Reserves the next chunk of an upload for one writer. Answered with {@link Answer.ChunkTaken}. Fails with
     * {@code UNAUTHENTICATED} (no such upload, another token, too late), {@code ALREADY_EXISTS} (it is whole), {@code STALE} (the chunk does not begin where the upload
     * ends; the detail is where it does), {@code FILE_TOO_LARGE}, {@code LIMIT_REACHED} (of the account's day) and
     * {@code OVERLOADED} (another writer has it).
     *
     * @param offset where the chunk begins
     * @param length in bytes; 0 to only finish an upload
     * @param leaseMillis after this another writer may take over
     */
    record TakeChunk(String file, String token, long offset, long length, long leaseMillis) implements FileCommand {}

    /**
     * Ends a writer's turn. Answered with {@link Answer.Done}; fails with {@code STALE} if the lease was lost.
     *
     * @param received how many bytes the upload has now
     */
    record EndChunk(String file, String lease, long received) implements FileCommand {}

    /** How far an upload is. Answered with {@link Answer.UploadState}; fails with {@code UNAUTHENTICATED} and {@code ALREADY_EXISTS}. */
    record SeeUpload(String file, String token) implements FileCommand {}

    /** Gives an upload up; its bytes are due to go. Answered with {@link Answer.Done}; fails with {@code UNAUTHENTICATED}. */
    record AbortUpload(String file, String token) implements FileCommand {}

    /**
     * Says what an upload's bytes are and finds where they belong. Answered with {@link Answer.FilePlaced}; fails with
     * {@code STALE} if the lease was lost. To be followed by {@link SettleFile} once the bytes are there.
     *
     * @param file {@code key} is empty, {@code name} is ignored
     */
    record PlaceFile(StoredFile file, String lease) implements FileCommand {}

    /** The bytes are where they belong: the file may be fetched and sent. Answered with {@link Answer.FileFound}. */
    record SettleFile(String file, String lease) implements FileCommand {}

    /** Answered with {@link Answer.FileFound}; fails with {@code NOT_FOUND} for what is not whole. */
    record FindFile(String file) implements FileCommand {}

    /**
     * A file that somebody wants to have. Answered with {@link Answer.FileFound}; fails with {@code NOT_FOUND}, and with {@code FORBIDDEN} if
     * links are signed and this one is not, or too old.
     *
     * @param expires as the link says it; may be empty
     * @param signature likewise
     */
    record FetchFile(String file, String expires, String signature) implements FileCommand {}

    /** Files whose time has come to be looked at. Answered with {@link Answer.DueFiles}. */
    record FindDueFiles(int limit) implements FileCommand {}

    /** Looks whether a file is still needed. Answered with {@link Answer.FileChecked}. */
    record CheckFile(String file) implements FileCommand {}

    /** The bytes of a file that is not needed are gone; so is what is known of it. Answered with {@link Answer.Done}. */
    record ForgetFile(String file) implements FileCommand {}
}
