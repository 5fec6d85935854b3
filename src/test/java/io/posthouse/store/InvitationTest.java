package io.posthouse.store;

import static io.posthouse.store.ChannelTalk.KEPT;
import static io.posthouse.store.ChannelTalk.QUIET;
import static io.posthouse.store.ChannelTalk.accepting;
import static io.posthouse.store.ChannelTalk.accounts;
import static io.posthouse.store.ChannelTalk.cancelling;
import static io.posthouse.store.ChannelTalk.inviting;
import static io.posthouse.store.ChannelTalk.rejecting;
import static io.posthouse.store.ChannelTalk.signal;
import static io.posthouse.store.ChannelTalk.told;
import static io.posthouse.store.TestStore.device;
import static org.assertj.core.api.Assertions.assertThat;

import io.posthouse.model.Answer;
import io.posthouse.model.Caller;
import io.posthouse.model.Channel;
import io.posthouse.model.ChannelCommand;
import io.posthouse.model.ChannelCommand.Invitation;
import io.posthouse.model.ChannelType;
import io.posthouse.model.Command;
import io.posthouse.model.Event;
import io.posthouse.model.Fault;
import io.posthouse.model.Outcome;
import io.posthouse.model.RelationKind;
import io.posthouse.model.Signal;
import io.posthouse.model.SignalKind;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Invitations to channels: who is told, who may answer, and what waits. */
@ExtendWith({VertxExtension.class, RedisExtension.class})
class InvitationTest {
    private final Caller ann = device("ann", "d1");
    private final Caller bob = device("bob", "d3");
    private final Caller cleo = device("cleo", "d4");
    private TestStore store;
    private ChannelTalk talk;

    @BeforeEach
    void open(Vertx vertx, RedisExtension.TestRedis redis) {
        store = TestStore.open(vertx, redis.config(), redis.target());
        talk = new ChannelTalk(store);
        store.run(Caller.server("n"), new Command.RenewLease("n", 60_000));
        List.of("ann", "bob", "cleo").forEach(account -> TeamTalk.account(store, account));
    }

    @AfterEach
    void close() {
        store.close();
    }

    @Test
    void anInvitationIsAcceptedOnceAndOwnDevicesStopRinging() {
        talk.connect(bob);
        Channel channel = talk.joinedBy(ann);
        Outcome invited = talk.invite(ann, channel, "bob", "r1", QUIET);

        Outcome accepted = store.run(bob, accepting(channel, "ann", "r1", false));

        assertThat(((Answer.InChannel) invited.answer()).reached()).isTrue();
        assertThat(told(invited)).containsExactly("INVITE bob");
        assertThat(signal(invited.pushes().get(0)).pushInfo()).isEqualTo("{\"needPush\":true}");
        assertThat(told(accepted)).containsExactly("ACCEPT ann", "ACCEPT bob");
        assertThat(accepted.pushes().get(1).exceptConnection()).isEqualTo(bob.connectionId());
        assertThat(store.fault(bob, accepting(channel, "ann", "r1", false))).isEqualTo(Fault.INVITATION_ACCEPTED);
        assertThat(store.fault(bob, rejecting(channel, "ann", "r1"))).isEqualTo(Fault.INVITATION_ACCEPTED);
        assertThat(store.fault(ann, cancelling(channel, "bob", "r1"))).isEqualTo(Fault.INVITATION_ACCEPTED);
    }

    @Test
    void whoAcceptsAndJoinsIsAMember() {
        Channel channel = talk.joinedBy(ann);
        talk.invite(ann, channel, "bob", "r1", QUIET);

        Outcome done = store.run(bob, accepting(channel, "ann", "r1", true));

        assertThat(told(done)).containsExactly("ACCEPT ann", "ACCEPT bob", "JOIN ann");
        assertThat(accounts(((Answer.InChannel) done.answer()).channel())).containsExactlyInAnyOrder("ann", "bob");
        assertThat(store.fault(ann, inviting(channel, "bob", "r2", QUIET))).isEqualTo(Fault.IN_CHANNEL);
    }

    @Test
    void anAcceptanceThatCannotJoinAcceptsNothing() {
        Channel channel = talk.joinedBy(ann);
        talk.invite(ann, channel, "bob", "r1", QUIET);
        long taken = channel.members().get(0).uid();

        assertThat(store.fault(bob, new ChannelCommand.AcceptInvitation(channel.id(), "ann", "r1", QUIET, true, taken)))
                .isEqualTo(Fault.UID_TAKEN);

        store.run(bob, accepting(channel, "ann", "r1", true));
    }

