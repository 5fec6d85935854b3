package io.posthouse.team;

import io.posthouse.model.Command;
import io.posthouse.model.Grant;
import io.posthouse.model.TeamCommand;
import io.posthouse.model.TeamField;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * Which rows of the permission table a command about a team falls under. Java 17 has no switch over sealed types; a test
 * holds the table against the model.
 */
public final class Grants {
    private static final Map<Class<?>, BiFunction<String, Command.ClientCommand, Set<TeamAction>>> TABLE = table();

    private Grants() {}

    /**
     * The command as the store takes it, with what it needs to decide. All of the grants have to allow it, but for a
     * {@link Command.Recall}: the sender of a message needs none.
     *
     * @param caller the account that asks
     * @param command a {@link Command.Send}, {@link Command.SendSysMsg} or {@link Command.Recall} in a team, or any {@link TeamCommand}
     */
    public static Command.Granted granted(String caller, Command.ClientCommand command) {
        List<Grant> grants =
                rows(caller, command).stream().map(TeamAction::grant).toList();
        return new Command.Granted(command, grants);
    }

    static Set<TeamAction> rows(String caller, Command.ClientCommand command) {
        BiFunction<String, Command.ClientCommand, Set<TeamAction>> rows = TABLE.get(command.getClass());
        if (rows == null) {
            throw new IllegalArgumentException(
                    "no row for " + command.getClass().getSimpleName());
        }
        return rows.apply(caller, command);
    }

    static boolean knows(Class<?> type) {
        return TABLE.containsKey(type);
    }

    private static Map<Class<?>, BiFunction<String, Command.ClientCommand, Set<TeamAction>>> table() {
        Rows rows = new Rows();
        rows.always(Command.Send.class, TeamAction.SEND);
        rows.always(Command.SendSysMsg.class, TeamAction.SEND);
        rows.always(Command.Recall.class, TeamAction.RECALL_OTHERS);
        rows.always(TeamCommand.CreateTeam.class, null);
        rows.always(TeamCommand.AddTeamMembers.class, TeamAction.ADD);
        rows.always(TeamCommand.RemoveTeamMembers.class, TeamAction.REMOVE);
        rows.always(TeamCommand.LeaveTeam.class, TeamAction.LEAVE);
        rows.always(TeamCommand.DismissTeam.class, TeamAction.DISMISS);
        rows.always(TeamCommand.TransferTeam.class, TeamAction.TRANSFER);
        rows.on(
                TeamCommand.SetTeamManagers.class,
                (caller, c) -> EnumSet.of(c.on() ? TeamAction.APPOINT : TeamAction.DEPOSE));
        rows.always(TeamCommand.MuteTeamMembers.class, TeamAction.MUTE);
        rows.on(TeamCommand.UpdateTeam.class, (caller, c) -> ofFields(c.info().keySet()));
        rows.on(
                TeamCommand.UpdateTeamMember.class,
                (caller, c) ->
                        EnumSet.of(c.account().equals(caller) ? TeamAction.UPDATE_SELF : TeamAction.UPDATE_NICK));
        rows.always(TeamCommand.ApplyToTeam.class, TeamAction.APPLY);
        rows.always(TeamCommand.AnswerApplication.class, TeamAction.ANSWER_APPLICATION);
        rows.always(TeamCommand.AnswerInvitation.class, TeamAction.ANSWER_INVITATION);
        rows.always(TeamCommand.FindTeams.class, null);
        rows.always(TeamCommand.GetOwnTeams.class, null);
        rows.always(TeamCommand.GetTeamMembers.class, TeamAction.READ_MEMBERS);
        rows.always(TeamCommand.GetTeamMembersInOrder.class, TeamAction.READ_MEMBERS);
        rows.always(TeamCommand.FindTeamMembers.class, TeamAction.READ_MEMBERS);
        rows.always(TeamCommand.SendTeamReceipts.class, TeamAction.SEND_RECEIPT);
        rows.always(TeamCommand.GetTeamReads.class, TeamAction.READ_RECEIPTS);
        rows.always(TeamCommand.GetTeamReaders.class, TeamAction.READ_RECEIPTS);
        return Map.copyOf(rows.byType);
    }

    private static Set<TeamAction> ofFields(Set<TeamField> fields) {
        Set<TeamAction> rows = EnumSet.noneOf(TeamAction.class);
        for (TeamField field : fields) {
            rows.add(
                    switch (field) {
                        case NAME, AVATAR, INTRO, ANNOUNCEMENT -> TeamAction.UPDATE_TEXTS;
                        case EXT -> TeamAction.UPDATE_EXT;
                        case SERVER_EXT -> TeamAction.UPDATE_SERVER_EXT;
                        case JOIN_MODE,
                                BE_INVITE_MODE,
                                INVITE_MODE,
                                UPDATE_TEAM_MODE,
                                UPDATE_EXT_MODE,
                                MUTE_TYPE,
                                HISTORY_MODE -> TeamAction.UPDATE_MODES;
                    });
        }
        return rows;
    }

    private static final class Rows {
        private final Map<Class<?>, BiFunction<String, Command.ClientCommand, Set<TeamAction>>> byType =
                new HashMap<>();

        /** @param row null if whoever asks may */
        void always(Class<? extends Command.ClientCommand> type, @Nullable TeamAction row) {
            Set<TeamAction> rows = row == null ? Set.of() : Set.of(row);
            byType.put(type, (caller, command) -> rows);
        }

        <C extends Command.ClientCommand> void on(Class<C> type, BiFunction<String, C, Set<TeamAction>> rows) {
            byType.put(type, (caller, command) -> rows.apply(caller, type.cast(command)));
        }
    }
}
