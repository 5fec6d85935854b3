package io.posthouse.connection;

import io.posthouse.config.LimitsConfig;
import io.posthouse.model.Answer;
import io.posthouse.model.Caller;
import io.posthouse.model.ClientType;
import io.posthouse.model.Command;
import io.posthouse.model.Conversation;
import io.posthouse.model.Fault;
import io.vertx.core.Future;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What the connection offers to the protocol that speaks on it. Used on the socket's event loop only. Futures fail with a
 * {@link io.posthouse.model.FaultException} alone and complete on that event loop.
 */
public interface Line {

    /** Made by the gateway, unique over the deployment. */
    String connectionId();

    /** How the socket came. */
    Arrival arrival();

    /**
     * Uses up a ticket of {@link Acceptor#issueTicket}. Fails with {@code UNAUTHENTICATED} if it is none of this deployment, too
     * old, or was used before, on whatever node; with another fault if that cannot be told now.
     *
     * @param life how old it may be
     */
    Future<Void> redeem(String ticket, Duration life);

    /** Who is logged in; null before. */
    @Nullable Caller caller();

    LimitsConfig limits();

    /** Authenticates. Does not start the sync, so that the protocol can answer first: call {@link #startSync} then. */
    Future<Answer.LoggedIn> login(String account, String token, String deviceId, ClientType clientType);

    /**
     * Reads what the device must be told and writes it through {@link Dialogue#syncPage}, page by page as the socket
     * drains; what arrives meanwhile is pushed afterwards, in order and once.
     *
     * @param since the store time up to which the client has state; 0 for none
     * @param changesAfter the last account-change number the client has seen; 0 for none; -1 for what the account has
     *     acknowledged on any device, where the client itself keeps no such number
     */
    void startSync(long since, long changesAfter);

    /** Limits the rate, checks M4, and has the command done. */
    Future<Answer> execute(Command.ClientCommand command);

    /**
     * Has something read that the protocol tells with a sync besides what {@link #startSync} does. Waits until the socket has room and
     * it is this connection's turn; counts against no rate, for a sync is asked once a login. Fails with {@code DRAINING} if the
     * connection ends meanwhile.
     */
    Future<Answer> readForSync(Command.ClientCommand command);

    /** The device has this conversation's messages up to {@code time}. Collected and stored a little later; no answer. */
    void acknowledge(Conversation conversation, long time);

    /**
     * The account has been told its changes up to this number, so that no device of it needs to be told those again that waits
     * to be told (see {@link #startSync}). Stored with the acknowledgements.
     */
    void acknowledgeChanges(long number);

    /**
     * Asks the client for a sign that it has what was written so far, where the wire has one: {@link Dialogue#onProbed} then
     * comes with this number or a greater one.
     *
     * @return greater than 0; 0 if the wire has no such thing, and nothing was written
     */
    default long probe() {
        return 0;
    }

    /** The store time before which everything for this device has been written to its socket; a client resumes from it. */
    long pushedUpTo();

    /** The number of the last account change that has been written to this socket; a client resumes from it. */
    long changesPushed();

    /** Writes a frame. Frames of one line leave in the order of the calls. */
    void write(String frame);

    /** Counts a refused frame; past the limit the connection is closed. Answering is the protocol's. */
    void countRefusal(Fault fault);

    /** Says farewell and closes. */
    void close(Closing closing);
}