    @Test
    void aRejectedOrCancelledInvitationCannotBeAccepted() {
        Channel channel = talk.joinedBy(ann);
        talk.invite(ann, channel, "bob", "r1", QUIET);
        assertThat(told(store.run(bob, rejecting(channel, "ann", "r1")))).containsExactly("REJECT ann", "REJECT bob");
        assertThat(store.fault(bob, accepting(channel, "ann", "r1", true))).isEqualTo(Fault.INVITATION_REJECTED);
        assertThat(store.fault(ann, cancelling(channel, "bob", "r1"))).isEqualTo(Fault.INVITATION_REJECTED);

        talk.invite(ann, channel, "cleo", "r2", QUIET);
        assertThat(told(store.run(ann, cancelling(channel, "cleo", "r2")))).containsExactly("CANCEL cleo");
        assertThat(store.fault(cleo, accepting(channel, "ann", "r2", true))).isEqualTo(Fault.INVITATION_OVER);
    }

    @Test
    void onlyWhoWasInvitedAnswersAndOnlyWhoInvitedTakesBack() {
        Channel channel = talk.joinedBy(ann, cleo);
        talk.invite(ann, channel, "bob", "r1", QUIET);

        assertThat(store.fault(bob, accepting(channel, "cleo", "r1", true))).isEqualTo(Fault.INVITATION_OVER);
        assertThat(store.fault(bob, accepting(channel, "ann", "r2", true))).isEqualTo(Fault.INVITATION_OVER);
        assertThat(store.fault(cleo, cancelling(channel, "bob", "r1"))).isEqualTo(Fault.INVITATION_OVER);
        assertThat(store.fault(cleo, rejecting(channel, "ann", "r1"))).isEqualTo(Fault.INVITATION_OVER);
    }

    @Test
    void whatIsKeptWaitsForWhoIsAway() {
        Channel channel = talk.joinedBy(ann);

        Outcome invited = talk.invite(ann, channel, "bob", "r1", KEPT);

        assertThat(((Answer.InChannel) invited.answer()).reached()).isFalse();
        assertThat(invited.pushes()).singleElement().satisfies(push -> assertThat(push.event())
                .isInstanceOf(Event.AccountChanged.class));
        List<Event.AccountChanged> changes = store.sync(bob, 0, 0).changes;
        assertThat(changes).singleElement().satisfies(changed -> {
            Signal signal = ((Event.Change.SignalReceived) changed.change()).signal();
            assertThat(signal.kind()).isEqualTo(SignalKind.INVITE);
            assertThat(signal.requestId()).isEqualTo("r1");
            assertThat(signal.ext()).isEqualTo("ext");
        });
        store.run(bob, new Command.Acknowledge(List.of(), 0, changes.get(0).number()));
        assertThat(store.sync(device("bob", "d9"), 0, 0).changes).isEmpty();
    }

    @Test
    void s5WhoIsBlockedReachesNobodyAndCannotSeeIt() {
        talk.connect(bob);
        store.run(bob, new Command.SetRelation(RelationKind.BLACK, "ann", true));
        Channel channel = talk.joinedBy(ann);

        Outcome invited = talk.invite(ann, channel, "bob", "r1", KEPT);
        Outcome toNobody = talk.invite(ann, channel, "nobody", "r1", KEPT);

        assertThat(told(invited)).isEmpty();
        assertThat(((Answer.InChannel) invited.answer()).reached()).isFalse();
        assertThat(((Answer.InChannel) toNobody.answer()).reached()).isFalse();
        assertThat(store.sync(bob, 0, 0).changes)
                .noneMatch(changed -> changed.change() instanceof Event.Change.SignalReceived);
    }

    @Test
    void aCallMakesJoinsAndInvites() {
        Outcome called = store.run(
                ann,
                new ChannelCommand.Call(
                        new ChannelCommand.CreateChannel(ChannelType.VIDEO, "call", null),
                        5,
                        new Invitation("bob", "r1", QUIET, null)));

        Channel channel = ((Answer.InChannel) called.answer()).channel();
        assertThat(channel.type()).isEqualTo(ChannelType.VIDEO);
        assertThat(channel.members()).singleElement().satisfies(member -> assertThat(member.uid())
                .isEqualTo(5));
        assertThat(told(called)).containsExactly("INVITE bob");
        store.run(bob, accepting(channel, "ann", "r1", true));
    }
}
