package io.posthouse.it.history;

import io.posthouse.model.Conversation;
import io.posthouse.model.Event;
import io.posthouse.model.Message;
import io.posthouse.model.Recalled;
import io.posthouse.model.SessionState;
import io.posthouse.model.SessionSync;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * What a device was told at a login, all pages together.
 *
 * @param black the black list, if the login told it anew; else empty
 */
record Told(
        boolean newDevice,
        Map<Conversation, SessionState> sessions,
        Map<Conversation, Due> due,
        List<Event.AccountChanged> changes,
        List<List<String>> black,
        long syncTime,
        long changeNumber) {

    /**
     * What is due of one conversation.
     *
     * @param cutBefore messages with a smaller seq were left out; 0 for none
     */
    record Due(List<Message> offline, List<Message> roaming, List<Recalled> recalls, long cutBefore) {
        static final Due NOTHING = new Due(List.of(), List.of(), List.of(), 0);

        static Due of(SessionSync session) {
            return new Due(session.offline(), session.roaming(), session.recalls(), session.cutBefore());
        }

        /** With what a later page says of the same conversation. */
        Due plus(Due more) {
            return new Due(
                    joined(offline, more.offline),
                    joined(roaming, more.roaming),
                    joined(recalls, more.recalls),
                    Math.max(cutBefore, more.cutBefore));
        }

        private static <T> List<T> joined(List<T> one, List<T> other) {
            return Stream.concat(one.stream(), other.stream()).toList();
        }
    }
}
