package io.posthouse.team;

import static org.assertj.core.api.Assertions.assertThat;

import io.posthouse.model.Command;
import io.posthouse.model.Conversation;
import io.posthouse.model.Draft;
import io.posthouse.model.MessageType;
import io.posthouse.model.Scene;
import io.posthouse.model.TeamCommand;
import io.posthouse.model.TeamField;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** T1: each command about a team takes the rows of the permission table along that it falls under. */
class GrantsTest {
    private static final Conversation TEAM = new Conversation(Scene.TEAM, "7");
    private static final List<String> BOB = List.of("bob");

    @Test
    void everyTeamCommandHasItsRows() {
        assertThat(TeamCommand.class.getPermittedSubclasses())
                .as("commands that may be asked of teams")
                .isNotEmpty()
                .allSatisfy(type ->
                        assertThat(Grants.knows(type)).as(type.getSimpleName()).isTrue());
    }

    static Stream<Arguments> commands() {
        return Stream.of(
                row(new Command.Send(Draft.of(Scene.TEAM, "7", MessageType.TEXT, "hi", null, "c1")), TeamAction.SEND),
                row(new Command.SendSysMsg(Scene.TEAM, "7", "typing", null, null, true), TeamAction.SEND),
                row(new Command.Recall(TEAM, "bob", "c1", "", null, null), TeamAction.RECALL_OTHERS),
                row(new TeamCommand.CreateTeam(TEAM, 0, Map.of(), List.of(), null)),
                row(new TeamCommand.AddTeamMembers(TEAM, BOB, null, null), TeamAction.ADD),
                row(new TeamCommand.RemoveTeamMembers(TEAM, BOB), TeamAction.REMOVE),
                row(new TeamCommand.LeaveTeam(TEAM), TeamAction.LEAVE),
                row(new TeamCommand.DismissTeam(TEAM), TeamAction.DISMISS),
                row(new TeamCommand.TransferTeam(TEAM, "bob", true), TeamAction.TRANSFER),
                row(new TeamCommand.SetTeamManagers(TEAM, BOB, true), TeamAction.APPOINT),
                row(new TeamCommand.SetTeamManagers(TEAM, BOB, false), TeamAction.DEPOSE),
                row(new TeamCommand.MuteTeamMembers(TEAM, BOB, false), TeamAction.MUTE),
                row(new TeamCommand.UpdateTeamMember(TEAM, "ann", "A", null, null), TeamAction.UPDATE_SELF),
                row(new TeamCommand.UpdateTeamMember(TEAM, "bob", "B", null, null), TeamAction.UPDATE_NICK),
                row(new TeamCommand.ApplyToTeam(TEAM, null), TeamAction.APPLY),
                row(new TeamCommand.AnswerApplication(TEAM, "bob", true, null), TeamAction.ANSWER_APPLICATION),
                row(new TeamCommand.AnswerInvitation(TEAM, "bob", true, null), TeamAction.ANSWER_INVITATION),
                row(new TeamCommand.FindTeams(TEAM, List.of(TEAM))),
                row(new TeamCommand.GetOwnTeams(TEAM, "")),
                row(new TeamCommand.GetTeamMembers(TEAM, "", false), TeamAction.READ_MEMBERS),
                row(new TeamCommand.GetTeamMembersInOrder(TEAM, 0, 1, false, false), TeamAction.READ_MEMBERS),
                row(new TeamCommand.FindTeamMembers(TEAM, BOB), TeamAction.READ_MEMBERS),
                row(new TeamCommand.SendTeamReceipts(TEAM, List.of("1")), TeamAction.SEND_RECEIPT),
                row(new TeamCommand.GetTeamReads(TEAM, List.of("1")), TeamAction.READ_RECEIPTS),
                row(new TeamCommand.GetTeamReaders(TEAM, "1", ""), TeamAction.READ_RECEIPTS));
    }

    private static Arguments row(Command.ClientCommand command, TeamAction... rows) {
        return Arguments.of(command, List.of(rows));
    }

    @ParameterizedTest
    @MethodSource("commands")
    void aCommandFallsUnderTheseRows(Command.ClientCommand command, List<TeamAction> rows) {
        Command.Granted granted = Grants.granted("ann", command);

        assertThat(granted.command()).isSameAs(command);
        assertThat(granted.grants())
                .containsExactlyElementsOf(rows.stream().map(TeamAction::grant).toList());
    }

    @Test
    void nothingFallsUnderNoRowByMistake() {
        Set<TeamAction> used = new HashSet<>();
        commands().forEach(row -> used.addAll(Grants.rows("ann", (Command.ClientCommand) row.get()[0])));
        for (TeamField field : TeamField.values()) {
            used.addAll(Grants.rows("ann", updating(field)));
        }

        assertThat(used).as("each row of the table decides something").containsExactlyInAnyOrder(TeamAction.values());
    }

    @ParameterizedTest
    @EnumSource(TeamField.class)
    void eachFieldHasTheRowOfItsKind(TeamField field) {
        TeamAction expected =
                switch (field) {
                    case NAME, AVATAR, INTRO, ANNOUNCEMENT -> TeamAction.UPDATE_TEXTS;
                    case EXT -> TeamAction.UPDATE_EXT;
                    case SERVER_EXT -> TeamAction.UPDATE_SERVER_EXT;
                    default -> TeamAction.UPDATE_MODES;
                };

        assertThat(Grants.rows("ann", updating(field))).containsExactly(expected);
    }

    @Test
    void anUpdateOfSeveralKindsNeedsTheRowsOfAllOfThem() {
        Map<TeamField, String> all = new EnumMap<>(TeamField.class);
        Arrays.stream(TeamField.values()).forEach(field -> all.put(field, "x"));

        assertThat(Grants.rows("ann", new TeamCommand.UpdateTeam(TEAM, all, 0)))
                .isEqualTo(EnumSet.of(
                        TeamAction.UPDATE_TEXTS,
                        TeamAction.UPDATE_EXT,
                        TeamAction.UPDATE_SERVER_EXT,
                        TeamAction.UPDATE_MODES));
    }

    private static Command.ClientCommand updating(TeamField field) {
        return new TeamCommand.UpdateTeam(TEAM, Map.of(field, "x"), 0);
    }
}
