package io.posthouse.model;

import org.jspecify.annotations.Nullable;

/**
 * Who issues a command: a device on a connection, or the server itself.
 *
 * @param account in stored form
 * @param deviceId one installation; 1 to 64 printable characters
 * @param connectionId unique over the deployment; empty for the server API and embedding hosts
 * @param nick the account's nick when it logged in, carried as {@code fromNick}
 */
public record Caller(
        String account,
        String deviceId,
        ClientType clientType,
        String connectionId,
        @Nullable String nick) {

    /** The server speaking for an account, on no connection. */
    public static Caller server(String account) {
        return new Caller(account, "server", ClientType.SERVER, "", null);
    }

    /** The same connection of an account as it is stored. */
    public Caller as(String storedAccount, @Nullable String storedNick) {
        return new Caller(storedAccount, deviceId, clientType, connectionId, storedNick);
    }
}
