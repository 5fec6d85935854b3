package io.posthouse.routing;

import io.posthouse.model.ArchiveCommand;
import io.posthouse.model.ArchiveCommand.GetMessages;
import io.posthouse.model.ArchiveCommand.GetThread;
import io.posthouse.model.ArchiveCommand.MessageName;
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
        }
    }

    private void checkName(Caller caller, MessageName name) {
        permissions.check(caller, SceneRules.Action.READ_HISTORY, name.conversation());
        Shapes.require(ID_SERVER.matcher(name.idServer()).matches(), "idServer");
        Shapes.require(name.time() > 0, "time");
    }
}
