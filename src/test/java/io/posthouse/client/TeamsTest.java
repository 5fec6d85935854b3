package io.posthouse.client;

import static io.posthouse.client.Person.assertRefused;
import static io.posthouse.client.Person.said;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import io.posthouse.model.Answer;
import io.posthouse.model.Conversation;
import io.posthouse.model.Event.Change.TeamNotified;
import io.posthouse.model.Fault;
import io.posthouse.model.ReadCount;
import io.posthouse.model.Recalled;
import io.posthouse.model.Scene;
import io.posthouse.model.Team;
import io.posthouse.model.TeamField;
import io.posthouse.model.TeamMember;
import io.posthouse.model.TeamNotice;
import io.posthouse.protocol.json.Gateway;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Three people in teams, on Java clients against a whole gateway on a real Redis; accounts of their own for each test. */
class TeamsTest {
    private static final AtomicInteger SERIAL = new AtomicInteger();
    private static Vertx vertx;
    private static Gateway gateway;
    private static Clients clients;

    private final String ann = "ann" + SERIAL.incrementAndGet();
    private final String bob = "bob" + SERIAL.get();
    private final String cleo = "cleo" + SERIAL.get();

    @BeforeAll
    static void start(@TempDir Path data) throws Exception {
        vertx = Vertx.vertx();
        gateway = Gateway.start(data);
        clients = Clients.on(vertx);
    }

