package io.posthouse.model;

/** Why a connection was pushed out (A2). */
public enum KickReason {
    /** The same device connected again. */
    REPLACED,
    /** The policy allows one device of this client type, and another one came. */
    SAME_CLIENT_TYPE,
    /** The policy allows one device, and another one came. */
    OTHER_DEVICE,
    /** Another device of the account asked for it. */
    BY_DEVICE,
    /** The account's token was changed, or the server decided. */
    BY_SERVER,
    /** The account was deleted. */
    ACCOUNT_DELETED
}
