package io.posthouse.store;

import static io.posthouse.store.TestStore.device;
import static org.assertj.core.api.Assertions.assertThat;

import io.posthouse.model.Answer;
import io.posthouse.model.Caller;
import io.posthouse.model.Command;
import io.posthouse.model.Conversation;
import io.posthouse.model.Event;
import io.posthouse.model.Fault;
import io.posthouse.model.Message;
import io.posthouse.model.Outcome;
import io.posthouse.model.RelationKind;
import io.posthouse.model.Scene;
import io.posthouse.model.SysMsg;
import io.posthouse.model.TeamField;
import io.posthouse.team.TeamAction;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Custom notifications: who gets them, and which of them wait for whom. */
@ExtendWith({VertxExtension.class, RedisExtension.class})
class SysMsgTest {
    private static final int CHANGES_MAX = 6;

    private final Caller ann = device("ann", "d1");
    private final Caller bob = device("bob", "d3");
    private final Caller bob2 = device("bob", "d4");
    private final Caller cleo = device("cleo", "d5");
    private TestStore store;

    @BeforeEach
    void open(Vertx vertx, RedisExtension.TestRedis redis) {
        store = TestStore.open(
                vertx,
                TestConfig.of(redis.config())
                        .withLimits(20, 100, 100, CHANGES_MAX)
                        .build(),
                redis.target());
        TeamTalk.account(store, "ann");
        TeamTalk.account(store, "bob");
    }

    @AfterEach
    void close() {
        store.close();
    }

    static Command notifying(Conversation team, String attach, boolean save) {
        return new Command.Granted(
                new Command.SendSysMsg(team.scene(), team.id(), attach, "ext", "{\"p\":1}", save),
                List.of(TeamAction.SEND.grant()));
    }

    private static Command toBob(String attach, boolean save) {
        return new Command.SendSysMsg(Scene.P2P, "bob", attach, null, null, save);
    }

    private static boolean isRefused(Outcome outcome) {
        return ((Answer.SysMsgDone) outcome.answer()).refused();
    }

    /** What waits for the account, as a device that knows of no change is told. */
    private List<String> waiting(Caller caller) {
        return waiting(caller, 0);
    }

    private List<String> waiting(Caller caller, long changesAfter) {
        List<String> attaches = new ArrayList<>();
        for (Event.AccountChanged changed : store.sync(caller, 0, changesAfter).changes) {
            if (changed.change() instanceof Event.Change.SysMsgReceived received) {
                attaches.add(received.sysMsg().attach());
            }
        }
        return attaches;
    }

    private List<String> kept(Caller caller) {
        return store.sync(caller).sysMsgs.stream().map(SysMsg::attach).toList();
    }

    @Test
    void oneThatIsNotSavedGoesToWhoIsConnectedAndIsStoredNowhere() {
        Outcome sent = store.run(ann, toBob("typing", false));

        assertThat(sent.pushes()).singleElement().satisfies(push -> {
            assertThat(push.accounts()).containsExactly("bob");
            assertThat(push.exceptConnection()).isEqualTo(ann.connectionId());
            assertThat(((Event.SysMsgSent) push.event()).sysMsg().attach()).isEqualTo("typing");
        });
        SyncedUp synced = store.sync(bob);
        assertThat(synced.changes).isEmpty();
        assertThat(synced.sessions).isEmpty();
    }

    @Test
    void d3OneThatIsSavedWaitsForEachDeviceUntilAnyHasAcknowledgedIt() {
        Outcome sent = store.run(ann, toBob("later", true));
        Event.AccountChanged changed =
                (Event.AccountChanged) sent.pushes().get(0).event();

        assertThat(waiting(bob)).containsExactly("later");
        assertThat(waiting(bob2, -1)).containsExactly("later");

        store.run(bob, new Command.Acknowledge(List.of(), 0, changed.number()));

        assertThat(waiting(bob)).isEmpty();
        assertThat(waiting(bob2)).isEmpty();
        assertThat(waiting(bob2, -1)).isEmpty();
    }

    @Test
    void oneMakesNoSessionAndIsInNoHistory() {
        store.run(ann, toBob("later", true));

        assertThat(store.sync(bob).sessions).isEmpty();
        assertThat(store.sync(ann).sessions).isEmpty();
        assertThat(store.history(bob, Conversation.between("ann", "bob"))).isEmpty();
    }

    @Test
    void s5WhoIsBlockedIsToldSoAndNothingGoesAnywhere() {
        store.run(bob, new Command.SetRelation(RelationKind.BLACK, "ann", true));

        Outcome fleeting = store.run(ann, toBob("typing", false));
        Outcome lasting = store.run(ann, toBob("later", true));

        assertThat(isRefused(fleeting)).isTrue();
        assertThat(isRefused(lasting)).isTrue();
        assertThat(fleeting.pushes()).isEmpty();
        assertThat(lasting.pushes()).isEmpty();
        assertThat(waiting(bob)).isEmpty();
    }

