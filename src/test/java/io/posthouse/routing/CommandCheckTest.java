package io.posthouse.routing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.posthouse.config.LimitsConfig;
import io.posthouse.config.TeamConfig;
import io.posthouse.model.Caller;
import io.posthouse.model.ChannelCommand;
import io.posthouse.model.ChannelType;
import io.posthouse.model.ClientType;
import io.posthouse.model.Command;
import io.posthouse.model.Conversation;
import io.posthouse.model.Draft;
import io.posthouse.model.Event;
import io.posthouse.model.Fault;
import io.posthouse.model.FaultException;
import io.posthouse.model.MessageType;
import io.posthouse.model.RelationKind;
import io.posthouse.model.Scene;
import io.posthouse.model.Status;
import io.posthouse.model.StatusCommand;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Who may do what, cell by cell, and what makes no sense whoever asks. */
class CommandCheckTest {
    private static final Caller ANN = new Caller("ann", "d1", ClientType.WEB, "n-0-1", null);
    private static final Conversation OWN = Conversation.between("ann", "bob");
    private static final Conversation FOREIGN = Conversation.between("bob", "eve");
    private final CommandCheck check = new CommandCheck(
            new Permissions(Map.of(Scene.P2P, new P2pRules())),
            new TeamCheck(TeamConfig.DEFAULT, LimitsConfig.DEFAULT),
            100);

    static Stream<Command.ClientCommand> onConversations(Conversation conversation) {
        return Stream.of(
                new Command.Recall(conversation, "ann", "c", "", null, null),
                new Command.SendReceipt(conversation, 1, null),
                new Command.MarkRead(List.of(new Command.SessionMark(conversation, 1))),
                new Command.GetHistory(conversation, 0, 0, "", 100, false, Set.of()),
                new Command.DeleteMessages(List.of(deleted(conversation, "1000000000001"))),
                new Command.ClearHistory(conversation));
    }

    static Stream<Command.ClientCommand> onOwnConversations() {
        return onConversations(OWN);
    }

    static Stream<Command.ClientCommand> onForeignConversations() {
        return onConversations(FOREIGN);
    }

    static Stream<Command.ClientCommand> onTeams() {
        return Stream.concat(
                onConversations(new Conversation(Scene.TEAM, "7")),
                onConversations(new Conversation(Scene.SUPER_TEAM, "7")));
    }

    @ParameterizedTest
    @MethodSource("onOwnConversations")
    void theTwoOfAConversationMayDoEverythingInIt(Command.ClientCommand command) {
        assertThat(refusal(command)).isNull();
    }

    @ParameterizedTest
    @MethodSource("onForeignConversations")
    void nobodyElseMayDoAnythingInIt(Command.ClientCommand command) {
        assertThat(refusal(command)).isEqualTo(Fault.FORBIDDEN);
    }

    @ParameterizedTest
    @MethodSource("onTeams")
    void aSceneWithoutRulesIsRefused(Command.ClientCommand command) {
        assertThat(refusal(command)).isEqualTo(Fault.FORBIDDEN);
    }

    @ParameterizedTest
    @EnumSource(MessageType.class)
    void aClientMaySendAnyTypeButNotifications(MessageType type) {
        Command send = new Command.Send(Draft.of(Scene.P2P, "bob", type, "hi", null, "c1"));

        assertThat(refusal(send)).isEqualTo(type == MessageType.NOTIFICATION ? Fault.FORBIDDEN : null);
    }

