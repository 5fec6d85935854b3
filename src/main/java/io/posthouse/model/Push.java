package io.posthouse.model;

import java.util.List;

/**
 * An event on its way to the devices of some accounts.
 *
 * @param accounts whose devices get it
 * @param exceptConnection the connection that caused it and has its answer already; empty for none
 * @param onlyConnection if not empty, the one connection it is for
 */
public record Push(List<String> accounts, Event event, String exceptConnection, String onlyConnection) {

    public static Push to(List<String> accounts, Event event, String exceptConnection) {
        return new Push(accounts, event, exceptConnection, "");
    }

    public static Push toConnection(String account, String connectionId, Event event) {
        return new Push(List.of(account), event, "", connectionId);
    }
}
