package io.posthouse.store;

import static io.posthouse.store.ChannelTalk.QUIET;
import static io.posthouse.store.ChannelTalk.accounts;
import static io.posthouse.store.ChannelTalk.inviting;
import static io.posthouse.store.ChannelTalk.rejecting;
import static io.posthouse.store.ChannelTalk.signal;
import static io.posthouse.store.ChannelTalk.told;
import static io.posthouse.store.TestStore.device;
import static org.assertj.core.api.Assertions.assertThat;

import io.posthouse.config.SignallingConfig;
import io.posthouse.model.Answer;
import io.posthouse.model.Caller;
import io.posthouse.model.Channel;
import io.posthouse.model.ChannelCommand;
import io.posthouse.model.ChannelMember;
import io.posthouse.model.ChannelType;
import io.posthouse.model.Command;
import io.posthouse.model.Fault;
import io.posthouse.model.Outcome;
import io.posthouse.model.Signal;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Channels: who may be in one and do what there, and that all of it ends. */
@ExtendWith({VertxExtension.class, RedisExtension.class})
class ChannelTest {
    private static final Duration BRIEF = Duration.ofMillis(50);

    private final Caller ann = device("ann", "d1");
    private final Caller ann2 = device("ann", "d2");
    private final Caller bob = device("bob", "d3");
    private final Caller cleo = device("cleo", "d4");
    private Vertx vertx;
    private RedisExtension.TestRedis redis;
    private Keys keys;
    private TestStore store;
    private ChannelTalk talk;

    @BeforeEach
    void open(Vertx vertx, RedisExtension.TestRedis redis) {
        this.vertx = vertx;
        this.redis = redis;
        keys = new Keys(redis.keyPrefix());
        store = with(new SignallingConfig(Duration.ofHours(2), Duration.ofMinutes(10), Duration.ofMinutes(5), 3, 2, 2));
        store.run(Caller.server("n"), new Command.RenewLease("n", 60_000));
        talk = new ChannelTalk(store);
        List.of("ann", "bob", "cleo").forEach(account -> TeamTalk.account(store, account));
    }

    private TestStore with(SignallingConfig signalling) {
        return TestStore.open(
                vertx, TestConfig.of(redis.config()).with(signalling).build(), redis.target());
    }

    @AfterEach
    void close() {
        store.close();
    }

    @Test
    void aChannelIsFoundByItsNameWhichIsTakenAsLongAsItLives() {
        Channel made = talk.create(ann, "room");

        assertThat(made.creator()).isEqualTo("ann");
        assertThat(made.ext()).isEqualTo("ext");
        assertThat(made.members()).isEmpty();
        assertThat(talk.channel(bob, new ChannelCommand.FindChannel("room"))).isEqualTo(made);
        assertThat(store.fault(bob, new ChannelCommand.CreateChannel(ChannelType.VIDEO, "room", null)))
                .isEqualTo(Fault.ALREADY_EXISTS);
        store.run(ann, new ChannelCommand.CloseChannel(made.id(), QUIET));
        assertThat(store.fault(bob, new ChannelCommand.FindChannel("room"))).isEqualTo(Fault.NOT_FOUND);
        assertThat(talk.create(bob, "room").id()).isNotEqualTo(made.id());
    }

    @Test
    void whoJoinsGetsAUidOfItsOwnAndTheOthersAreTold() {
        Channel channel = talk.create(ann, null);
        talk.join(ann, channel, 7);

        Outcome joined = talk.join(bob, channel, 0);

        Channel now = ((Answer.InChannel) joined.answer()).channel();
        assertThat(accounts(now)).containsExactlyInAnyOrder("ann", "bob");
        assertThat(now.members()).extracting(ChannelMember::uid).contains(7L).doesNotHaveDuplicates();
        assertThat(told(joined)).containsExactly("JOIN ann");
        Signal signal = signal(joined.pushes().get(0));
        assertThat(signal.member()).isIn(now.members()).extracting("account").isEqualTo("bob");
        assertThat(signal.channel().members()).isEmpty();
    }

