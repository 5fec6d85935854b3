package io.posthouse.store;

import io.posthouse.model.Answer;
import io.posthouse.model.Caller;
import io.posthouse.model.Command;
import io.posthouse.model.Conversation;
import io.posthouse.model.Draft;
import io.posthouse.model.Fault;
import io.posthouse.model.FaultException;
import io.posthouse.model.Message;
import io.posthouse.model.MessageType;
import io.posthouse.model.Outcome;
import io.posthouse.model.Recalled;
import io.posthouse.model.Scene;
import io.posthouse.model.SessionState;
import io.posthouse.model.TeamCommand;
import io.posthouse.model.TeamField;
import io.posthouse.team.TeamAction;
import io.vertx.core.Future;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** One team of a test: what its members say and see. What has to happen to the team itself, the server does, for it may. */
final class TeamTalk {
    final TestStore store;
    final Conversation team;

    private TeamTalk(TestStore store, Conversation team) {
        this.store = store;
        this.team = team;
    }

    /** A team of existing accounts; the first one is the owner. */
    static TeamTalk begin(TestStore store, Scene scene, Map<TeamField, String> info, String... accounts) {
        Stream.of(accounts).forEach(account -> account(store, account));
        Command create = new TeamCommand.CreateTeam(
                new Conversation(scene, ""), 0, info, List.of(accounts).subList(1, accounts.length), null);
        Answer.TeamMade made = store.answer(
                Caller.server(accounts[0]),
                new Command.Granted((Command.ClientCommand) create, List.of()),
                Answer.TeamMade.class);
        return new TeamTalk(store, made.team().id());
    }

    static TeamTalk begin(TestStore store, String... accounts) {
        return begin(store, Scene.TEAM, Map.of(TeamField.NAME, "team"), accounts);
    }

    /** Makes an account unless it is there. */
    static void account(TestStore store, String account) {
        try {
            store.run(Caller.server(account), new Command.CreateAccount(account, "a-token-of-theirs", null));
        } catch (FaultException known) {
            if (known.fault() != Fault.ALREADY_EXISTS) {
                throw known;
            }
        }
    }

    long join(String account) {
        account(store, account);
        return done(new TeamCommand.AddTeamMembers(team, List.of(account), null, null), TeamAction.ADD);
    }

    long remove(String account) {
        return done(new TeamCommand.RemoveTeamMembers(team, List.of(account)), TeamAction.REMOVE);
    }

    long dismiss() {
        return done(new TeamCommand.DismissTeam(team), TeamAction.DISMISS);
    }

    void mute(String account, boolean on) {
        done(new TeamCommand.MuteTeamMembers(team, List.of(account), on), TeamAction.MUTE);
    }

    void manager(String account) {
        done(new TeamCommand.SetTeamManagers(team, List.of(account), true), TeamAction.APPOINT);
    }

    void set(TeamField field, String word) {
        server(new TeamCommand.UpdateTeam(team, Map.of(field, word), 0), TeamAction.UPDATE_MODES);
    }

    private long done(TeamCommand command, TeamAction action) {
        return ((Answer.TeamDone) server(command, action).answer()).time();
    }

    private Outcome server(TeamCommand command, TeamAction action) {
        return store.run(Caller.server("nobody"), new Command.Granted(command, List.of(action.grant())));
    }

    Draft text(String text, String idClient) {
        return Draft.of(team.scene(), team.id(), MessageType.TEXT, text, null, idClient);
    }

    static Command sending(Draft draft) {
        return new Command.Granted(new Command.Send(draft), List.of(TeamAction.SEND.grant()));
    }

    /** Says something, which is also its idClient. */
    Message say(Caller caller, String text) {
        return ((Answer.Sent) store.run(caller, sending(text(text, text))).answer()).message();
    }

    Future<Outcome> saying(Caller caller, String text) {
        return store.ask(caller, sending(text(text, text)));
    }

    Fault refusal(Caller caller, String text) {
        return store.fault(caller, sending(text(text, text)));
    }

    Command recalling(Message message) {
        return new Command.Granted(
                new Command.Recall(team, message.from(), message.draft().idClient(), message.idServer(), "ps", "at"),
                List.of(TeamAction.RECALL_OTHERS.grant()));
    }

    Recalled recall(Caller caller, Message message) {
        return ((Answer.RecallDone) store.run(caller, recalling(message)).answer()).recalled();
    }

    void read(Caller caller, long time) {
        store.run(caller, new Command.MarkRead(List.of(new Command.SessionMark(team, time))));
    }

    long unread(Caller caller) {
        return state(caller).unread();
    }

    SessionState state(Caller caller) {
        return store.state(caller, team);
    }

    /** What was said, as a live connection that missed it all would be told. */
    List<String> missed(Caller caller) {
        return texts(store.missed(caller, team).stream()
                .filter(Message.class::isInstance)
                .map(Message.class::cast)
                .toList());
    }

    List<String> history(Caller caller) {
        return texts(store.history(caller, team));
    }

    /** Without notifications, which tell of themselves elsewhere. */
    static List<String> texts(List<Message> messages) {
        return messages.stream()
                .filter(message -> message.draft().type() == MessageType.TEXT)
                .map(message -> String.valueOf(message.draft().body()))
                .toList();
    }
}