    @Test
    void nobodyLearnsWhetherAnAccountExists() {
        Outcome sent = store.run(ann, new Command.SendSysMsg(Scene.P2P, "nobody", "a", null, null, true));

        assertThat(isRefused(sent)).isFalse();
        assertThat(sent.pushes()).isEmpty();
    }

    @Test
    void d6TheSenderIsToldWhenTooManyWaitAndOtherChangesKeepTheirRoom() {
        store.run(bob, new Command.SetRelation(RelationKind.MUTE, "eve", true));
        for (int i = 1; i <= CHANGES_MAX / 2; i++) {
            store.run(ann, toBob("n" + i, true));
        }

        assertThat(store.fault(ann, toBob("one more", true))).isEqualTo(Fault.LIMIT_REACHED);
        assertThat(waiting(bob)).containsExactly("n1", "n2", "n3");
        assertThat(store.answer(bob, new Command.ReadChanges(0), Answer.Changes.class)
                        .cut())
                .isFalse();

        store.run(bob, new Command.Acknowledge(List.of(), 0, 4));
        store.run(ann, toBob("again", true));
        assertThat(waiting(bob)).containsExactly("again");
    }

    @Test
    void t3OnlyMembersWhoMaySendNotifyATeam() {
        TeamTalk talk = TeamTalk.begin(store, "ann", "bob");

        assertThat(store.fault(cleo, notifying(talk.team, "typing", false))).isEqualTo(Fault.NOT_A_MEMBER);
        assertThat(store.fault(cleo, notifying(talk.team, "typing", true))).isEqualTo(Fault.NOT_A_MEMBER);
        talk.mute("bob", true);
        assertThat(store.fault(bob, notifying(talk.team, "typing", true))).isEqualTo(Fault.MUTED);
        talk.mute("bob", false);
        talk.set(TeamField.MUTE_TYPE, "normal");
        assertThat(store.fault(bob, notifying(talk.team, "typing", false))).isEqualTo(Fault.MUTED);
        talk.dismiss();
        assertThat(store.fault(ann, notifying(talk.team, "typing", true))).isEqualTo(Fault.NOT_FOUND);
    }

    @Test
    void oneToATeamThatIsNotSavedLeavesNoTrace() {
        TeamTalk talk = TeamTalk.begin(store, "ann", "bob");
        long before = talk.state(bob).highSeq();

        Outcome sent = store.run(ann, notifying(talk.team, "typing", false));

        assertThat(sent.pushes()).singleElement().satisfies(push -> {
            assertThat(push.team()).isEqualTo(talk.team);
            assertThat(((Event.SysMsgSent) push.event()).sysMsg().ext()).isEqualTo("ext");
        });
        assertThat(talk.state(bob).highSeq()).isEqualTo(before);
        assertThat(kept(bob)).isEmpty();
    }

    @Test
    void d3T3OneThatATeamKeepsWaitsForTheMembersOfItsTimeUntilOneOfTheirDevicesHasIt() {
        TeamTalk talk = TeamTalk.begin(store, Scene.SUPER_TEAM, Map.of(TeamField.NAME, "t"), "ann", "bob");
        Message before = talk.say(ann, "before");
        SysMsg sent = sysMsgOf(store.run(ann, notifying(talk.team, "later", true)));
        talk.join("cleo");

        assertThat(store.sync(bob).sysMsgs).containsExactly(sent);
        assertThat(kept(bob2)).containsExactly("later");
        assertThat(kept(cleo)).isEmpty();
        assertThat(kept(ann)).isEmpty();
        assertThat(sent.seq()).isEqualTo(before.seq() + 1);
        assertThat(sent.pushInfo()).isEqualTo("{\"p\":1}");

        store.run(bob, new Command.Acknowledge(List.of(new Command.SessionMark(talk.team, sent.time())), 0));

        assertThat(kept(bob)).isEmpty();
        assertThat(kept(bob2)).isEmpty();
        assertThat(kept(device("bob", "new"))).isEmpty();
    }

    @Test
    void c3OneThatATeamKeepsIsNoMessage() {
        TeamTalk talk = TeamTalk.begin(store, "ann", "bob");
        Message said = talk.say(ann, "said");
        long unread = talk.unread(bob);

        store.run(ann, notifying(talk.team, "later", true));

        assertThat(talk.unread(bob)).isEqualTo(unread);
        assertThat(talk.history(bob)).containsExactly("said");
        assertThat(store.sync(bob).states).singleElement().satisfies(state -> assertThat(state.last())
                .isEqualTo(said));
        talk.recall(ann, said);
        assertThat(talk.unread(bob)).isEqualTo(unread - 1);
    }

    @Test
    void d2AConnectionThatMissedOneReadsIt() {
        TeamTalk talk = TeamTalk.begin(store, "ann", "bob");

        SysMsg sent = sysMsgOf(store.run(ann, notifying(talk.team, "later", true)));

        assertThat(store.missed(bob, talk.team)).contains(sent);
    }

    private static SysMsg sysMsgOf(Outcome outcome) {
        return (SysMsg) ((Event.Arrived) outcome.pushes().get(0).event()).entry();
    }
}
