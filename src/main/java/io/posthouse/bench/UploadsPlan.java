package io.posthouse.bench;

import java.time.Duration;

/**
 * What is uploaded, and what is said meanwhile.
 *
 * @param uploads at once
 * @param fileBytes of each
 * @param bytesPerSecond of each; 0 for as fast as it goes
 * @param accounts that talk in pairs
 * @param rate messages a second, all together
 * @param warmUp not measured
 * @param window messages alone
 */
record UploadsPlan(
        int uploads, long fileBytes, long bytesPerSecond, int accounts, int rate, Duration warmUp, Duration window) {
    UploadsPlan {
        if (uploads < 1 || fileBytes < 1 || bytesPerSecond < 0 || rate < 1 || accounts < 2 || accounts % 2 != 0) {
            throw new BenchException("There have to be uploads, messages, and an even number of accounts.");
        }
    }
}
