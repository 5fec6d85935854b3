package io.posthouse.protocol.nim;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The table of everything a client may ask. */
final class Commands {
    private Commands() {}

    /** By id, without an address of our own to name. */
    static Map<String, Row> table() {
        return table("");
    }

    /**
     * By id.
     *
     * @param publicAddress {@code host:port} where files are fetched; empty for where a client's socket is
     */
    static Map<String, Row> table(String publicAddress) {
        return Stream.of(
                        LoginFunctions.rows(),
                        MessageFunctions.rows(),
                        SysMsgFunctions.rows(),
                        AccountFunctions.rows(),
                        FriendFunctions.rows(),
                        SessionFunctions.rows(),
                        CloudSessionFunctions.rows(),
                        StatusFunctions.rows(),
                        PassThroughFunctions.rows(),
                        new FileFunctions(publicAddress).rows(),
                        ArchiveFunctions.rows(),
                        ChannelFunctions.rows(),
                        TeamFunctions.ofTeams(),
                        TeamFunctions.ofSuperTeams(),
                        TeamReadFunctions.ofTeams(),
                        TeamReadFunctions.ofSuperTeams(),
                        NotOffered.rows())
                .flatMap(List::stream)
                .collect(Collectors.toUnmodifiableMap(Row::id, row -> row));
    }
}
