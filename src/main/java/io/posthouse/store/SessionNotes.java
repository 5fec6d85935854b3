package io.posthouse.store;

import io.posthouse.model.Answer;
import io.posthouse.model.Caller;
import io.posthouse.model.Conversation;
import io.posthouse.model.Event.AccountChanged;
import io.posthouse.model.Event.Change;
import io.posthouse.model.Fault;
import io.posthouse.model.FaultException;
import io.posthouse.model.Outcome;
import io.posthouse.model.Push;
import io.posthouse.model.SessionCommand.DeleteSessions;
import io.posthouse.model.SessionCommand.DropRoaming;
import io.posthouse.model.SessionCommand.GetSession;
import io.posthouse.model.SessionCommand.UpdateSession;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What an account notes about its sessions, kept with each conversation. As with deletions, the conversation is written before the
 * account's journal: a crash in between leaves what the account wanted, told to its devices as a state.
 */
final class SessionNotes {
    private final Lines lines;
    private final Keys keys;
    private final Views views;
    private final Changes changes;
    private final Aftermath aftermath;

    SessionNotes(Lines lines, Keys keys, Views views, Changes changes, Aftermath aftermath) {
        this.lines = lines;
        this.keys = keys;
        this.views = views;
        this.changes = changes;
        this.aftermath = aftermath;
    }

    Future<Outcome> get(Caller caller, GetSession get) {
        Conversation conversation = Sides.require(get.conversation(), caller.account());
        return views.state(conversation, caller.account()).map(state -> {
            if (state.deleted() || (state.highSeq() == 0 && state.ext() == null)) {
                throw new FaultException(Fault.NOT_FOUND);
            }
            return Outcome.of(new Answer.OneSession(state));
        });
    }

    Future<Outcome> update(Caller caller, UpdateSession update) {
        Conversation conversation = update.conversation();
        String ext = update.ext() == null ? "" : update.ext();
        return note(caller, conversation, "ext", ext).compose(stamp -> {
            Change change = new Change.SessionUpdated(conversation, ext.isEmpty() ? null : ext, stamp);
            return stamp == 0 ? unchanged() : noted(caller, change, Map.of(conversation, stamp), stamp);
        });
    }

    Future<Outcome> delete(Caller caller, DeleteSessions delete) {
        return noteAll(caller, delete.conversations(), "delete").compose(stamps -> {
            if (stamps.isEmpty()) {
                return unchanged();
            }
            long latest =
                    stamps.values().stream().mapToLong(Long::longValue).max().orElseThrow();
            return noted(caller, new Change.SessionsDeleted(List.copyOf(stamps.keySet()), latest), stamps, latest);
        });
    }

    Future<Outcome> dropRoaming(Caller caller, DropRoaming drop) {
        return noteAll(caller, drop.conversations(), "roam").compose(stamps -> unchanged());
    }

    /** The stamps of those that changed. What is not the account's to see is left out. */
    private Future<Map<Conversation, Long>> noteAll(Caller caller, List<Conversation> conversations, String what) {
        List<Conversation> distinct = conversations.stream().distinct().toList();
        List<Future<Optional<Long>>> notes = new ArrayList<>();
        distinct.forEach(conversation -> notes.add(Sight.ifSeen(note(caller, conversation, what, ""))));
        return Future.all(notes).map(all -> {
            Map<Conversation, Long> stamps = new LinkedHashMap<>();
            for (int i = 0; i < distinct.size(); i++) {
                long stamp = all.<Optional<Long>>resultAt(i).orElse(0L);
                if (stamp != 0) {
                    stamps.put(distinct.get(i), stamp);
                }
            }
            return stamps;
        });
    }

    private Future<Long> note(Caller caller, Conversation conversation, String what, String ext) {
        Sides.require(conversation, caller.account());
        Call call = Sight.keys(Call.of(Script.SESSION_NOTE).key(keys.meta(conversation)), keys, conversation)
                .arg(caller.account())
                .arg(what)
                .arg(ext);
        return lines.ask(call).map(reply -> Sight.require(reply).get().toLong());
    }

    private Future<Outcome> unchanged() {
        return aftermath.time().map(time -> Outcome.of(new Answer.Done(time)));
    }

    private Future<Outcome> noted(Caller caller, Change change, Map<Conversation, Long> touched, long time) {
        return changes.append(caller.account(), change, touched)
                .map(event -> new Outcome(new Answer.Done(time), List.of(push(caller, event))));
    }

    private static Push push(Caller caller, AccountChanged event) {
        return Push.to(List.of(caller.account()), event, caller.connectionId());
    }
}