    @AfterAll
    static void stop() throws Exception {
        try {
            clients.close().await(10, SECONDS);
            gateway.stop();
        } finally {
            vertx.close().await(10, SECONDS);
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = Scene.class,
            names = {"TEAM", "SUPER_TEAM"})
    void whatIsSaidInATeamReachesItsMembersInOneOrderWithWhatHappens(Scene scene) throws Exception {
        Person owner = person(ann);
        Person member = person(bob);
        Team team = made(owner.teams().create(scene, named("Readers"), List.of(bob)));

        ChatMessage sent = said(owner.teams().sendText(team.id(), "hello"));
        owner.teams().update(team.id(), named("Writers")).await(5, SECONDS);

        TeamChange added = member.change();
        assertThat(added.event()).isEqualTo("addTeamMembers");
        assertThat(added.accounts()).contains(bob);
        assertThat(added.team().id()).isEqualTo(team.id());
        assertThat(member.message().message()).isEqualTo(sent.message());
        assertThat(sent.sessionId())
                .isEqualTo(scene.wireName() + "-" + team.id().id());
        TeamChange renamed = member.change();
        assertThat(renamed.event()).isEqualTo("updateTeam");
        assertThat(renamed.team().info()).containsEntry(TeamField.NAME, "Writers");
        assertThat(List.of(added.msg().seq(), sent.seq(), renamed.msg().seq())).isSorted();
        assertThat(owner.change().event()).as("T2: who did it hears of it too").isEqualTo("addTeamMembers");
    }

    @Test
    void membersComeAndGoAndThoseWhoWentHearOfIt() throws Exception {
        Person owner = person(ann);
        Person member = person(bob);
        Team team = made(owner.teams().create(Scene.TEAM, named("Readers"), List.of(bob)));
        account(cleo);

        Answer.TeamDone added =
                owner.teams().add(team.id(), List.of(bob, cleo), null, "by lot").await(5, SECONDS);
        owner.teams().remove(team.id(), List.of(bob)).await(5, SECONDS);

        assertThat(added.left()).containsExactly(bob);
        member.change();
        assertThat(member.change().attach()).isEqualTo("by lot");
        TeamChange removed = member.change();
        assertThat(removed.event()).isEqualTo("removeTeamMembers");
        assertThat(removed.accounts()).containsExactly(bob);
        assertRefused(Fault.NOT_A_MEMBER, member.teams().sendText(team.id(), "still here?"));
    }

    @Test
    void anInvitationIsToldAndAccepted() throws Exception {
        Person owner = person(ann);
        Person guest = person(bob);
        Map<TeamField, String> info = Map.of(TeamField.NAME, "Readers", TeamField.BE_INVITE_MODE, "needVerify");
        Answer.TeamMade made = owner.teams().create(Scene.TEAM, info, List.of()).await(5, SECONDS);
        Conversation team = made.team().id();

        boolean invited = owner.teams()
                .add(team, List.of(bob), "come in", null)
                .await(5, SECONDS)
                .invited();
        TeamNotified notice = guest.notice();
        guest.teams().answerInvite(team, ann, true, null).await(5, SECONDS);

        assertThat(invited).isTrue();
        assertThat(notice.notice()).isEqualTo(TeamNotice.INVITE);
        assertThat(notice.from()).isEqualTo(ann);
        assertThat(notice.ps()).isEqualTo("come in");
        assertThat(notice.team().info()).containsEntry(TeamField.NAME, "Readers");
        TeamChange accepted = guest.change();
        assertThat(accepted.type()).isEqualTo("acceptTeamInvite");
        assertThat(accepted.event()).isEqualTo("addTeamMembers");
        assertThat(accepted.accounts()).containsExactly(bob);
    }

    @Test
    void anApplicationIsToldRejectedAndPassed() throws Exception {
        Person owner = person(ann);
        Person guest = person(bob);
        Map<TeamField, String> info = Map.of(TeamField.NAME, "Readers", TeamField.JOIN_MODE, "needVerify");
        Conversation team =
                made(owner.teams().create(Scene.TEAM, info, List.of())).id();

        boolean joined = guest.teams().apply(team, "please").await(5, SECONDS);
        TeamNotified applied = owner.notice();
        owner.teams().answerApply(team, bob, false, "not yet").await(5, SECONDS);
        TeamNotified rejected = guest.notice();
        guest.teams().apply(team, "now?").await(5, SECONDS);
        owner.teams().answerApply(team, bob, true, null).await(5, SECONDS);

        assertThat(joined).isFalse();
        assertThat(applied.notice()).isEqualTo(TeamNotice.APPLY);
        assertThat(applied.ps()).isEqualTo("please");
        assertThat(rejected.notice()).isEqualTo(TeamNotice.APPLY_REJECTED);
        assertThat(rejected.ps()).isEqualTo("not yet");
        assertThat(guest.change().type()).isEqualTo("passTeamApply");
        assertRefused(Fault.ALREADY_EXISTS, guest.teams().apply(team, null));
    }

    @Test
    void anybodyComesIntoAnOpenTeam() throws Exception {
        Person owner = person(ann);
        Person guest = person(bob);
        Conversation team = made(owner.teams().create(Scene.SUPER_TEAM, named("Open"), List.of()))
                .id();

        assertThat(guest.teams().apply(team, null).await(5, SECONDS)).isTrue();

        assertThat(guest.change().type()).isEqualTo("acceptTeamInvite");
        assertThat(guest.teams().own("").await(5, SECONDS).teams())
                .extracting(Team::id)
                .containsExactly(team);
    }

    @Test
    void managersMuteAndRecall() throws Exception {
        Person owner = person(ann);
        Person member = person(bob);
        Person manager = person(cleo);
        Conversation team = made(owner.teams().create(Scene.TEAM, named("Readers"), List.of(bob, cleo)))
                .id();
        ChatMessage rude = said(member.teams().sendText(team, "a rude word"));

        owner.teams().updateManagers(team, List.of(cleo), true).await(5, SECONDS);
        manager.client.recall(rude, "no").await(5, SECONDS);
        manager.teams().mute(team, List.of(bob), true).await(5, SECONDS);

        Recalled recalled = member.recall();
        assertThat(recalled.idServer()).isEqualTo(rude.idServer());
        assertThat(recalled.from()).as("R1").isEqualTo(cleo);
        assertThat(recalled.messageFrom()).isEqualTo(bob);
        assertRefused(Fault.MUTED, member.teams().sendText(team, "but"));
        member.change();
        TeamChange risen = member.change();
        assertThat(risen.event()).isEqualTo("updateTeamManagers");
        assertThat(risen.flag()).isTrue();
        TeamChange muted = member.change();
        assertThat(muted.event()).isEqualTo("updateTeamMembersMute");
        assertThat(muted.accounts()).containsExactly(bob);
        assertThat(muted.flag()).isTrue();
        assertThat(owner.teams().members(team, "", true).await(5, SECONDS).members())
                .extracting(TeamMember::account)
                .containsExactly(bob);
        assertRefused(Fault.FORBIDDEN, manager.teams().remove(team, List.of(ann)));
    }

    @Test
    void whoHasReadIsCountedAndNamed() throws Exception {
        Person owner = person(ann);
        Person reader = person(bob);
        account(cleo);
        Conversation team = made(owner.teams().create(Scene.TEAM, named("Readers"), List.of(bob, cleo)))
                .id();
        ChatMessage sent = said(owner.teams().sendTextWithAck(team, "read me"));

        List<ReadCount> mine =
                reader.teams().sendReceipts(team, List.of(reader.message())).await(5, SECONDS);

        ReadCount expected = new ReadCount(sent.idServer(), sent.idClient(), 1, 1, bob);
        assertThat(mine).containsExactly(expected);
        assertThat(owner.reads())
                .as("C2: the sender's devices get the new counts")
                .containsExactly(expected);
        assertThat(reader.teams().reads(team, List.of(sent)).await(5, SECONDS))
                .singleElement()
                .satisfies(count -> assertThat(count.read()).isEqualTo(1));
        Answer.TeamReaders readers = owner.teams().readers(team, sent, "").await(5, SECONDS);
        assertThat(readers.read()).containsExactly(bob);
        assertThat(readers.unread()).containsExactly(cleo);
        assertThat(readers.nextPage()).isEmpty();
    }

    @Test
    void whatSomebodyIsCalledInATeamIsToldToTheOthers() throws Exception {
        Person owner = person(ann);
        Person member = person(bob);
        Conversation team = made(owner.teams().create(Scene.TEAM, named("Readers"), List.of(bob)))
                .id();
        member.change();

        TeamMember own =
                member.teams().updateOwn(team, "Bobby", "{\"k\":1}", true).await(5, SECONDS);
        TeamMember told = owner.member();
        owner.teams().updateNick(team, bob, "Robert").await(5, SECONDS);

        assertThat(own.nick()).isEqualTo("Bobby");
        assertThat(own.isQuiet()).isTrue();
        assertThat(told).isEqualTo(own);
        assertThat(member.teams().membersByAccount(team, List.of(bob, cleo)).await(5, SECONDS))
                .singleElement()
                .satisfies(found -> {
                    assertThat(found.nick()).isEqualTo("Robert");
                    assertThat(found.ext()).isEqualTo("{\"k\":1}");
                });
    }

    @Test
    void aTeamIsHandedOnAndDismissedAndStaysReadable() throws Exception {
        Person owner = person(ann);
        Person member = person(bob);
        Conversation team = made(owner.teams().create(Scene.TEAM, named("Readers"), List.of(bob)))
                .id();
        ChatMessage sent = said(owner.teams().sendText(team, "the end"));

        owner.teams().transfer(team, bob, false).await(5, SECONDS);
        member.teams().dismiss(team).await(5, SECONDS);

        owner.change();
        TeamChange handed = owner.change();
        assertThat(handed.event()).isEqualTo("transferTeam");
        assertThat(handed.accounts()).containsExactly(bob);
        assertThat(handed.flag()).isFalse();
        assertThat(owner.change().event()).isEqualTo("dismissTeam");
        assertRefused(Fault.NOT_FOUND, owner.teams().sendText(team, "too late"));
        assertThat(owner.teams().byId(Scene.TEAM, List.of(team.id())).await(5, SECONDS))
                .singleElement()
                .satisfies(gone -> assertThat(gone.isValid()).isFalse());
        assertThat(owner.client
                        .history(History.latest(Scene.TEAM, team.id(), 10))
                        .await(5, SECONDS)
                        .msgs())
                .extracting(ChatMessage::idServer)
                .contains(sent.idServer());
    }

    @Test
    void aStaleVersionIsRefused() throws Exception {
        Person owner = person(ann);
        Team team = made(owner.teams().create(Scene.TEAM, named("Readers"), List.of()));
        Team renamed = owner.teams().update(team.id(), named("Writers")).await(5, SECONDS);

        assertRefused(Fault.STALE, owner.teams().updateIf(team.id(), named("Late"), team.updateTime()));
        assertThat(owner.teams()
                        .updateIf(team.id(), Map.of(TeamField.INTRO, "hi"), renamed.updateTime())
                        .await(5, SECONDS)
                        .info())
                .containsEntry(TeamField.NAME, "Writers")
                .containsEntry(TeamField.INTRO, "hi");
    }

    @Test
    void whoWasAwayFindsWhatHappenedAtTheNextLogin() throws Exception {
        Person owner = person(ann);
        account(bob);
        Team team = made(owner.teams().create(Scene.TEAM, named("Readers"), List.of(bob)));
        said(owner.teams().sendText(team.id(), "while you were away"));

        Person late = login(bob);

        assertThat(late.change().event()).isEqualTo("addTeamMembers");
        assertThat(late.sessions)
                .extracting(Session::sessionId)
                .containsExactly("team-" + team.id().id());
        assertThat(late.sessions).extracting(Session::unread).containsExactly(1L);
        assertThat(late.missed).extracting(ChatMessage::body).contains("while you were away");
    }

    @Test
    void aTeamsSessionIsReadAndCleared() throws Exception {
        Person owner = person(ann);
        Person member = person(bob);
        Team team = made(owner.teams().create(Scene.TEAM, named("Readers"), List.of(bob)));
        ChatMessage sent = said(owner.teams().sendText(team.id(), "count me"));
        String sessionId = "team-" + team.id().id();

        long before = member.client.sessions(0, 10).await(5, SECONDS).get(0).unread();
        Session read =
                member.client.markRead(sessionId, sent.time()).await(5, SECONDS).get(0);
        member.client.clear(Scene.TEAM, team.id().id()).await(5, SECONDS);

        assertThat(before).isEqualTo(1);
        assertThat(read.unread()).isZero();
        assertThat(read.sessionId()).isEqualTo(sessionId);
        assertThat(member.client
                        .history(History.latest(Scene.TEAM, team.id().id(), 10))
                        .await(5, SECONDS)
                        .msgs())
                .isEmpty();
    }

    @Test
    void teamsWithLongTextsAreAllFoundThoughTheyDoNotFitOneAnswer() throws Exception {
        Person owner = person(ann);
        String text = "\u4e2d".repeat(2_048);
        Map<TeamField, String> info =
                Map.of(TeamField.NAME, "Readers", TeamField.INTRO, text, TeamField.ANNOUNCEMENT, text);
        List<String> made = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            made.add(
                    made(owner.teams().create(Scene.TEAM, info, List.of())).id().id());
        }

        List<String> asked = new ArrayList<>(made);
        asked.add(5, "999999999");
        List<Team> found = owner.teams().byId(Scene.TEAM, asked).await(5, SECONDS);
        Answer.Teams first = owner.teams().own("").await(5, SECONDS);
        Answer.Teams second = owner.teams().own(first.nextPage()).await(5, SECONDS);

        assertThat(found).extracting(team -> team.id().id()).isEqualTo(made);
        assertThat(first.teams()).hasSizeLessThan(20);
        assertThat(first.members()).hasSameSizeAs(first.teams());
        assertThat(second.nextPage()).isEmpty();
        assertThat(Stream.of(first, second).flatMap(page -> page.teams().stream()))
                .extracting(team -> team.id().id())
                .containsExactlyInAnyOrderElementsOf(made);
    }

    @Test
    void aMessageIsForwardedIntoATeam() throws Exception {
        Person owner = person(ann);
        Person member = person(bob);
        Team team = made(owner.teams().create(Scene.TEAM, named("Readers"), List.of(bob)));
        ChatMessage note = said(owner.client.sendText(ann, "a note"));

        said(owner.client.forward(note, Scene.TEAM, team.id().id()));

        assertThat(member.message().body()).isEqualTo("a note");
    }

    private static Map<TeamField, String> named(String name) {
        return Map.of(TeamField.NAME, name);
    }

    private static Team made(Future<Answer.TeamMade> made) throws Exception {
        return made.await(5, SECONDS).team();
    }

    private Person person(String account) throws Exception {
        account(account);
        return login(account);
    }

    private static void account(String account) throws Exception {
        gateway.account(account);
    }

    private static Person login(String account) throws Exception {
        return Person.login(clients, gateway.port(), account);
    }
}
