package io.posthouse.model;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an account, or the gateway for it, says of its state to those who subscribed to that: that a device came or went, or
 * something of the app's own. It is no message: nothing counts it, and who missed it is told the state that holds then.
 *
 * @param type {@link #CONNECTED}, or the app's own from {@link #APP_TYPE_MIN} on
 * @param value of {@link #CONNECTED}: {@link #CAME}, {@link #LOGGED_OUT} or {@link #DROPPED}, or the app's own from {@link
 *     #APP_VALUE_MIN} on; of other types the app's own
 * @param idClient made by who published it; empty if the gateway did
 * @param idServer digits; grows with each status that the account publishes
 * @param clientType of the device that published it, or that came or went
 * @param ext the app's own text, at most the configured bytes in UTF-8 (M4)
 * @param time ms by the store's clock
 * @param connected of what the gateway says: the client types of the devices that are connected now
 */
public record Status(
        String account,
        int type,
        int value,
        String idClient,
        String idServer,
        ClientType clientType,
        @Nullable String ext,
        long time,
        List<ClientType> connected) {
    /** The type by which the gateway tells of devices. An app may use it too, with values of its own. */
    public static final int CONNECTED = 1;

    public static final int APP_TYPE_MIN = 100_000;
    public static final int APP_VALUE_MIN = 10_000;

    /** A device came. */
    public static final int CAME = 1;

    /** A device logged out. */
    public static final int LOGGED_OUT = 2;

    /** A device's line dropped, or the gateway closed it. */
    public static final int DROPPED = 3;

    /** Whether somebody may subscribe to the type. */
    public static boolean isType(int type) {
        return type == CONNECTED || type >= APP_TYPE_MIN;
    }

    /** Whether the gateway says it: a device came or went. */
    public boolean isOfDevices() {
        return type == CONNECTED && value < APP_VALUE_MIN;
    }

    /** Whether a client may publish this. */
    public static boolean isOfApp(int type, int value) {
        return isType(type) && (type != CONNECTED || value >= APP_VALUE_MIN);
    }
}
