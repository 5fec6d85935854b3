package io.posthouse.model;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Everything that can be asked of the gateway's inside. What a client may ask is in {@link ClientCommand}; the rest is
 * asked by the gateway's own verticles and the server API.
 *
 * <p>A command fails only with a {@link FaultException}. Unless one says more, it may fail with {@code OVERLOADED},
 * {@code STORE_TIMEOUT}, {@code STORE_UNAVAILABLE} and {@code INTERNAL}, and repeating it is harmless.
 */
public sealed interface Command {

    /** What a logged-in client may ask. The caller's account is who it is about. */
    sealed interface ClientCommand extends Command
            permits Command.Send,
                    Command.Recall,
                    Command.SendReceipt,
                    Command.MarkRead,
                    Command.GetHistory,
                    Command.DeleteMessages,
                    Command.ClearHistory,
                    Command.GetSessions,
                    Command.SetRelation,
                    Command.GetRelations,
                    Command.GetCards,
                    Command.UpdateCard,
                    Command.GetDevices,
                    Command.KickDevices,
                    FriendCommand,
                    SessionCommand,
                    StatusCommand,
                    ArchiveCommand,
                    ChannelCommand,
                    Command.SendSysMsg,
                    Command.GetBroadcasts,
                    Command.AcknowledgeBroadcasts,
                    Command.PassThrough,
                    Command.OpenUpload,
                    Command.LinkFile,
                    TeamCommand {}

    /**
     * Stores a message and has it delivered (S1 to S7). Answered with {@link Answer.Sent}. The same (from, to, idClient)
     * again yields the first answer; with another type, body or attach it fails with {@code CONTENT_DIFFERS}. If the
     * receiver has blocked the sender the answer says {@code refused} (S5).
     */
    record Send(Draft draft) implements ClientCommand {}

    /**
     * Takes a message back (R1 to R5). Answered with {@link Answer.RecallDone}; fails with {@code RECALL_WINDOW_CLOSED},
     * {@code NOT_RECALLABLE} or {@code NOT_FOUND} (never stored, somebody else's, recalled before). In a team somebody else's fails
     * with {@code FORBIDDEN} for who may not recall it.
     *
     * @param messageFrom the message's sender
     * @param idServer may be empty if the client never learnt it; if not, it has to fit
     */
    record Recall(
            Conversation conversation,
            String messageFrom,
            String idClient,
            String idServer,
            @Nullable String ps,
            @Nullable String attach)
            implements ClientCommand {}

    /**
     * "I have read up to time" towards the peer (C1). Answered with {@link Answer.ReceiptSent}. Never moves back and
     * never past the log's end.
     *
     * @param idClient of the message read, passed on to the peer
     */
    record SendReceipt(
            Conversation conversation, long time, @Nullable String idClient) implements ClientCommand {}

    /** Moves session read marks (C3), 1 to 100 at once. Answered with {@link Answer.ReadMarks}. */
    record MarkRead(List<SessionMark> marks) implements ClientCommand {}

    /**
     * @param time read up to here, ms
     */
    record SessionMark(Conversation conversation, long time) {}

    /**
     * Reads the log as the account may see it (A4). Answered with {@link Answer.Messages}.
     *
     * @param beginTime ms, inclusive; 0 for the beginning
     * @param endTime ms, inclusive; 0 for now
     * @param lastIdServer leave out this message and all on its near side; empty for none
     * @param limit 1 to the configured page size
     * @param ascending true: the oldest of the range first; false: the newest first
     * @param types only these; empty for all
     */
    record GetHistory(
            Conversation conversation,
            long beginTime,
            long endTime,
            String lastIdServer,
            int limit,
            boolean ascending,
            Set<MessageType> types)
            implements ClientCommand {}

    /** Deletes messages for the caller's account alone, 1 to 100 at once (A4). Answered with {@link Answer.Done}. */
    record DeleteMessages(List<Event.DeletedMessage> messages) implements ClientCommand {}

