package io.posthouse.model;

import java.util.List;

/**
 * What one device must be told about one session at login (D3 to D6). Lists are in ascending order of seq.
 *
 * @param offline messages from others that no device of the account has acknowledged
 * @param roaming messages another device has acknowledged or sent, but not this one
 * @param recalls recalls this device has not acknowledged
 * @param sysMsgs custom notifications from others that no device of the account has acknowledged; a team's alone
 * @param cutBefore entries before this seq were left out by a cap and may be paged as history; 0 if nothing was cut
 * @param nextAfter where to go on with {@link Command.ReadEntries}; 0 if this is all
 */
public record SessionSync(
        SessionState state,
        List<Message> offline,
        List<Message> roaming,
        List<Recalled> recalls,
        List<SysMsg> sysMsgs,
        long cutBefore,
        long nextAfter) {}
