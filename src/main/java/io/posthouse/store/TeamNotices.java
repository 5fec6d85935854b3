package io.posthouse.store;

import io.posthouse.model.Caller;
import io.posthouse.model.Event;
import io.posthouse.model.Push;
import io.posthouse.model.TeamNotice;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Tells accounts of invitations and applications, as changes of their own that wait for devices which are away. */
final class TeamNotices {
    private final Changes changes;
    private final TeamHints hints;

    TeamNotices(Changes changes, TeamHints hints) {
        this.changes = changes;
        this.hints = hints;
    }

    /** Tells those of the accounts that there are; yields what goes to their devices at once. */
    Future<List<Push>> tell(List<String> accounts, Notice notice, TeamReply about) {
        if (accounts.isEmpty()) {
            return Future.succeededFuture(List.of());
        }
        Event.Change change = new Event.Change.TeamNotified(
                notice.kind(), about.team(), notice.by().account(), notice.ps(), notice.attach(), about.time());
        return hints.existing(accounts).compose(existing -> {
            List<Future<Push>> told = new ArrayList<>();
            for (String account : existing) {
                told.add(changes.append(account, change, Map.of()).map(event -> Push.to(List.of(account), event, "")));
            }
            return Future.all(told).map(all -> all.list());
        });
    }

    /**
     * What is told.
     *
     * @param attach the app's own text
     */
    record Notice(
            TeamNotice kind,
            Caller by,
            @Nullable String ps,
            @Nullable String attach) {}
}