    /** Clears a conversation's history for the caller's account alone, up to now (A4). Answered with {@link Answer.Done}. */
    record ClearHistory(Conversation conversation) implements ClientCommand {}

    /**
     * Lists sessions by last change, newest first, but for those that the account has deleted. Answered with {@link Answer.Sessions}.
     *
     * @param changedAfter ms; 0 for all
     * @param changedBefore ms; 0 for the newest
     */
    record GetSessions(long changedAfter, long changedBefore, int limit) implements ClientCommand {
        public GetSessions(long changedBefore, int limit) {
            this(0, changedBefore, limit);
        }
    }

    /** Blocks, unblocks, mutes or unmutes another account (A3). Answered with {@link Answer.Done}. */
    record SetRelation(RelationKind kind, String other, boolean on) implements ClientCommand {}

    /** Answered with {@link Answer.Relations}. */
    record GetRelations() implements ClientCommand {}

    /** The cards of 1 to 150 accounts; an unknown account has an empty card, so nothing is told of its existence. */
    record GetCards(List<String> accounts) implements ClientCommand {}

    /** Changes the caller's card; null leaves a field as it is, an empty text takes it away. Answered with {@link Answer.Cards}. */
    record UpdateCard(
            @Nullable String nick,
            @Nullable String avatar,
            @Nullable String ext,
            @Nullable String signature,
            @Nullable Gender gender,
            @Nullable String email,
            @Nullable String birth,
            @Nullable String tel)
            implements ClientCommand {}

    /** The account's connected devices. Answered with {@link Answer.Devices}. */
    record GetDevices() implements ClientCommand {}

    /** Pushes other devices of the account out (A2), 1 to 20. Answered with {@link Answer.KickedDevices}. */
    record KickDevices(List<String> deviceIds) implements ClientCommand {}

    /**
     * Sends a custom notification, to an account or to the members of a team. Answered with {@link Answer.SysMsgDone}; fails as
     * {@link Send} does for who may not send, and with {@code LIMIT_REACHED} if too many wait for the receiver. Asked again it is
     * sent again.
     */
    record SendSysMsg(
            Scene scene,
            String to,
            @Nullable String attach,
            @Nullable String ext,
            @Nullable String pushInfo,
            boolean needSaveOffline)
            implements ClientCommand {}

    /** The broadcasts that live and that the caller's device does not have. Answered with {@link Answer.Broadcasts}. */
    record GetBroadcasts() implements ClientCommand {}

    /** The caller's device has these broadcasts, 1 to 100. Answered with {@link Answer.Done}. */
    record AcknowledgeBroadcasts(List<Long> ids) implements ClientCommand {}

    /**
     * Passes a request on to a configured upstream and its answer back. Answered with {@link Answer.Passed}; fails with {@code
     * FORBIDDEN} if there is none, {@code NOT_FOUND} for an unknown zone, {@code BODY_TOO_LONG}, {@code OVERLOADED}, and {@code
     * UPSTREAM_FAILED} for one that does not answer in time or too much: then whether it did something is unknown.
     *
     * @param zone names the upstream; empty for the one of who names none
     * @param path below the upstream's base, with a query if there is one
     * @param headers at most 20
     */
    record PassThrough(
            String zone,
            String path,
            UpstreamMethod method,
            Map<String, String> headers,
            @Nullable String body) implements ClientCommand {}

    /**
     * Asks for leave to upload a file. Answered with {@link Answer.UploadOpened}; fails with {@code FILE_TOO_LARGE},
     * {@code FILE_REFUSED} for a type that is not allowed, and {@code LIMIT_REACHED} if the account had its share of the day.
     *
     * @param size in bytes; 0 if it is not known before
     * @param name as the file is called, without a path; may be empty
     * @param type the media type that the client believes in; empty if it has none
     */
    record OpenUpload(long size, String name, String type) implements ClientCommand {}

