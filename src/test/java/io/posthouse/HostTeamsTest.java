package io.posthouse;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.posthouse.config.Config;
import io.posthouse.config.ConfigReader;
import io.posthouse.model.Answer;
import io.posthouse.model.Command;
import io.posthouse.model.Conversation;
import io.posthouse.model.Draft;
import io.posthouse.model.Fault;
import io.posthouse.model.FaultException;
import io.posthouse.model.Message;
import io.posthouse.model.MessageType;
import io.posthouse.model.Scene;
import io.posthouse.model.Team;
import io.posthouse.model.TeamCommand;
import io.posthouse.model.TeamField;
import io.posthouse.model.TeamMember;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.eventbus.ReplyException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a host does with teams, in Java and over the bus, as src/docs/embedding.md describes it. */
class HostTeamsTest {
    private static final Vertx VERTX = Vertx.vertx();

    @TempDir
    static Path directory;

    private static Posthouse posthouse;

    @BeforeAll
    static void start() throws Exception {
        Map<String, String> settings = Map.of(
                "POSTHOUSE_STORE_DATA_DIRECTORY", directory.toString(),
                "POSTHOUSE_STORE_DURABILITY", "memory",
                "POSTHOUSE_SERVER_PORT", "0",
                "POSTHOUSE_MANAGEMENT_ENABLED", "false");
        Config config = ConfigReader.read(null, settings, Set.of()).config();
        posthouse = Posthouse.on(VERTX).config(config).start().await(30, SECONDS);
        for (String account : List.of("ann", "bob", "shop")) {
            posthouse.createAccount(account, "token-of-" + account, null).await(5, SECONDS);
        }
    }

    @AfterAll
    static void stop() throws Exception {
        posthouse.stop().await(30, SECONDS);
        VERTX.close().await(10, SECONDS);
    }

    @Test
    void theHostMakesATeamAndSpeaksInItThoughItIsNoMember() throws Exception {
        BlockingQueue<Message> heard = new LinkedBlockingQueue<>();
        Map<TeamField, String> info = Map.of(TeamField.NAME, "Orders", TeamField.MUTE_TYPE, "all");
        TeamCommand create =
                new TeamCommand.CreateTeam(new Conversation(Scene.TEAM, ""), 0, info, List.of("bob"), null);
        Team team = ((Answer.TeamMade) posthouse.ask("ann", create).await(5, SECONDS)).team();

        Answer.Sent sent;
        Listening listening = posthouse.listen(heard::add);
        try {
            Draft draft = Draft.of(Scene.TEAM, team.id().id(), MessageType.TEXT, "a parcel for all", null, "p1");
            sent = posthouse.send("shop", draft).await(5, SECONDS);
            assertThat(heard.poll(5, SECONDS)).isEqualTo(sent.message());
        } finally {
            listening.close();
        }

        assertThat(team.memberNum()).isEqualTo(2);
        assertThat(sent.message().from()).isEqualTo("shop");
        Command.GetHistory history = new Command.GetHistory(team.id(), 0, 0, "", 10, false, Set.of(MessageType.TEXT));
        assertThat(((Answer.Messages) posthouse.ask("bob", history).await(5, SECONDS)).messages())
                .containsExactly(sent.message());
    }

    @Test
    void theHostHearsWhatHappensToATeamInOrderWithWhatIsSaid() throws Exception {
        BlockingQueue<Message> heard = new LinkedBlockingQueue<>();
        Listening listening = posthouse.listen(heard::add);
        try {
            TeamCommand create = new TeamCommand.CreateTeam(
                    new Conversation(Scene.TEAM, ""), 0, Map.of(TeamField.NAME, "Heard"), List.of(), null, "heard-1");
            Conversation team = teamOf(posthouse.ask("ann", create).await(5, SECONDS));
            posthouse.ask("ann", create).await(5, SECONDS);
            posthouse.send("ann", text(team, "anybody here?", "h1")).await(5, SECONDS);
            posthouse
                    .ask("ann", new TeamCommand.AddTeamMembers(team, List.of("bob"), null, null))
                    .await(5, SECONDS);
            posthouse.send("bob", text(team, "I am", "h2")).await(5, SECONDS);
            posthouse.send("bob", text(team, "I am", "h2")).await(5, SECONDS);
            posthouse
                    .ask("ann", new TeamCommand.UpdateTeamMember(team, "bob", "Bobby", null, null))
                    .await(5, SECONDS);
            posthouse
                    .ask("ann", new TeamCommand.RemoveTeamMembers(team, List.of("bob")))
                    .await(5, SECONDS);
            posthouse.ask("ann", new TeamCommand.DismissTeam(team)).await(5, SECONDS);

            List<Message> all = List.of(take(heard), take(heard), take(heard), take(heard), take(heard), take(heard));
            assertThat(all)
                    .extracting(HostTeamsTest::word)
                    .as("T2: each once, in the order of the log")
                    .containsExactly(
                            "addTeamMembers",
                            "anybody here?",
                            "addTeamMembers",
                            "I am",
                            "removeTeamMembers",
                            "dismissTeam");
            assertThat(all).extracting(Message::seq).containsExactly(1L, 2L, 3L, 4L, 5L, 6L);
            assertThat(all).extracting(Message::conversation).containsOnly(team);
            assertThat(heard).isEmpty();
        } finally {
            listening.close();
        }
    }

