package io.posthouse.protocol.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.posthouse.model.Caller;
import io.posthouse.model.ClientType;
import io.posthouse.model.Command;
import io.posthouse.model.Conversation;
import io.posthouse.model.FaultException;
import io.posthouse.model.Scene;
import io.posthouse.model.TeamCommand;
import io.posthouse.model.TeamField;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Requests about teams, read. What the gateway makes of them is in the recordings. */
class TeamVerbsTest {
    private static final Caller ANN = new Caller("ann", "phone", ClientType.IOS, "c1", null);
    private static final Conversation TEAM = new Conversation(Scene.TEAM, "7");
    private static final String NAMED = "'scene':'team','teamId':'7'";

    private final RequestReader reader = new RequestReader(Verbs.table(100));

    @Test
    void aTeamIsMadeWithAllItsTextsAndModes() {
        String fields = Arrays.stream(TeamField.values())
                .map(field -> "'" + field.wireName() + "':'" + valueOf(field) + "'")
                .collect(Collectors.joining(","));

        Command read =
                command("createTeam", "'scene':'superTeam'," + fields + ",'level':5,'accounts':['Bob','bob'],'ps':'x'");

        Map<TeamField, String> info =
                Arrays.stream(TeamField.values()).collect(Collectors.toMap(field -> field, TeamVerbsTest::valueOf));
        assertThat(read)
                .as("an account is named once, in lower case")
                .isEqualTo(new TeamCommand.CreateTeam(
                        new Conversation(Scene.SUPER_TEAM, ""), 5, info, List.of("bob"), "x"));
    }

    private static String valueOf(TeamField field) {
        return field.words().isEmpty()
                ? "a " + field.wireName()
                : field.words().get(field.words().size() - 1);
    }

    @Test
    void aTeamMayBeMadeWithoutAnybodyElse() {
        TeamCommand expected = new TeamCommand.CreateTeam(
                new Conversation(Scene.TEAM, ""), 0, Map.of(TeamField.NAME, "x"), List.of(), null);

        assertThat(command("createTeam", "'scene':'team','name':'x'")).isEqualTo(expected);
        assertThat(command("createTeam", "'scene':'team','name':'x','accounts':[]"))
                .isEqualTo(expected);
    }

    @ParameterizedTest
    @EnumSource(TeamField.class)
    void aModeIsOneOfItsWordsAndATextMayBeTakenAway(TeamField field) {
        String empty = "'scene':'team','teamId':'7','" + field.wireName() + "':''";
        boolean isMode = !field.words().isEmpty();

        FaultException refusal =
                catchThrowableOfType(FaultException.class, () -> assertThat(command("updateTeam", empty))
                        .isEqualTo(new TeamCommand.UpdateTeam(TEAM, Map.of(field, ""), 0)));

        assertThat(refusal == null ? "" : refusal.detail()).isEqualTo(isMode ? field.wireName() : "");
    }

    @Test
    void whatMayBeAbsentIsTheCallersOwnOrNothing() {
        assertThat(command("updateTeamMember", NAMED + ",'quiet':false"))
                .isEqualTo(new TeamCommand.UpdateTeamMember(TEAM, "ann", null, null, false));
        assertThat(command("transferTeam", NAMED + ",'account':'bob'"))
                .isEqualTo(new TeamCommand.TransferTeam(TEAM, "bob", false));
        assertThat(command("teams", "'page':null"))
                .isEqualTo(new TeamCommand.GetOwnTeams(new Conversation(Scene.TEAM, ""), ""));
        assertThat(command("teamMembers", NAMED)).isEqualTo(new TeamCommand.GetTeamMembers(TEAM, "", false));
    }

    @Test
    void messagesAndTeamsAreAskedForOnceEach() {
        assertThat(command("teamReceipts", NAMED + ",'msgs':['5','6','5']"))
                .isEqualTo(new TeamCommand.SendTeamReceipts(TEAM, List.of("5", "6")));
        assertThat(command("teamsById", "'scene':'team','teamIds':['7','7']"))
                .isEqualTo(new TeamCommand.FindTeams(new Conversation(Scene.TEAM, ""), List.of(TEAM)));
    }

    @Test
    void aConversationMayBeATeams() {
        assertThat(command("clear", "'scene':'superTeam','to':'7'"))
                .isEqualTo(new Command.ClearHistory(new Conversation(Scene.SUPER_TEAM, "7")));
        assertThat(command("read", "'marks':{'superTeam-7':5,'team-7':6}"))
                .isEqualTo(new Command.MarkRead(List.of(
                        new Command.SessionMark(new Conversation(Scene.SUPER_TEAM, "7"), 5),
                        new Command.SessionMark(TEAM, 6))));
    }

    @ParameterizedTest
    @CsvSource({
        "7,                true",
        "999999999999999,  true",
        "1000000000000000, false",
        "0,                false",
        "07,               false",
        "7a,               false",
        "-7,               false",
        "'',               false",
        "' 7',             false",
        "٧,                false",
    })
    void aTeamIdIsOneToFifteenDigits(String teamId, boolean isOne) {
        FaultException refusal = catchThrowableOfType(
                FaultException.class, () -> command("leaveTeam", "'scene':'team','teamId':'" + teamId + "'"));

        assertThat(refusal == null).as("the id '%s' is taken", teamId).isEqualTo(isOne);
    }

    private Command command(String verb, String fields) {
        String frame = "{\"id\":1,\"do\":\"" + verb + "\"," + fields.replace('\'', '"') + "}";
        return ((Wish.Ask<?>) reader.read(frame, ANN).wish()).command();
    }
}
