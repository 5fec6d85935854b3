package io.posthouse.it.chaos;

import io.posthouse.Posthouse;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;

/**
 * The gateway's scripts with bugs in them, each for the accounts of one circle alone. A gateway whose class path begins with them runs
 * them instead of its own.
 */
final class BuggyScripts {
    private static final String SCRIPTS = "io/posthouse/store/";
    private static final List<Slip> SLIPS = List.of(
            new Slip(
                    Bug.RESEND_STORED,
                    "send.lua",
                    "  if known then\n    -- A duplicate writes too",
                    "  if known and not BUG(ARGV[a + 1]) then\n    -- A duplicate writes too"),
            new Slip(
                    Bug.BLOCK_IGNORED,
                    "send.lua",
                    "local blocked = log.values[log.at + 1]",
                    "local blocked = log.values[log.at + 1] and not BUG(ARGV[a + 1])"),
            new Slip(
                    Bug.RECALL_FORGOTTEN,
                    "recall.lua",
                    "redis.call('XDEL', KEYS[1], entryId)",
                    "if not BUG(ARGV[1]) then redis.call('XDEL', KEYS[1], entryId) end"),
            new Slip(
                    Bug.WINDOW_OPEN,
                    "recall.lua",
                    "if time - tonumber(first) >= window then",
                    "if time - tonumber(first) >= window and not BUG(ARGV[1]) then"),
            new Slip(
                    Bug.RECALLED_COUNTS,
                    "recall.lua",
                    "if tonumber(entry[2][2]:match('^m(%d+)')) >= 64 then",
                    "if tonumber(entry[2][2]:match('^m(%d+)')) >= 64 and not BUG(ARGV[1]) then"),
            new Slip(
                    Bug.RECEIPT_BACK, "receipt.lua", "if upTo <= old then", "if upTo <= old and not BUG(ARGV[1]) then"),
            new Slip(
                    Bug.STRANGER_SENDS,
                    "team_send.lua",
                    "  if not log.isOpen then\n",
                    "  if BUG(from) then return nil end\n  if not log.isOpen then\n"),
            new Slip(
                    Bug.ACK_FORGOTTEN, "acknowledge.lua", "if #acks > 0 then", "if #acks > 0 and not BUG(recent) then"),
            new Slip(
                    Bug.ACK_FORGOTTEN,
                    "acknowledge.lua",
                    "if #marks > 0 then",
                    "if #marks > 0 and not BUG(recent) then"));

    private BuggyScripts() {}

    /** @param from what stands there once; {@code BUG(x)} in what takes its place says whether x has the bug's tag */
    private record Slip(Bug bug, String file, String from, String to) {}

    /** @return a directory to begin the class path with */
    static Path writeTo(Path directory) throws IOException {
        Path scripts = Files.createDirectories(directory.resolve(SCRIPTS));
        for (Slip slip : SLIPS) {
            Path file = scripts.resolve(slip.file);
            String text = Files.exists(file) ? Files.readString(file) : original(slip.file);
            if (text.split(Pattern.quote(slip.from), -1).length != 2) {
                throw new IllegalStateException(slip.file + " has changed: plant " + slip.bug + " anew");
            }
            String to = slip.to.replaceAll("BUG\\(([^()]+)\\)", "$1:find('" + slip.bug.tag() + "', 1, true)");
            Files.writeString(file, text.replace(slip.from, to));
        }
        return directory;
    }

    private static String original(String file) throws IOException {
        try (InputStream in = Posthouse.class.getResourceAsStream("/" + SCRIPTS + file)) {
            return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