    @Test
    void nobodyIsInAChannelTwice() {
        Channel channel = talk.joinedBy(ann);

        assertThat(store.fault(ann, new ChannelCommand.JoinChannel(channel.id(), 0, QUIET)))
                .isEqualTo(Fault.IN_CHANNEL);
        assertThat(store.fault(ann2, new ChannelCommand.JoinChannel(channel.id(), 0, QUIET)))
                .isEqualTo(Fault.IN_CHANNEL_ELSEWHERE);
        long uid = channel.members().get(0).uid();
        assertThat(store.fault(bob, new ChannelCommand.JoinChannel(channel.id(), uid, QUIET)))
                .isEqualTo(Fault.UID_TAKEN);
    }

    @Test
    void whoIsNoMemberMayDoNothingInIt() {
        Channel channel = talk.joinedBy(ann);

        for (ChannelCommand command : List.of(
                new ChannelCommand.DelayChannel(channel.id()),
                new ChannelCommand.LeaveChannel(channel.id(), QUIET),
                new ChannelCommand.CloseChannel(channel.id(), QUIET),
                inviting(channel, "cleo", "r1", QUIET),
                new ChannelCommand.SendSignal(channel.id(), "ann", "x"))) {
            assertThat(store.fault(bob, command)).as("%s", command).isEqualTo(Fault.NOT_A_MEMBER);
        }
        assertThat(store.fault(ann, new ChannelCommand.SendSignal(channel.id(), "bob", "x")))
                .isEqualTo(Fault.NOT_A_MEMBER);
    }

    @Test
    void aChannelThatIsNoneIsNotFound() {
        for (ChannelCommand command : List.of(
                new ChannelCommand.DelayChannel("999999"),
                new ChannelCommand.JoinChannel("999999", 0, QUIET),
                new ChannelCommand.CloseChannel("999999", QUIET),
                new ChannelCommand.RejectInvitation("999999", "bob", "r", QUIET),
                new ChannelCommand.SendSignal("999999", null, "x"))) {
            assertThat(store.fault(ann, command)).as("%s", command).isEqualTo(Fault.NOT_FOUND);
        }
        assertThat(store.fault(ann, new ChannelCommand.DelayChannel("1}:x"))).isEqualTo(Fault.INVALID);
    }

    @Test
    void membersTellEachOtherAndLeaveAndClose() {
        Channel channel = talk.joinedBy(ann, bob, cleo);

        assertThat(told(store.run(ann, new ChannelCommand.SendSignal(channel.id(), null, "x"))))
                .containsExactlyInAnyOrder("CUSTOM bob", "CUSTOM cleo");
        assertThat(told(store.run(ann, new ChannelCommand.SendSignal(channel.id(), "bob", "x"))))
                .containsExactly("CUSTOM bob");
        assertThat(told(store.run(bob, new ChannelCommand.LeaveChannel(channel.id(), QUIET))))
                .containsExactlyInAnyOrder("LEAVE ann", "LEAVE cleo");
        assertThat(told(store.run(cleo, new ChannelCommand.CloseChannel(channel.id(), QUIET))))
                .containsExactly("CLOSE ann");
        assertThat(store.fault(ann, new ChannelCommand.DelayChannel(channel.id())))
                .isEqualTo(Fault.NOT_FOUND);
    }

    @Test
    void anAccountIsToldWhichChannelsItIsIn() {
        Channel channel = talk.joinedBy(ann, bob);
        talk.create(ann, null);

        assertThat(own(ann)).containsExactly(channel.id());
        store.run(ann, new ChannelCommand.LeaveChannel(channel.id(), QUIET));
        assertThat(own(ann)).isEmpty();
        assertThat(own(bob)).containsExactly(channel.id());
        store.run(bob, new ChannelCommand.CloseChannel(channel.id(), QUIET));
        assertThat(own(bob)).isEmpty();
    }

