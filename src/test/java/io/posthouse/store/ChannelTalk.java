package io.posthouse.store;

import io.posthouse.model.Answer;
import io.posthouse.model.Caller;
import io.posthouse.model.Channel;
import io.posthouse.model.ChannelCommand;
import io.posthouse.model.ChannelCommand.Invitation;
import io.posthouse.model.ChannelCommand.Tell;
import io.posthouse.model.ChannelMember;
import io.posthouse.model.ChannelType;
import io.posthouse.model.ClientType;
import io.posthouse.model.Command;
import io.posthouse.model.Event;
import io.posthouse.model.Outcome;
import io.posthouse.model.Push;
import io.posthouse.model.Signal;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What accounts say to a store about channels, and what they hear. */
final class ChannelTalk {
    static final Tell QUIET = new Tell(null, false);
    static final Tell KEPT = new Tell("ext", true);

    private final TestStore store;

    ChannelTalk(TestStore store) {
        this.store = store;
    }

    Channel create(Caller caller, @Nullable String name) {
        return channel(caller, new ChannelCommand.CreateChannel(ChannelType.AUDIO, name, "ext"));
    }

    Channel channel(Caller caller, ChannelCommand command) {
        return store.answer(caller, command, Answer.InChannel.class).channel();
    }

    Outcome join(Caller caller, Channel channel, long uid) {
        return store.run(caller, new ChannelCommand.JoinChannel(channel.id(), uid, QUIET));
    }

    Channel joinedBy(Caller... callers) {
        Channel channel = create(callers[0], null);
        for (Caller caller : callers) {
            channel = ((Answer.InChannel) join(caller, channel, 0).answer()).channel();
        }
        return channel;
    }

    Outcome invite(Caller caller, Channel channel, String to, String requestId, Tell tell) {
        return store.run(caller, inviting(channel, to, requestId, tell));
    }

    static ChannelCommand inviting(Channel channel, String to, String requestId, Tell tell) {
        return new ChannelCommand.InviteToChannel(
                channel.id(), new Invitation(to, requestId, tell, "{\"needPush\":true}"));
    }

    static ChannelCommand accepting(Channel channel, String from, String requestId, boolean join) {
        return new ChannelCommand.AcceptInvitation(channel.id(), from, requestId, QUIET, join, 0);
    }

    static ChannelCommand rejecting(Channel channel, String from, String requestId) {
        return new ChannelCommand.RejectInvitation(channel.id(), from, requestId, QUIET);
    }

    static ChannelCommand cancelling(Channel channel, String to, String requestId) {
        return new ChannelCommand.CancelInvitation(channel.id(), to, requestId, QUIET);
    }

    void connect(Caller caller) {
        Command.Login login = new Command.Login(
                caller.account(), "", caller.deviceId(), ClientType.WEB, caller.connectionId(), "posthouse.node.n.0");
        store.run(caller, new Command.Register(login, true, Set.of("n")));
    }

    /** What was told: the kind and to whom. */
    static List<String> told(Outcome outcome) {
        List<String> told = new ArrayList<>();
        for (Push push : outcome.pushes()) {
            for (String account : push.accounts()) {
                told.add(signal(push).kind() + " " + account);
            }
        }
        return told;
    }

    static Signal signal(Push push) {
        if (push.event() instanceof Event.AccountChanged changed
                && changed.change() instanceof Event.Change.SignalReceived received) {
            return received.signal();
        }
        return ((Event.SignalCame) push.event()).signal();
    }

    static List<String> accounts(Channel channel) {
        return channel.members().stream().map(ChannelMember::account).toList();
    }
}
