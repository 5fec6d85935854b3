package io.posthouse.routing;

import io.posthouse.model.ArchiveCommand;
import io.posthouse.model.Caller;
import io.posthouse.model.Card;
import io.posthouse.model.ChannelCommand;
import io.posthouse.model.Command;
import io.posthouse.model.Conversation;
import io.posthouse.model.Draft;
import io.posthouse.model.Event;
import io.posthouse.model.Fault;
import io.posthouse.model.FaultException;
import io.posthouse.model.FriendCommand;
import io.posthouse.model.MessageType;
import io.posthouse.model.Scene;
import io.posthouse.model.SessionCommand;
import io.posthouse.model.StatusCommand;
import io.posthouse.model.TeamCommand;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Whether a client's command is allowed and makes sense, before the store is asked. Sizes of texts (M4) are the
 * connection's to check; what needs the log or a relation is the store's.
 */
final class CommandCheck {
    private static final int MARKS_MAX = 100;
    private static final int DELETIONS_MAX = 100;
    private static final int CARDS_MAX = 150;
    private static final int BROADCASTS_MAX = 100;
    private static final int KICKS_MAX = 20;
    private static final Pattern PRINTABLE = Pattern.compile("[\\x21-\\x7e]{1,64}");
    /** A name and no path. */
    private static final Pattern FILE = Pattern.compile("[0-9a-f]{32}");

    private static final Pattern FILE_NAME = Pattern.compile("[^/\\\\\\p{Cntrl}]{0,255}");

    private static final Pattern MEDIA_TYPE = Pattern.compile("|[a-z]{1,20}/[a-zA-Z0-9!#$&^_.+-]{1,100}");
    private static final Pattern ID_SERVER = Pattern.compile("[0-9]{0,31}");

    private final Permissions permissions;
    private final TeamCheck teams;
    private final FriendCheck friends = new FriendCheck();
    private final SessionCheck sessions;
    private final StatusCheck statuses = new StatusCheck();
    private final ArchiveCheck archive;
    private final ChannelCheck channels = new ChannelCheck();
    private final int pageMax;

    CommandCheck(Permissions permissions, TeamCheck teams, int pageMax) {
        this.permissions = permissions;
        this.sessions = new SessionCheck(permissions);
        this.archive = new ArchiveCheck(permissions, pageMax);
        this.teams = teams;
        this.pageMax = pageMax;
    }

    /** Throws the {@link FaultException} that refuses the command. */
    void check(Caller caller, Command.ClientCommand command) {
        if (command instanceof Command.Send send) {
            checkDraft(caller, send.draft());
        } else if (command instanceof Command.SendSysMsg sysMsg) {
            permissions.checkSend(caller, sysMsg.scene(), sysMsg.to());
        } else if (command instanceof TeamCommand about) {
            teams.check(caller, about);
        } else if (command instanceof Command.Recall recall) {
            permissions.check(caller, SceneRules.Action.RECALL, recall.conversation());
        } else if (command instanceof Command.SendReceipt receipt) {
            permissions.check(caller, SceneRules.Action.SEND_RECEIPT, receipt.conversation());
            Shapes.require(receipt.time() > 0, "time");
        } else if (command instanceof Command.MarkRead read) {
            checkMarks(caller, read.marks());
        } else if (command instanceof Command.GetHistory history) {
            checkHistory(caller, history);
        } else if (command instanceof Command.DeleteMessages delete) {
            checkDeletions(caller, delete.messages());
        } else if (command instanceof Command.ClearHistory clear) {
            permissions.check(caller, SceneRules.Action.CLEAR, clear.conversation());
        } else {
            checkOwnThings(caller, command);
        }
    }

