package io.posthouse.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.posthouse.model.Answer;
import io.posthouse.model.Caller;
import io.posthouse.model.Command;
import io.posthouse.model.Conversation;
import io.posthouse.model.Event;
import io.posthouse.model.Fault;
import io.posthouse.model.Message;
import io.posthouse.model.MessageType;
import io.posthouse.model.Outcome;
import io.posthouse.model.Push;
import io.posthouse.model.Scene;
import io.posthouse.model.Team;
import io.posthouse.model.TeamCommand;
import io.posthouse.model.TeamField;
import io.posthouse.model.TeamMember;
import io.posthouse.team.Grants;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Asks a store for what is done with teams, with the grants that the routing gives. */
final class TestTeams {
    static final Conversation NO_TEAM = new Conversation(Scene.TEAM, "");

    final TestStore store;
    private final Keys keys;

    TestTeams(TestStore store, String keyPrefix) {
        this.store = store;
        this.keys = new Keys(keyPrefix);
    }

    Keys keys() {
        return keys;
    }

    static Caller as(String account) {
        return account.equals("server") ? Caller.server("server") : TestStore.device(account, "d-" + account);
    }

    void accounts(String... accounts) {
        for (String account : accounts) {
            store.run(Caller.server(""), new Command.CreateAccount(account, "token-of-" + account, null));
        }
    }

    static Command granted(Caller caller, Command.ClientCommand command) {
        return Grants.granted(caller.account(), command);
    }

    Future<Outcome> ask(String account, Command.ClientCommand command) {
        return store.ask(as(account), granted(as(account), command));
    }

    Outcome run(String account, Command.ClientCommand command) {
        return TestStore.await(ask(account, command));
    }

    Fault fault(String account, Command.ClientCommand command) {
        return store.fault(as(account), granted(as(account), command));
    }

    Conversation create(String owner, String... accounts) {
        return create(owner, Map.of(), accounts);
    }

    Conversation create(String owner, Map<TeamField, String> info, String... accounts) {
        return ((Answer.TeamMade) run(owner, creation(info, accounts)).answer())
                .team()
                .id();
    }

    static TeamCommand.CreateTeam creation(Map<TeamField, String> info, String... accounts) {
        return new TeamCommand.CreateTeam(NO_TEAM, 0, info, List.of(accounts), null);
    }

    static TeamCommand.AddTeamMembers adding(Conversation team, String... accounts) {
        return new TeamCommand.AddTeamMembers(team, List.of(accounts), null, null);
    }

    static TeamCommand.RemoveTeamMembers removing(Conversation team, String... accounts) {
        return new TeamCommand.RemoveTeamMembers(team, List.of(accounts));
    }

    void managers(Conversation team, String owner, String... accounts) {
        run(owner, new TeamCommand.SetTeamManagers(team, List.of(accounts), true));
    }

    /** What is known of the team, whoever asks. */
    Team team(Conversation team) {
        Answer.Teams found = (Answer.Teams)
                run("server", new TeamCommand.FindTeams(team, List.of(team))).answer();
        assertThat(found.teams()).hasSize(1);
        return found.teams().get(0);
    }

    List<TeamMember> members(Conversation team) {
        List<TeamMember> members = new ArrayList<>();
        String page = "";
        do {
            Answer.TeamMembers some =
                    (Answer.TeamMembers) run("server", new TeamCommand.GetTeamMembers(team, page, false))
                            .answer();
            members.addAll(some.members());
            page = some.nextPage();
        } while (!page.isEmpty());
        return members;
    }

    /** Account and role letter of everybody, sorted, as in {@code ann:o bob:n}. */
    String roles(Conversation team) {
        return members(team).stream()
                .map(member -> member.account() + ":" + member.role().letter())
                .sorted()
                .collect(Collectors.joining(" "));
    }

    TeamMember member(Conversation team, String account) {
        Answer.TeamMembers found =
                (Answer.TeamMembers) run("server", new TeamCommand.FindTeamMembers(team, List.of(account)))
                        .answer();
        assertThat(found.members()).hasSize(1);
        return found.members().get(0);
    }

    /** Writes an invitation or application as if it had been made. */
    void waits(Conversation team, String field, String value) {
        store.raw(Call.of(io.vertx.redis.client.Command.HSET)
                .key(keys.pending(team))
                .arg(field)
                .arg(value));
    }

    /** The fields of the invitations and applications that wait. */
    Set<String> waiting(Conversation team) {
        Set<String> fields = new TreeSet<>();
        store.raw(Call.of(io.vertx.redis.client.Command.HKEYS).key(keys.pending(team)))
                .get()
                .forEach(field -> fields.add(field.toString()));
        return fields;
    }

    /** Everything that is kept of a team, as text. */
    String dump(Conversation team) {
        List<String> hashes = List.of(
                keys.team(team),
                keys.members(team),
                keys.former(team),
                keys.pending(team),
                keys.meta(team),
                keys.acks(team),
                keys.reads(team));
        String log = store.raw(Call.of(io.vertx.redis.client.Command.XLEN).key(keys.log(team)))
                .get()
                .toString();
        return hashes.stream()
                        .map(key -> store.raw(Call.of(io.vertx.redis.client.Command.HGETALL)
                                        .key(key))
                                .get()
                                .toString())
                        .collect(Collectors.joining("\n"))
                + "\n"
                + log;
    }

    /** The one notification that an outcome pushes, which is also the last entry of the log. */
    Notification notification(Outcome outcome) {
        Push push = outcome.pushes().get(0);
        assertThat(push.exceptConnection()).isEmpty();
        Message message = (Message) ((Event.Arrived) push.event()).entry();
        assertThat(message.draft().type()).isEqualTo(MessageType.NOTIFICATION);
        assertThat(message.fromDeviceId())
                .as("it reaches all devices of whoever did it")
                .isEmpty();
        JsonObject attach = new JsonObject(message.draft().attach());
        return new Notification(push, message, attach.getString("type"), attach.getJsonObject("data"));
    }

    /** Kind, who is told and by whom, of account changes that an outcome pushes. */
    static List<String> notices(Outcome outcome) {
        return outcome.pushes().stream()
                .filter(push -> push.event() instanceof Event.AccountChanged)
                .map(push -> {
                    Event.Change.TeamNotified change =
                            (Event.Change.TeamNotified) ((Event.AccountChanged) push.event()).change();
                    return change.notice().wireName() + " " + push.accounts() + " from " + change.from();
                })
                .toList();
    }

    static String[] names(String prefix, int count) {
        String[] names = new String[count];
        Arrays.setAll(names, i -> prefix + i);
        return names;
    }

    /** A notification taken apart. */
    record Notification(Push push, Message message, String type, JsonObject data) {
        List<String> accounts() {
            return data.getJsonArray("accounts").stream()
                    .map(String::valueOf)
                    .sorted()
                    .toList();
        }
    }
}