    /**
     * Asks for what has to stand behind a file's address now, so that the file can be fetched. Answered with {@link Answer.FileLink};
     * fails with {@code NOT_FOUND}.
     */
    record LinkFile(String file) implements ClientCommand {}

    /** What a part of the gateway asks on nobody's behalf. */
    sealed interface GatewayCommand extends Command permits FileCommand {}

    // What the connection asks on its device's behalf.

    /**
     * Authenticates and registers a connection (A1, A2). Answered with {@link Answer.LoggedIn}; fails with
     * {@code UNAUTHENTICATED} alone, whatever was wrong.
     *
     * @param token static or JWT
     * @param node the bus address of the connection verticle that holds the socket
     */
    record Login(String account, String token, String deviceId, ClientType clientType, String connectionId, String node)
            implements Command {}

    /**
     * The connection is gone; its presence entry goes, its account's other devices and subscribers are told.
     *
     * @param asked whether the client said that it goes
     */
    record Logout(boolean asked) implements Command {}

    /**
     * What this device must be told (D3 to D7). Answered with {@link Answer.SyncPage}; asked again with the page's
     * {@code nextPage} until that is empty.
     *
     * @param since the {@code syncTime} up to which the client has state; 0 if it has none and wants the latest sessions
     * @param changesAfter the number of the last {@link Event.AccountChanged} the client has seen; 0 for none; -1 for the last
     *     one that was acknowledged by any device, see {@link Acknowledge}
     * @param page empty for the first page
     */
    record Sync(long since, long changesAfter, String page) implements Command {}

    /** Goes on with one session of a sync. Answered with {@link Answer.SyncPage} of one session. */
    record SyncMore(Conversation conversation, long after) implements Command {}

    /**
     * The entries of a conversation that a live connection should have been pushed, for filling a gap (D2, D9). Answered
     * with {@link Answer.Missed}: all entries the account may see with a time past {@code after}, whatever their settings.
     */
    record ReadMissed(Conversation conversation, long after, int limit) implements Command {}

    /** Account changes after a number, for filling a gap. Answered with {@link Answer.Changes}. */
    record ReadChanges(long after) implements Command {}

    /**
     * The device has what it was sent up to these times. Never moves back. Answered with {@link Answer.Done}.
     *
     * @param marks may be empty
     * @param syncedUpTo if not 0, everything that changed up to this store time has been acknowledged by the device
     * @param changesUpTo if not 0, the account has been told its changes up to this number
     */
    record Acknowledge(List<SessionMark> marks, long syncedUpTo, long changesUpTo) implements Command {
        public Acknowledge(List<SessionMark> marks, long syncedUpTo) {
            this(marks, syncedUpTo, 0);
        }
    }

    /** {@link Acknowledge} of many devices. Answered with {@link Answer.Done}; if it fails, some of it may be done. Caller is ignored. */
    record AcknowledgeAll(List<DeviceAck> devices) implements Command {}

    /** What one device acknowledges. */
    record DeviceAck(Caller caller, Acknowledge acknowledge) {}

    /** What changed for these accounts after a store time (D2). Answered with {@link Answer.HighWater}. Caller is ignored. */
    record GetHighWater(List<String> accounts, long changedAfter) implements Command {}

    /**
     * A command about a team, with the rows of the permission table that it falls under, all of which have to allow it:
     * {@link Send}, {@link SendSysMsg}, {@link Recall} or a {@link TeamCommand}. Made by the routing and recall verticles, answered as the
     * command in it.
     */
    record Granted(ClientCommand command, List<Grant> grants) implements Command {}

    /** The teams an account is in, and no others: what is said in them is pushed to it. Answered with {@link Answer.TeamKeys}. */
    record FindTeamsOf(String account) implements Command {}

