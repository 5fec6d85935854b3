package io.posthouse.bus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.posthouse.model.Answer;
import io.posthouse.model.Caller;
import io.posthouse.model.Channel;
import io.posthouse.model.ChannelCommand;
import io.posthouse.model.ChannelMember;
import io.posthouse.model.ChannelType;
import io.posthouse.model.ClientType;
import io.posthouse.model.Command;
import io.posthouse.model.Conversation;
import io.posthouse.model.Draft;
import io.posthouse.model.Event;
import io.posthouse.model.Message;
import io.posthouse.model.MessageType;
import io.posthouse.model.Outcome;
import io.posthouse.model.Push;
import io.posthouse.model.Recalled;
import io.posthouse.model.Request;
import io.posthouse.model.Scene;
import io.posthouse.model.SessionState;
import io.posthouse.model.SessionSync;
import io.posthouse.model.Signal;
import io.posthouse.model.SignalKind;
import io.posthouse.model.Status;
import io.posthouse.model.StatusCommand;
import io.posthouse.model.SysMsg;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class BusJsonTest {
    private static final List<Class<?>> TYPES = List.of(Request.class, Outcome.class, Pushes.class, Answer.class);
    private static final Conversation ANN_BOB = Conversation.between("ann", "bob");
    private static final Draft DRAFT = Draft.of(Scene.P2P, "bob", MessageType.TEXT, "hi 你好", null, "c1");
    private static final Message MESSAGE =
            new Message("ann", ClientType.WEB, "d1", "Ann", DRAFT, 7, 1_700_000_000_000L, "7000000000042", false);
    private static final SysMsg SYS_MSG = new SysMsg(
            Scene.TEAM, "7", "ann", "d1", 9, 1_700_000_000_002L, "9000000000042", "typing", "ext", "{\"a\":1}", true);
    private static final Status STATUS = new Status(
            "ann", 1, 2, "", "8", ClientType.WEB, null, 1_700_000_000_003L, List.of(ClientType.WEB, ClientType.IOS));
    private static final ChannelMember MEMBER = new ChannelMember("ann", 9_007_199_254_740_991L, 1, 2);
    private static final Signal SIGNAL = new Signal(
            SignalKind.JOIN,
            new Channel("7", ChannelType.AUDIO, "room", "ann", null, 1, 2, List.of(MEMBER)),
            "ann",
            "bob",
            "r1",
            MEMBER,
            "ext",
            "{\"a\":1}",
            1_700_000_000_004L);
    private static final Recalled RECALLED = new Recalled(
            ANN_BOB,
            8,
            1_700_000_000_001L,
            "ann",
            "d1",
            null,
            "ann",
            "7000000000042",
            "c1",
            1_700_000_000_000L,
            7,
            "oops",
            null);

    static Stream<Object> bodies() {
        Caller ann = new Caller("ann", "d1", ClientType.WEB, "x1", "Ann");
        SessionState state = new SessionState(ANN_BOB, 8, 9, 10, MESSAGE, 1, 2, 3, 4);
        return Stream.of(
                new Request(ann, new Command.Send(DRAFT)),
                new Request(ann, new Command.GetHistory(ANN_BOB, 1, 2, "", 3, true, Set.of(MessageType.TIP))),
                new Request(Caller.server("ann"), new Command.DeleteAccount("ann")),
                new Outcome(
                        new Answer.Sent(MESSAGE, "disk", false),
                        List.of(Push.to(List.of("ann", "bob"), new Event.Arrived(MESSAGE, 5), "x1"))),
                new Pushes(List.of(
                        Push.to(List.of("bob"), new Event.Arrived(RECALLED, 6), ""),
                        Push.to(
                                List.of("bob"),
                                new Event.AccountChanged(3, new Event.Change.HistoryCleared(ANN_BOB, 4, 5)),
                                ""))),
                new Pushes(List.of(
                        Push.to(List.of("bob"), new Event.Arrived(SYS_MSG, 6), ""),
                        Push.to(List.of("bob"), new Event.SysMsgSent(SYS_MSG), ""),
                        Push.to(
                                List.of("bob"),
                                new Event.AccountChanged(4, new Event.Change.SysMsgReceived(SYS_MSG)),
                                ""))),
                new Pushes(List.of(Push.to(List.of("bob"), new Event.StatusesCame(List.of(STATUS)), "x1"))),
                new Pushes(List.of(Push.to(List.of("bob"), new Event.ProxyMsgCame(null, "come home", 7), ""))),
                new Pushes(List.of(
                        Push.to(List.of("bob"), new Event.SignalCame(SIGNAL), "x1"),
                        Push.to(
                                List.of("bob"),
                                new Event.AccountChanged(5, new Event.Change.SignalReceived(SIGNAL)),
                                ""))),
                new Request(
                        ann,
                        new ChannelCommand.Call(
                                new ChannelCommand.CreateChannel(ChannelType.VIDEO, null, null),
                                7,
                                new ChannelCommand.Invitation(
                                        "bob", "r1", new ChannelCommand.Tell("ext", true), "{\"a\":1}"))),
                new Request(ann, new StatusCommand.SubscribeStatus(1, List.of("bob"), 60_000, true)),
                new Answer.SyncPage(
                        List.of(new SessionSync(
                                state, List.of(MESSAGE), List.of(), List.of(RECALLED), List.of(SYS_MSG), 0, 0)),
                        "",
                        11,
                        List.of(),
                        false,
                        3,
                        new Answer.Relations(List.of("eve"), List.of())));
    }

    @ParameterizedTest
    @MethodSource("bodies")
    void whatGoesToAnotherNodeComesOutAsItWentIn(Object body) {
        assertThat(BusJson.decode(BusJson.encode(body), TYPES)).isEqualTo(body);
    }

    @Test
    void unknownKeysOfANewerNodeAreIgnored() {
        String json = new String(BusJson.encode(new Answer.Done(5)), StandardCharsets.UTF_8)
                .replace("\"time\":5", "\"time\":5,\"later\":{\"a\":1}");

        assertThat(BusJson.decode(json.getBytes(StandardCharsets.UTF_8), TYPES)).isEqualTo(new Answer.Done(5));
    }

    @Test
    void aBodyOfANewerVersionIsRefused() {
        byte[] json =
                "{\"v\":2,\"is\":\"Answer\",\"body\":{\"is\":\"Done\",\"time\":5}}".getBytes(StandardCharsets.UTF_8);

        assertThatThrownBy(() -> BusJson.decode(json, TYPES)).hasMessageContaining("version 2");
    }
}