    @Test
    void theServerItselfMaySendNotifications() {
        Command.Send send = new Command.Send(Draft.of(Scene.P2P, "bob", MessageType.NOTIFICATION, null, "{}", "c1"));

        assertThatCode(() -> check.check(Caller.server("ann"), send)).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "BOB", "b b", "b:b", "bob\n", "bøb", "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"})
    void aReceiverThatCanBeNoAccountIsInvalid(String to) {
        assertThat(refusal(new Command.Send(Draft.of(Scene.P2P, to, MessageType.TEXT, "hi", null, "c1"))))
                .isEqualTo(Fault.INVALID);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a b", "a\n", "é", "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"})
    void anIdClientThatIsNotPrintableOrTooLongIsInvalid(String idClient) {
        assertThat(refusal(new Command.Send(Draft.of(Scene.P2P, "bob", MessageType.TEXT, "hi", null, idClient))))
                .isEqualTo(Fault.INVALID);
    }

    static Stream<Command.ClientCommand> nonsense() {
        return Stream.of(
                new Command.SendReceipt(OWN, 0, null),
                new Command.SendReceipt(OWN, -1, null),
                new Command.MarkRead(List.of()),
                new Command.MarkRead(Collections.nCopies(101, new Command.SessionMark(OWN, 1))),
                new Command.MarkRead(List.of(new Command.SessionMark(OWN, -1))),
                history(-1, 0, "", 100),
                history(0, -1, "", 100),
                history(2, 1, "", 100),
                history(0, 0, "x", 100),
                history(0, 0, "", 0),
                history(0, 0, "", 101),
                new Command.DeleteMessages(List.of()),
                new Command.DeleteMessages(Collections.nCopies(101, deleted(OWN, "1000000000001"))),
                new Command.DeleteMessages(List.of(deleted(OWN, ""))),
                new Command.DeleteMessages(List.of(deleted(OWN, "-1"))),
                new Command.GetSessions(-1, 10),
                new Command.GetSessions(0, 0),
                new Command.GetSessions(0, 101),
                new Command.SetRelation(RelationKind.BLACK, "ann", true),
                new Command.SetRelation(RelationKind.BLACK, "b b", true),
                new Command.GetCards(List.of()),
                new Command.GetCards(Collections.nCopies(151, "bob")),
                new Command.GetCards(List.of("B")),
                new Command.UpdateCard("x".repeat(65), null, null, null, null, null, null, null),
                new Command.UpdateCard(null, "x".repeat(1025), null, null, null, null, null, null),
                new Command.UpdateCard(null, null, null, "x".repeat(257), null, null, null, null),
                new Command.UpdateCard(null, null, null, null, null, "x".repeat(65), null, null),
                new Command.UpdateCard(null, null, null, null, null, null, "x".repeat(17), null),
                new Command.UpdateCard(null, null, null, null, null, null, null, "x".repeat(33)),
                new Command.KickDevices(List.of()),
                new Command.KickDevices(Collections.nCopies(21, "d")),
                new Command.KickDevices(List.of("a b")));
    }

    @ParameterizedTest
    @MethodSource("nonsense")
    void nonsenseIsInvalid(Command.ClientCommand command) {
        assertThat(refusal(command)).isEqualTo(Fault.INVALID);
    }

    static Stream<Command.ClientCommand> atTheLimit() {
        return Stream.of(
                new Command.MarkRead(Collections.nCopies(100, new Command.SessionMark(OWN, 0))),
                history(5, 5, "1000000000001", 100),
                new Command.DeleteMessages(Collections.nCopies(100, deleted(OWN, "1000000000001"))),
                new Command.GetSessions(0, 100),
                new Command.SetRelation(RelationKind.MUTE, "bob", false),
                new Command.GetRelations(),
                new Command.GetCards(Collections.nCopies(150, "bob")),
                new Command.UpdateCard(
                        "x".repeat(64),
                        "x".repeat(1024),
                        null,
                        "x".repeat(256),
                        null,
                        "x".repeat(64),
                        "x".repeat(16),
                        "x".repeat(32)),
                new Command.GetDevices(),
                new Command.KickDevices(Collections.nCopies(20, "d")));
    }

    @ParameterizedTest
    @MethodSource("atTheLimit")
    void whatIsJustInsideItsLimitsPasses(Command.ClientCommand command) {
        assertThat(refusal(command)).isNull();
    }

    private @Nullable Fault refusal(Command command) {
        try {
            check.check(ANN, (Command.ClientCommand) command);
            return null;
        } catch (FaultException refusal) {
            return refusal.fault();
        }
    }

    private static Command.GetHistory history(long begin, long end, String last, int limit) {
        return new Command.GetHistory(OWN, begin, end, last, limit, true, Set.of());
    }

    private static Event.DeletedMessage deleted(Conversation conversation, String idServer) {
        return new Event.DeletedMessage(conversation, idServer, "c", "ann", 1, null);
    }

    static Stream<StatusCommand> senselessStatuses() {
        List<String> tooMany = Collections.nCopies(StatusCommand.ACCOUNTS_MAX + 1, "bob");
        return Stream.of(
                status(Status.CONNECTED, Status.CAME, "c1", 60_000),
                status(Status.CONNECTED, -1, "c1", 60_000),
                status(Status.APP_TYPE_MIN - 1, Status.APP_VALUE_MIN, "c1", 60_000),
                status(Status.APP_TYPE_MIN, 0, "", 60_000),
                status(Status.APP_TYPE_MIN, 0, "c\n1", 60_000),
                status(Status.APP_TYPE_MIN, 0, "c1", StatusCommand.LIFE_MILLIS_MIN - 1),
                status(Status.APP_TYPE_MIN, 0, "c1", StatusCommand.LIFE_MILLIS_MAX + 1),
                new StatusCommand.SubscribeStatus(0, List.of("bob"), 60_000, false),
                new StatusCommand.SubscribeStatus(1, List.of(), 60_000, false),
                new StatusCommand.SubscribeStatus(1, List.of("Bob!"), 60_000, false),
                new StatusCommand.SubscribeStatus(1, List.of("bob", "bob"), 60_000, false),
                new StatusCommand.SubscribeStatus(1, tooMany, 60_000, false),
                new StatusCommand.UnsubscribeStatus(2, List.of()),
                new StatusCommand.GetSubscriptions(1, tooMany),
                new StatusCommand.GetStatuses("-1"));
    }

    @ParameterizedTest
    @MethodSource("senselessStatuses")
    void aStatusCommandThatMakesNoSenseIsInvalid(StatusCommand command) {
        assertThat(refusal(command)).isEqualTo(Fault.INVALID);
    }

    @Test
    void anAppMayPublishAndSubscribe() {
        assertThat(refusal(status(Status.CONNECTED, Status.APP_VALUE_MIN, "c1", 60_000)))
                .isNull();
        assertThat(refusal(status(Status.APP_TYPE_MIN, 0, "c1", 60_000))).isNull();
        assertThat(refusal(new StatusCommand.SubscribeStatus(1, List.of("bob"), 60_000, true)))
                .isNull();
    }

    private static StatusCommand status(int type, int value, String idClient, long lifeMillis) {
        return new StatusCommand.PublishStatus(type, value, null, idClient, lifeMillis, true, false);
    }

    static Stream<ChannelCommand> senselessChannels() {
        ChannelCommand.Tell tell = new ChannelCommand.Tell(null, false);
        return Stream.of(
                new ChannelCommand.CreateChannel(ChannelType.AUDIO, "", null),
                new ChannelCommand.CreateChannel(ChannelType.AUDIO, "a\nb", null),
                new ChannelCommand.CreateChannel(ChannelType.AUDIO, "x".repeat(129), null),
                new ChannelCommand.FindChannel(""),
                new ChannelCommand.DelayChannel(""),
                new ChannelCommand.DelayChannel("1}"),
                new ChannelCommand.LeaveChannel("-1", tell),
                new ChannelCommand.CloseChannel("1234567890123456", tell),
                new ChannelCommand.JoinChannel("1", -1, tell),
                new ChannelCommand.JoinChannel("1", 1L << 53, tell),
                new ChannelCommand.SendSignal("1", "Bob!", null),
                new ChannelCommand.SendSignal("1", "ann", null),
                new ChannelCommand.InviteToChannel("1", invitation("ann", "r1")),
                new ChannelCommand.InviteToChannel("1", invitation("bob", "")),
                new ChannelCommand.InviteToChannel("1", invitation("bob", "a\nb")),
                new ChannelCommand.Call(
                        new ChannelCommand.CreateChannel(ChannelType.AUDIO, null, null), -1, invitation("bob", "r1")),
                new ChannelCommand.CancelInvitation("1", "bob", "r".repeat(129), tell),
                new ChannelCommand.RejectInvitation("x", "bob", "r1", tell),
                new ChannelCommand.AcceptInvitation("1", "bob", "r1", tell, true, -1));
    }

    @ParameterizedTest
    @MethodSource("senselessChannels")
    void aChannelCommandThatMakesNoSenseIsInvalid(ChannelCommand command) {
        assertThat(refusal(command)).isEqualTo(Fault.INVALID);
    }

    @Test
    void aCallAndItsAnswerMakeSense() {
        ChannelCommand.Tell tell = new ChannelCommand.Tell("ext", true);

        assertThat(refusal(new ChannelCommand.InviteToChannel("1", invitation("bob", "r 1"))))
                .isNull();
        assertThat(refusal(new ChannelCommand.AcceptInvitation("1", "bob", "r1", tell, true, 0)))
                .isNull();
    }

    private static ChannelCommand.Invitation invitation(String to, String requestId) {
        return new ChannelCommand.Invitation(to, requestId, new ChannelCommand.Tell(null, false), null);
    }
}
