package io.posthouse.model;

import org.jspecify.annotations.Nullable;

/**
 * A message was taken back (R3). An entry of its own in the log, so that recalls and messages have one order.
 *
 * @param from who recalled: the message's sender, or (team) its owner or a manager
 * @param messageFrom the message's sender
 * @param idServer of the recalled message
 * @param idClient of the recalled message
 * @param messageTime of the recalled message
 * @param messageSeq of the recalled message
 * @param ps what the one who recalled says about it
 * @param attach further text by the one who recalled
 */
public record Recalled(
        Conversation conversation,
        long seq,
        long time,
        String from,
        String fromDeviceId,
        @Nullable String fromNick,
        String messageFrom,
        String idServer,
        String idClient,
        long messageTime,
        long messageSeq,
        @Nullable String ps,
        @Nullable String attach)
        implements Entry {}
