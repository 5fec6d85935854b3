package io.posthouse.protocol.nim;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The table of everything a client may ask. */
final class Commands {
    private Commands() {}

    /** By id. */
    static Map<String, Row> table() {
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
                        TeamFunctions.ofTeams(),
                        TeamFunctions.ofSuperTeams(),
                        TeamReadFunctions.ofTeams(),
                        TeamReadFunctions.ofSuperTeams(),
                        NotOffered.rows())
                .flatMap(List::stream)
                .collect(Collectors.toUnmodifiableMap(Row::id, row -> row));
    }
}
