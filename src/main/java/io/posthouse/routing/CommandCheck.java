package io.posthouse.routing;

import io.posthouse.model.AccountId;
import io.posthouse.model.Caller;
import io.posthouse.model.Command;
import io.posthouse.model.Conversation;
import io.posthouse.model.Draft;
import io.posthouse.model.Event;
import io.posthouse.model.Fault;
import io.posthouse.model.FaultException;
import io.posthouse.model.MessageType;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Whether a client's command is allowed and makes sense, before the store is asked. Sizes of texts (M4) are the
 * connection's to check; what needs the log or a relation is the store's.
 */
final class CommandCheck {
    private static final int MARKS_MAX = 100;
    private static final int DELETIONS_MAX = 100;
    private static final int CARDS_MAX = 150;
    private static final int KICKS_MAX = 20;
    private static final int NICK_CHARS_MAX = 64;
    private static final int AVATAR_CHARS_MAX = 1024;
    private static final Pattern PRINTABLE = Pattern.compile("[\\x21-\\x7e]{1,64}");
    private static final Pattern ID_SERVER = Pattern.compile("[0-9]{0,31}");

    private final Permissions permissions;
    private final int pageMax;

    CommandCheck(Permissions permissions, int pageMax) {
        this.permissions = permissions;
        this.pageMax = pageMax;
    }

    /** Throws the {@link FaultException} that refuses the command. */
    void check(Caller caller, Command.ClientCommand command) {
        if (command instanceof Command.Send send) {
            checkDraft(caller, send.draft());
        } else if (command instanceof Command.Recall recall) {
            permissions.check(caller, SceneRules.Action.RECALL, recall.conversation());
        } else if (command instanceof Command.SendReceipt receipt) {
            permissions.check(caller, SceneRules.Action.SEND_RECEIPT, receipt.conversation());
            require(receipt.time() > 0, "time");
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
        if (command instanceof Command.GetSessions sessions) {
            require(sessions.changedBefore() >= 0, "before");
            requireLimit(sessions.limit());
        } else if (command instanceof Command.SetRelation relation) {
            requireAccount(relation.other());
            require(!relation.other().equals(caller.account()), "account");
        } else if (command instanceof Command.GetCards cards) {
            requireSize(cards.accounts(), CARDS_MAX, "accounts");
            cards.accounts().forEach(CommandCheck::requireAccount);
        } else if (command instanceof Command.UpdateCard card) {
            requireChars(card.nick(), NICK_CHARS_MAX, "nick");
            requireChars(card.avatar(), AVATAR_CHARS_MAX, "avatar");
        } else if (command instanceof Command.KickDevices kick) {
            requireSize(kick.deviceIds(), KICKS_MAX, "deviceIds");
            kick.deviceIds().forEach(id -> require(PRINTABLE.matcher(id).matches(), "deviceIds"));
        }
    }

    private void checkDraft(Caller caller, Draft draft) {
        permissions.checkSend(caller, draft.scene(), draft.to());
        if (draft.type() == MessageType.NOTIFICATION && !isServer(caller)) {
            throw new FaultException(Fault.FORBIDDEN, "type");
        }
        require(PRINTABLE.matcher(draft.idClient()).matches(), "idClient");
        Integer subType = draft.subType();
        require(subType == null || subType >= 0, "subType");
    }

    private void checkMarks(Caller caller, List<Command.SessionMark> marks) {
        requireSize(marks, MARKS_MAX, "marks");
        for (Command.SessionMark mark : marks) {
            permissions.check(caller, SceneRules.Action.MARK_READ, mark.conversation());
            require(mark.time() >= 0, "time");
        }
    }

    private void checkHistory(Caller caller, Command.GetHistory history) {
        permissions.check(caller, SceneRules.Action.READ_HISTORY, history.conversation());
        require(history.beginTime() >= 0, "beginTime");
        require(history.endTime() >= 0, "endTime");
        require(history.endTime() == 0 || history.beginTime() <= history.endTime(), "endTime");
        require(ID_SERVER.matcher(history.lastIdServer()).matches(), "lastMsgId");
        requireLimit(history.limit());
    }

    private void checkDeletions(Caller caller, List<Event.DeletedMessage> messages) {
        requireSize(messages, DELETIONS_MAX, "msgs");
        for (Event.DeletedMessage message : messages) {
            Conversation conversation = message.conversation();
            permissions.check(caller, SceneRules.Action.DELETE, conversation);
            require(
                    !message.idServer().isEmpty()
                            && ID_SERVER.matcher(message.idServer()).matches(),
                    "idServer");
        }
    }

    private void requireLimit(int limit) {
        require(limit >= 1 && limit <= pageMax, "limit");
    }

    private static boolean isServer(Caller caller) {
        return caller.connectionId().isEmpty();
    }

    private static void requireAccount(String account) {
        require(AccountId.parse(account).filter(account::equals).isPresent(), "account");
    }

    private static void requireSize(List<?> list, int sizeMax, String field) {
        require(!list.isEmpty() && list.size() <= sizeMax, field);
    }

    private static void requireChars(@Nullable String text, int charsMax, String field) {
        require(text == null || text.codePointCount(0, text.length()) <= charsMax, field);
    }

    private static void require(boolean holds, String field) {
        if (!holds) {
            throw new FaultException(Fault.INVALID, field);
        }
    }
}