    private List<String> own(Caller caller) {
        return store.answer(caller, new ChannelCommand.GetChannels(), Answer.Channels.class).channels().stream()
                .map(Channel::id)
                .toList();
    }

    @Test
    void d6WhatHasNoRoomIsRefused() {
        Channel channel = talk.joinedBy(ann, bob, cleo);
        assertThat(store.fault(device("dora", "d5"), new ChannelCommand.JoinChannel(channel.id(), 0, QUIET)))
                .isEqualTo(Fault.LIMIT_REACHED);

        talk.invite(ann, channel, "eve", "r1", QUIET);
        talk.invite(ann, channel, "eve", "r2", QUIET);
        assertThat(store.fault(ann, inviting(channel, "eve", "r3", QUIET))).isEqualTo(Fault.LIMIT_REACHED);
        talk.invite(ann, channel, "eve", "r2", QUIET);

        talk.join(ann, talk.create(ann, null), 0);
        assertThat(store.fault(
                        ann,
                        new ChannelCommand.JoinChannel(talk.create(ann, null).id(), 0, QUIET)))
                .isEqualTo(Fault.LIMIT_REACHED);
    }

    @Test
    void whoDoesNotStayHasLeftAndSoHasTheChannel() {
        store.close();
        store = with(new SignallingConfig(BRIEF, BRIEF, BRIEF, 3, 2, 1));
        talk = new ChannelTalk(store);
        Channel channel = talk.create(ann, "brief");
        Fault gone = null;
        while (gone != Fault.NOT_FOUND) {
            gone = store.fault(bob, new ChannelCommand.CloseChannel(channel.id(), QUIET));
        }

        while (exists(keys.channelName("brief"))) {
            Thread.onSpinWait();
        }

        assertThat(talk.create(ann, "brief").name()).isEqualTo("brief");
    }

    private boolean exists(String key) {
        return store.raw(Call.of(io.vertx.redis.client.Command.EXISTS).key(key))
                        .get()
                        .toLong()
                == 1;
    }

    @Test
    void aMemberThatStaysKeepsTheChannelAndOneThatDoesNotMakesRoom() {
        Channel channel = talk.joinedBy(ann);
        TestStore brief = with(new SignallingConfig(Duration.ofHours(2), BRIEF, BRIEF, 3, 2, 2));
        long invitedAt;
        try {
            brief.run(bob, new ChannelCommand.JoinChannel(channel.id(), 0, QUIET));
            invitedAt = brief.answer(ann, inviting(channel, "cleo", "r1", QUIET), Answer.InChannel.class)
                    .time();
        } finally {
            brief.close();
        }
        Answer.InChannel now = delayed(channel);
        while (now.channel().has("bob") || now.time() <= invitedAt + BRIEF.toMillis()) {
            now = delayed(channel);
        }

        assertThat(accounts(now.channel())).containsExactly("ann");
        assertThat(now.channel().members().get(0).expireTime())
                .isGreaterThan(channel.members().get(0).expireTime());
        assertThat(store.fault(cleo, rejecting(channel, "ann", "r1"))).isEqualTo(Fault.INVITATION_OVER);
    }

    private Answer.InChannel delayed(Channel channel) {
        return store.answer(ann, new ChannelCommand.DelayChannel(channel.id()), Answer.InChannel.class);
    }

    @Test
    void allOfItLivesNoLongerThanTheChannel() {
        Channel channel = talk.joinedBy(ann);
        talk.invite(ann, channel, "bob", "r1", QUIET);

        for (String key : List.of(
                keys.channel(channel.id()),
                keys.channelMembers(channel.id()),
                keys.invitations(channel.id()),
                keys.channelName(channel.name()),
                keys.channels("ann"))) {
            long left = store.raw(Call.of(io.vertx.redis.client.Command.PTTL).key(key))
                    .get()
                    .toLong();
            assertThat(left).as(key).isBetween(1L, Duration.ofHours(2).toMillis());
        }
    }
}