    private void checkOwnThings(Caller caller, Command.ClientCommand command) {
        if (command instanceof Command.GetSessions list) {
            Shapes.require(list.changedAfter() >= 0, "after");
            Shapes.require(list.changedBefore() >= 0, "before");
            requireLimit(list.limit());
        } else if (command instanceof Command.SetRelation relation) {
            Shapes.requireAccount(relation.other());
            Shapes.require(!relation.other().equals(caller.account()), "account");
        } else if (command instanceof Command.GetCards cards) {
            Shapes.requireSize(cards.accounts(), 1, CARDS_MAX, "accounts");
            cards.accounts().forEach(Shapes::requireAccount);
        } else if (command instanceof Command.UpdateCard card) {
            checkCard(card);
        } else if (command instanceof FriendCommand about) {
            friends.check(caller, about);
        } else if (command instanceof SessionCommand about) {
            sessions.check(caller, about);
        } else if (command instanceof StatusCommand about) {
            statuses.check(about);
        } else if (command instanceof ArchiveCommand about) {
            archive.check(caller, about);
        } else if (command instanceof ChannelCommand about) {
            channels.check(caller, about);
        } else if (command instanceof Command.AcknowledgeBroadcasts acknowledge) {
            Shapes.requireSize(acknowledge.ids(), 1, BROADCASTS_MAX, "ids");
            acknowledge.ids().forEach(id -> Shapes.require(id > 0, "ids"));
        } else if (command instanceof Command.KickDevices kick) {
            Shapes.requireSize(kick.deviceIds(), 1, KICKS_MAX, "deviceIds");
            kick.deviceIds().forEach(id -> Shapes.require(PRINTABLE.matcher(id).matches(), "deviceIds"));
        } else if (command instanceof Command.OpenUpload open) {
            Shapes.require(open.size() >= 0, "size");
            Shapes.require(FILE_NAME.matcher(open.name()).matches(), "name");
            Shapes.require(MEDIA_TYPE.matcher(open.type()).matches(), "type");
        } else if (command instanceof Command.LinkFile link) {
            Shapes.require(FILE.matcher(link.file()).matches(), "file");
        }
    }

    private static void checkCard(Command.UpdateCard card) {
        Shapes.requireChars(card.nick(), Card.NICK_CHARS_MAX, "nick");
        Shapes.requireChars(card.avatar(), Card.AVATAR_CHARS_MAX, "avatar");
        Shapes.requireChars(card.signature(), Card.SIGNATURE_CHARS_MAX, "signature");
        Shapes.requireChars(card.email(), Card.EMAIL_CHARS_MAX, "email");
        Shapes.requireChars(card.birth(), Card.BIRTH_CHARS_MAX, "birth");
        Shapes.requireChars(card.tel(), Card.TEL_CHARS_MAX, "tel");
    }

    private void checkDraft(Caller caller, Draft draft) {
        permissions.checkSend(caller, draft.scene(), draft.to());
        if (draft.type() == MessageType.NOTIFICATION && !mayNotify(caller, draft.scene())) {
            throw new FaultException(Fault.FORBIDDEN, "type");
        }
        Shapes.require(PRINTABLE.matcher(draft.idClient()).matches(), "idClient");
        Integer subType = draft.subType();
        Shapes.require(subType == null || subType >= 0, "subType");
    }

    /** What a team's log says of the team is said by what happens to it, and by nobody else (T2). */
    private static boolean mayNotify(Caller caller, Scene scene) {
        return scene == Scene.P2P && isServer(caller);
    }

    private void checkMarks(Caller caller, List<Command.SessionMark> marks) {
        Shapes.requireSize(marks, 1, MARKS_MAX, "marks");
        for (Command.SessionMark mark : marks) {
            permissions.check(caller, SceneRules.Action.MARK_READ, mark.conversation());
            Shapes.require(mark.time() >= 0, "time");
        }
    }

    private void checkHistory(Caller caller, Command.GetHistory history) {
        permissions.check(caller, SceneRules.Action.READ_HISTORY, history.conversation());
        Shapes.require(history.beginTime() >= 0, "beginTime");
        Shapes.require(history.endTime() >= 0, "endTime");
        Shapes.require(history.endTime() == 0 || history.beginTime() <= history.endTime(), "endTime");
        Shapes.require(ID_SERVER.matcher(history.lastIdServer()).matches(), "lastMsgId");
        requireLimit(history.limit());
    }

    private void checkDeletions(Caller caller, List<Event.DeletedMessage> messages) {
        Shapes.requireSize(messages, 1, DELETIONS_MAX, "msgs");
        for (Event.DeletedMessage message : messages) {
            Conversation conversation = message.conversation();
            permissions.check(caller, SceneRules.Action.DELETE, conversation);
            Shapes.require(
                    !message.idServer().isEmpty()
                            && ID_SERVER.matcher(message.idServer()).matches(),
                    "idServer");
        }
    }

    private void requireLimit(int limit) {
        Shapes.require(limit >= 1 && limit <= pageMax, "limit");
    }

    static boolean isServer(Caller caller) {
        return caller.connectionId().isEmpty();
    }
}