    /**
     * A connection verticle has, or has no more, members of these teams connected. Answered with {@link Answer.Done}.
     *
     * @param address its bus address
     */
    record WatchTeams(List<Conversation> teams, String address, boolean on) implements Command {}

    /** Which of these teams changed after a store time (D2), some 500 at most. Answered with {@link Answer.TeamMarks}. */
    record GetTeamMarks(List<Conversation> teams, long changedAfter) implements Command {}

    /**
     * The key that signs tickets, the same for all nodes. Answered with {@link Answer.TicketKey}.
     *
     * @param candidate becomes the key if there is none yet; base64url
     */
    record FindTicketKey(String candidate) implements Command {}

    /**
     * Notes that a ticket was used. Answered with {@link Answer.Done}; fails with {@code ALREADY_EXISTS} if it was used before,
     * so it must not be repeated.
     *
     * @param lifeMillis how long it has to be remembered
     */
    record UseTicket(String ticket, long lifeMillis) implements Command {}

    // What the server asks.

    /**
     * Tells all accounts something. Answered with {@link Answer.BroadcastSent}; fails with {@code LIMIT_REACHED} if too many live.
     * Asked again it is another one.
     *
     * @param lifeMillis how long it waits for who is away
     */
    record SendBroadcast(@Nullable String from, String body, long lifeMillis) implements Command {}

    /**
     * The app's own server tells the caller's account something on its connected devices, beside all conversations; it is stored
     * nowhere. Answered with {@link Answer.Done}; fails with {@code NOT_FOUND} if there is no such account.
     *
     * @param from an account; null for none
     * @param body 1 to the configured characters of a message's body
     */
    record SendProxyMsg(@Nullable String from, String body) implements Command {}

    /**
     * Fails with {@code ALREADY_EXISTS}.
     *
     * @param token 8 to 128 characters
     */
    record CreateAccount(
            String account, String token, @Nullable String nick) implements Command {}

    /** A new static token; all connections are closed. Fails with {@code NOT_FOUND}. */
    record ChangeToken(String account, String token) implements Command {}

    /**
     * Closes all connections, leaves all teams and forgets the account's own things; what it said stays with the others. A team
     * that it owned goes to a manager, or else to any member; without members it ends.
     */
    record DeleteAccount(String account) implements Command {}

    /** Answered with {@link Answer.Credential}, also for an unknown account. */
    record FindCredential(String account) implements Command {}

    /**
     * Registers an authenticated connection; asked by the routing verticle, answered with {@link Answer.LoggedIn}.
     *
     * @param create whether an unknown account is made (its identity is vouched for by a JWT or the host)
     * @param liveNodes ids of the nodes whose lease holds; presence entries of others are dropped. An entry's node is
     *     {@code posthouse.node.<id>.<n>}
     */
    record Register(Login login, boolean create, Set<String> liveNodes) implements Command {}

    /** Where an account is connected. Answered with {@link Answer.Devices}. */
    record FindDevices(String account) implements Command {}

    /**
     * Renews this node's lease. Answered with {@link Answer.Nodes}.
     *
     * @param lifeMillis until it lapses
     */
    record RenewLease(String nodeId, long lifeMillis) implements Command {}

    /** Which nodes have a lease. Answered with {@link Answer.Nodes}. */
    record FindNodes() implements Command {}

    /**
     * Notes in the store that the node is there, and looks whether the last note still is. Answered with {@link Answer.StoreSeen}; a
     * life of another name means that the store was lost or is older than it was.
     *
     * @param silenceMillis if no node was there for so long, a cursor of that time proves that the store is older than it was
     */
    record LookAtStore(long silenceMillis) implements Command {}

    /** The store has given a cursor that this life of it cannot have given: another begins. Answered with {@link Answer.StoreSeen}. */
    record EndStoreLife(String name) implements Command {}

    /** Gives the lease up at once. */
    record EndLease(String nodeId) implements Command {}
}