    @Test
    void whatIsSaidAndDoneAtOnceIsHeardInTheOrderOfTheLog() throws Exception {
        TeamCommand create = new TeamCommand.CreateTeam(
                new Conversation(Scene.TEAM, ""), 0, Map.of(TeamField.NAME, "Busy"), List.of(), null);
        Conversation team = teamOf(posthouse.ask("ann", create).await(5, SECONDS));
        BlockingQueue<Message> heard = new LinkedBlockingQueue<>();
        Listening listening = posthouse.listen(heard::add);
        try {
            List<Future<?>> all = new ArrayList<>();
            for (int i = 0; i < 40; i++) {
                all.add(posthouse.send("ann", text(team, "x", "o" + i)));
                all.add(posthouse.ask("ann", new TeamCommand.AddTeamMembers(team, List.of("bob"), null, null)));
                all.add(posthouse.send("shop", text(team, "y", "o" + i)));
                all.add(posthouse.ask("ann", new TeamCommand.RemoveTeamMembers(team, List.of("bob"))));
            }
            Future.all(all).await(20, SECONDS);
            Command.GetHistory whole = new Command.GetHistory(team, 0, 0, "", 1, false, Set.of());
            Answer.Messages newest =
                    (Answer.Messages) posthouse.ask("ann", whole).await(5, SECONDS);

            long last = newest.messages().get(0).seq();
            List<Long> seqs = new ArrayList<>();
            while (seqs.size() < last - 1) {
                seqs.add(take(heard).seq());
            }
            assertThat(seqs)
                    .containsExactlyElementsOf(
                            LongStream.rangeClosed(2, last).boxed().toList());
        } finally {
            listening.close();
        }
    }

    private static Conversation teamOf(Answer made) {
        return ((Answer.TeamMade) made).team().id();
    }

    private static Draft text(Conversation team, String body, String idClient) {
        return Draft.of(team.scene(), team.id(), MessageType.TEXT, body, null, idClient);
    }

    private static Message take(BlockingQueue<Message> heard) throws InterruptedException {
        Message message = heard.poll(5, SECONDS);
        assertThat(message).as("what was stored is heard").isNotNull();
        return message;
    }

    private static String word(Message message) {
        String attach = message.draft().attach();
        return attach == null ? String.valueOf(message.draft().body()) : new JsonObject(attach).getString("type");
    }

    @Test
    void theHostIsRefusedWhatAnAccountDecidesForItself() throws Exception {
        TeamCommand create = new TeamCommand.CreateTeam(
                new Conversation(Scene.SUPER_TEAM, ""), 0, Map.of(TeamField.NAME, "Open"), List.of("bob"), null);
        Conversation team = ((Answer.TeamMade) posthouse.ask("ann", create).await(5, SECONDS))
                .team()
                .id();

        FaultException entering = catchThrowableOfType(FaultException.class, () -> posthouse
                .ask("shop", new TeamCommand.ApplyToTeam(team, null))
                .await(5, SECONDS));
        FaultException leaving = catchThrowableOfType(
                FaultException.class,
                () -> posthouse.ask("bob", new TeamCommand.LeaveTeam(team)).await(5, SECONDS));

        assertThat(entering.fault()).as("T1").isEqualTo(Fault.FORBIDDEN);
        assertThat(leaving.fault()).as("T1").isEqualTo(Fault.FORBIDDEN);
        Answer members = posthouse
                .ask("shop", new TeamCommand.GetTeamMembers(team, "", false))
                .await(5, SECONDS);
        assertThat(((Answer.TeamMembers) members).members())
                .extracting(TeamMember::account)
                .containsExactlyInAnyOrder("ann", "bob");
    }

    @Test
    void theHostRunsATeamOverTheBus() throws Exception {
        JsonObject made = ask(request("ann", "createTeam")
                        .put("scene", "team")
                        .put("name", "Orders")
                        .put("accounts", new JsonArray().add("bob")))
                .getJsonObject("team");
        String teamId = made.getString("teamId");

        JsonObject sent = ask(request("shop", "send")
                        .put(
                                "msg",
                                new JsonObject()
                                        .put("scene", "team")
                                        .put("to", teamId)
                                        .put("type", "text")
                                        .put("body", "your parcels")
                                        .put("idClient", "b1")))
                .getJsonObject("msg");
        JsonObject left = ask(request("shop", "removeTeamMembers")
                .put("scene", "team")
                .put("teamId", teamId)
                .put("accounts", new JsonArray().add("bob").add("shop")));
        JsonObject members =
                ask(request("ann", "teamMembers").put("scene", "team").put("teamId", teamId));

        assertThat(sent.getString("from")).isEqualTo("shop");
        assertThat(sent.getString("to")).isEqualTo(teamId);
        assertThat(left.getJsonArray("left")).containsExactly("shop");
        assertThat(members.getJsonArray("members")).singleElement().satisfies(member -> assertThat(
                        ((JsonObject) member).getString("account"))
                .isEqualTo("ann"));
        ReplyException unknown = catchThrowableOfType(
                ReplyException.class,
                () -> ask(request("ann", "dismissTeam").put("scene", "team").put("teamId", "999999999")));
        assertThat(Fault.ofCode(unknown.failureCode())).isEqualTo(Fault.NOT_FOUND);
    }

    private static JsonObject request(String as, String verb) {
        return new JsonObject().put("v", 1).put("as", as).put("do", verb);
    }

    private static JsonObject ask(JsonObject request) throws Exception {
        return VERTX.eventBus()
                .<JsonObject>request("posthouse.host", request)
                .await(5, SECONDS)
                .body()
                .getJsonObject("ok");
    }
}
