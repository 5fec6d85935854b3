package io.posthouse.protocol.json;

import static org.assertj.core.api.Assertions.assertThat;

import io.posthouse.model.Answer;
import io.posthouse.model.Caller;
import io.posthouse.model.ClientType;
import io.posthouse.model.Conversation;
import io.posthouse.model.Scene;
import io.posthouse.model.Team;
import io.posthouse.model.TeamCommand;
import io.posthouse.model.TeamField;
import io.posthouse.model.TeamMember;
import io.posthouse.model.TeamRole;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** However long the texts of teams and members are, a frame stays under 1 MiB and nothing is left out. */
class TeamPagesTest {
    private static final Caller ANN = new Caller("ann", "phone", ClientType.IOS, "c1", null);
    private static final int FRAME_BYTES_MAX = 1024 * 1024;
    private static final String LONG = "\u0001".repeat(2_048);
    private static final Conversation TEAM = new Conversation(Scene.TEAM, "7");

    private final RequestReader reader = new RequestReader(Verbs.table(100));
    private final Frames frames = new Frames();
    private final Schemas schemas = new Schemas();

    @Test
    void longTeamsOfOnesOwnComeInPagesThatFit() {
        List<Team> teams =
                IntStream.range(100, 200).mapToObj(TeamPagesTest::team).toList();
        List<String> told = new ArrayList<>();
        String page = "";
        int count = 0;

        do {
            assertThat(++count).as("the pages end").isLessThanOrEqualTo(teams.size());
            TeamCommand.GetOwnTeams asked = (TeamCommand.GetOwnTeams) ask("teams", new JsonObject().put("page", page));
            List<Team> left = teams.stream()
                    .filter(team -> team.id().key().compareTo(asked.page()) > 0)
                    .toList();
            List<TeamMember> members =
                    left.stream().map(team -> member(team.id(), "ann")).toList();
            JsonObject ok = answer("teams", new JsonObject().put("page", page), new Answer.Teams(left, members, ""));
            List<String> ids = texts(ok, "teams", "teamId");
            assertThat(texts(ok, "members", "teamId")).isEqualTo(ids).isNotEmpty();
            told.addAll(ids);
            page = ok.getString("page");
        } while (!page.isEmpty());

        assertThat(told).isEqualTo(teams.stream().map(team -> team.id().id()).toList());
    }

    @Test
    void longTeamsByIdAreCutAndThatIsSaid() {
        JsonObject fields = new JsonObject().put("scene", "team").put("teamIds", List.of("100"));
        List<Team> teams =
                IntStream.range(100, 200).mapToObj(TeamPagesTest::team).toList();

        JsonObject cut = answer("teamsById", fields, new Answer.Teams(teams, List.of(), ""));
        JsonObject whole = answer("teamsById", fields, new Answer.Teams(teams.subList(0, 2), List.of(), ""));

        assertThat(cut.getBoolean("more")).isTrue();
        assertThat(texts(cut, "teams", "teamId")).hasSizeBetween(2, 99);
        assertThat(whole.getBoolean("more")).isFalse();
        assertThat(texts(whole, "teams", "teamId")).containsExactly("100", "101");
    }

    @Test
    void longMembersComeInPagesThatFitThoughOneLeavesMeanwhile() {
        List<TeamMember> members = new ArrayList<>();
        IntStream.range(0, 200).forEach(i -> members.add(member(TEAM, "m" + (199 - i))));
        List<String> told = new ArrayList<>();
        String page = "";
        int count = 0;

        do {
            assertThat(++count).as("the pages end").isLessThanOrEqualTo(201);
            JsonObject fields = fields().put("page", page);
            TeamCommand.GetTeamMembers asked = (TeamCommand.GetTeamMembers) ask("teamMembers", fields);
            boolean isFirst = asked.page().isEmpty();
            List<TeamMember> stored = isFirst ? List.copyOf(members) : List.of(member(TEAM, "ann"));
            JsonObject ok = answer("teamMembers", fields, new Answer.TeamMembers(stored, isFirst ? "17" : ""));
            told.addAll(texts(ok, "members", "account"));
            page = ok.getString("page");
            members.remove(member(TEAM, "m0"));
        } while (!page.isEmpty());

        assertThat(count).isGreaterThan(3);
        assertThat(told).doesNotHaveDuplicates().hasSize(201).contains("m0", "m199", "ann");
    }

    private TeamCommand ask(String verb, JsonObject fields) {
        return (TeamCommand) ((Wish.Ask<?>) wish(verb, fields)).command();
    }

    private JsonObject answer(String verb, JsonObject fields, Answer answer) {
        Wish.Ask<?> ask = (Wish.Ask<?>) wish(verb, fields);
        String frame = frames.answer(1, out -> ask.write(answer, out));
        assertThat(frame.getBytes(StandardCharsets.UTF_8).length).isLessThan(FRAME_BYTES_MAX);
        assertThat(schemas.answer(frame, verb)).isEmpty();
        return new JsonObject(frame).getJsonObject("ok");
    }

    private Wish wish(String verb, JsonObject fields) {
        return reader.read(fields.copy().put("id", 1).put("do", verb).encode(), ANN)
                .wish();
    }

    private static JsonObject fields() {
        return new JsonObject().put("scene", "team").put("teamId", TEAM.id());
    }

    private static List<String> texts(JsonObject ok, String list, String key) {
        return ok.getJsonArray(list).stream()
                .map(value -> ((JsonObject) value).getString(key))
                .toList();
    }

    private static Team team(int number) {
        Map<TeamField, String> info = Map.of(TeamField.INTRO, LONG, TeamField.ANNOUNCEMENT, LONG);
        return new Team(new Conversation(Scene.TEAM, Integer.toString(number)), "ann", 200, 3, info, 1, 1, 1, true);
    }

    private static TeamMember member(Conversation team, String account) {
        return new TeamMember(team, account, TeamRole.NORMAL, null, LONG, false, false, "", 1, 1);
    }
}
