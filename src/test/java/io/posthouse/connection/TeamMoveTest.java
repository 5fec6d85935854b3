package io.posthouse.connection;

import static org.assertj.core.api.Assertions.assertThat;

import io.posthouse.model.ClientType;
import io.posthouse.model.Conversation;
import io.posthouse.model.Draft;
import io.posthouse.model.Event;
import io.posthouse.model.Message;
import io.posthouse.model.MessageType;
import io.posthouse.model.Push;
import io.posthouse.model.Scene;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** T2: what the notifications of src/docs/teams.md do to who is in the team. */
class TeamMoveTest {
    private static final Conversation TEAM = new Conversation(Scene.TEAM, "7");
    private static final String ACCOUNTS = ",\"data\":{\"team\":{},\"accounts\":[\"bob\",\"eve\"]}}";

    @ParameterizedTest
    @ValueSource(strings = {"addTeamMembers", "passTeamApply", "acceptTeamInvite"})
    void theseBringAccountsIn(String type) {
        TeamMove move = TeamMove.of(push("{\"type\":\"" + type + "\"" + ACCOUNTS));

        assertThat(move).isEqualTo(new TeamMove(TEAM, 9, List.of("bob", "eve"), List.of(), false));
    }

    @ParameterizedTest
    @ValueSource(strings = {"removeTeamMembers", "leaveTeam"})
    void theseTakeAccountsOut(String type) {
        TeamMove move = TeamMove.of(push("{\"type\":\"" + type + "\"" + ACCOUNTS));

        assertThat(move).isEqualTo(new TeamMove(TEAM, 9, List.of(), List.of("bob", "eve"), false));
    }

    @Test
    void aDismissalTakesEverybodyOut() {
        TeamMove move = TeamMove.of(push("{\"type\":\"dismissTeam\",\"data\":{\"team\":{}}}"));

        assertThat(move).isEqualTo(new TeamMove(TEAM, 9, List.of(), List.of(), true));
    }

    @Test
    void atATransferWithLeavingItIsTheNamedOneWhoIsOut() {
        String leaving = "{\"type\":\"transferTeam\",\"data\":{\"account\":\"bob\",\"leave\":true}}";
        String staying = "{\"type\":\"transferTeam\",\"data\":{\"account\":\"bob\",\"leave\":false}}";

        assertThat(TeamMove.of(push(leaving))).isEqualTo(new TeamMove(TEAM, 9, List.of(), List.of("ann"), false));
        assertThat(TeamMove.of(message(leaving)))
                .as("the entry alone does not name it")
                .isEqualTo(new TeamMove(TEAM, 9, List.of(), List.of(), true));
        assertThat(TeamMove.of(push(staying))).isNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"type\":\"updateTeam\",\"data\":{\"accounts\":[\"bob\"]}}",
                "{\"type\":\"updateTeamMembersMute\",\"data\":{\"accounts\":[\"bob\"],\"mute\":true}}",
                "{\"type\":\"addTeamManagers\",\"data\":{\"accounts\":[\"bob\"]}}",
                "{\"type\":7}",
                "{\"type\":\"addTeamMembers\",\"data\":7}",
                "{\"type\":\"addTeamMembers\",\"data\":{\"accounts\":[7]}}",
                "[]",
                "no JSON",
                ""
            })
    void nothingElseMovesAnybody(String attach) {
        assertThat(TeamMove.of(push(attach))).isNull();
    }

    @Test
    void whatAClientSaysInTheSameWordsMovesNobody() {
        String attach = "{\"type\":\"addTeamMembers\"" + ACCOUNTS;
        Draft custom = Draft.of(Scene.TEAM, "7", MessageType.CUSTOM, null, attach, "c1");
        Draft aside = Draft.of(Scene.P2P, "bob", MessageType.NOTIFICATION, null, attach, "c1");

        assertThat(TeamMove.of(message(custom))).isNull();
        assertThat(TeamMove.of(message(aside))).isNull();
    }

    private static Push push(String attach) {
        return Push.toTeam(TEAM, List.of(), List.of("ann"), new Event.Arrived(message(attach), 8), "");
    }

    private static Message message(String attach) {
        return message(Draft.of(Scene.TEAM, "7", MessageType.NOTIFICATION, null, attach, "c1"));
    }

    private static Message message(Draft draft) {
        return new Message("ann", ClientType.SERVER, "", null, draft, 3, 9, "1000000000001", false);
    }
}
