package io.posthouse.routing;

import io.posthouse.model.ArchiveCommand;
import io.posthouse.model.ArchiveCommand.GetMessages;
import io.posthouse.model.ArchiveCommand.GetThread;
import io.posthouse.model.ArchiveCommand.MessageName;
import io.posthouse.model.ArchiveCommand.Search;
import io.posthouse.model.Caller;
import java.util.regex.Pattern;

/** Whether something to be looked up makes sense, before the store is asked. */
final class ArchiveCheck {
    private static final int NAMES_MAX = 100;
    private static final Pattern ID_SERVER = Pattern.compile("[0-9]{13,31}");

    private final Permissions permissions;
    private final int pageMax;

    ArchiveCheck(Permissions permissions, int pageMax) {
        this.permissions = permissions;
        this.pageMax = pageMax;
    }

    void check(Caller caller, ArchiveCommand command) {
        if (command instanceof GetMessages get) {
            Shapes.requireSize(get.names(), 1, NAMES_MAX, "msgs");
            get.names().forEach(name -> checkName(caller, name));
        } else if (command instanceof GetThread get) {
            checkName(caller, get.root());
            Shapes.require(get.beginTime() >= 0, "beginTime");
            Shapes.require(get.endTime() == 0 || get.endTime() >= get.beginTime(), "endTime");
            Shapes.require(
                    get.lastIdServer().isEmpty()
                            || ID_SERVER.matcher(get.lastIdServer()).matches(),
                    "lastMsgId");
            Shapes.require(get.limit() >= 1 && get.limit() <= pageMax, "limit");
        } else if (command instanceof Search search) {
            checkSearch(caller, search);
        }
    }

    private void checkSearch(Caller caller, Search search) {
        String keyword = search.keyword();
        Shapes.require(!keyword.isBlank(), "keyword");
        Shapes.requireChars(keyword, ArchiveCommand.KEYWORD_CHARS_MAX, "keyword");
        Shapes.require(search.beginTime() >= 0, "beginTime");
        Shapes.require(search.endTime() == 0 || search.endTime() >= search.beginTime(), "endTime");
        Shapes.requireSize(search.conversations(), 0, ArchiveCommand.CONVERSATIONS_MAX, "sessions");
        search.conversations()
                .forEach(conversation -> permissions.check(caller, SceneRules.Action.READ_HISTORY, conversation));
        ArchiveCommand.Filter filter = search.filter();
        Shapes.require(filter.senders().size() <= ArchiveCommand.FILTERS_MAX, "senders");
        filter.senders().forEach(Shapes::requireAccount);
        Shapes.require(filter.subTypes().size() <= ArchiveCommand.FILTERS_MAX, "subTypes");
        ArchiveCommand.Caps caps = search.caps();
        Shapes.require(caps.messages() >= 1 && caps.messages() <= pageMax, "limit");
        Shapes.require(caps.perSession() >= 0, "perSession");
        Shapes.require(caps.sessions() >= 0, "sessionLimit");
    }

    private void checkName(Caller caller, MessageName name) {
        permissions.check(caller, SceneRules.Action.READ_HISTORY, name.conversation());
        Shapes.require(ID_SERVER.matcher(name.idServer()).matches(), "idServer");
        Shapes.require(name.time() > 0, "time");
    }
}
