package io.posthouse.store;

import io.posthouse.model.Answer;
import io.posthouse.model.Event;
import io.posthouse.model.Message;
import io.posthouse.model.Recalled;
import io.posthouse.model.SessionState;
import io.posthouse.model.SessionSync;
import io.posthouse.model.SysMsg;
import java.util.ArrayList;
import java.util.List;

/** What a device was told in a whole sync. */
final class SyncedUp {
    final List<Message> offline = new ArrayList<>();
    final List<Message> roaming = new ArrayList<>();
    final List<Recalled> recalls = new ArrayList<>();
    final List<SysMsg> sysMsgs = new ArrayList<>();
    final List<SessionState> states = new ArrayList<>();
    final List<SessionSync> sessions = new ArrayList<>();
    final List<Event.AccountChanged> changes = new ArrayList<>();
    final List<Answer.SyncPage> pages = new ArrayList<>();

    void add(Answer.SyncPage page) {
        pages.add(page);
        changes.addAll(page.changes());
        for (SessionSync session : page.sessions()) {
            sessions.add(session);
            states.add(session.state());
            addEntries(session);
        }
    }

    void addEntries(SessionSync session) {
        offline.addAll(session.offline());
        roaming.addAll(session.roaming());
        recalls.addAll(session.recalls());
        sysMsgs.addAll(session.sysMsgs());
    }

    List<String> offlineTexts() {
        return texts(offline);
    }

    List<String> roamingTexts() {
        return texts(roaming);
    }

    private static List<String> texts(List<Message> messages) {
        return messages.stream()
                .map(message -> String.valueOf(message.draft().body()))
                .toList();
    }
}
