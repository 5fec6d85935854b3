package io.posthouse.store;

import io.posthouse.model.Answer;
import io.posthouse.model.Caller;
import io.posthouse.model.Command;
import io.posthouse.model.Conversation;
import io.posthouse.model.Draft;
import io.posthouse.model.MessageType;
import io.posthouse.model.Outcome;
import io.posthouse.model.Scene;
import io.posthouse.model.Setting;
import io.posthouse.model.TeamCommand;
import io.posthouse.model.TeamField;
import io.posthouse.team.TeamAction;
import io.vertx.core.Future;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** One team of a test: who comes and goes, what is sent with needACK, and what is asked of its receipts (C2). */
final class TeamFixture {
    final TeamTalk talk;
    final Conversation team;
    private final TestStore store;

    private TeamFixture(TeamTalk talk) {
        this.talk = talk;
        this.team = talk.team;
        this.store = talk.store;
    }

    /** The first account is the owner. */
    static TeamFixture begin(TestStore store, Scene scene, List<String> accounts) {
        return new TeamFixture(
                TeamTalk.begin(store, scene, Map.of(TeamField.NAME, "readers"), accounts.toArray(String[]::new)));
    }

    /** What was sent with needACK. */
    record Sent(String idServer, String idClient, String from) {}

    void join(String account) {
        talk.join(account);
    }

    void leave(String account) {
        talk.remove(account);
    }

    Sent send(String from, String idClient) {
        return send(TestStore.device(from, "d"), idClient);
    }

    Sent send(Caller caller, String idClient) {
        Answer.Sent sent =
                (Answer.Sent) TestStore.await(sending(caller, idClient)).answer();
        return new Sent(sent.message().idServer(), idClient, caller.account());
    }

    Future<Outcome> sending(Caller caller, String idClient) {
        Draft draft = new Draft(
                team.scene(),
                team.id(),
                MessageType.TEXT,
                "text",
                null,
                idClient,
                null,
                null,
                Setting.DEFAULT,
                null,
                null,
                null,
                true);
        return store.ask(caller, new Command.Granted(new Command.Send(draft), List.of(TeamAction.SEND.grant())));
    }

    Future<Outcome> receipts(String account, List<String> idServers) {
        return ask(account, new TeamCommand.SendTeamReceipts(team, idServers), TeamAction.SEND_RECEIPT);
    }

    Answer.TeamReads reads(String account, List<String> idServers) {
        return reads(TestStore.device(account, "d"), idServers);
    }

    Answer.TeamReads reads(Caller caller, List<String> idServers) {
        return (Answer.TeamReads)
                TestStore.await(ask(caller, new TeamCommand.GetTeamReads(team, idServers), TeamAction.READ_RECEIPTS))
                        .answer();
    }

    Readers readers(String account, String idServer) {
        return readers(TestStore.device(account, "d"), idServer);
    }

    /** All pages. Fails if an account is told twice. */
    Readers readers(Caller caller, String idServer) {
        Set<String> read = new HashSet<>();
        Set<String> unread = new HashSet<>();
        Answer.TeamReaders page;
        String next = "";
        do {
            page = readersPage(caller, idServer, next);
            int before = read.size() + unread.size();
            read.addAll(page.read());
            unread.addAll(page.unread());
            if (read.size() + unread.size()
                    != before + page.read().size() + page.unread().size()) {
                throw new AssertionError("C2: an account is on one page only");
            }
            next = page.nextPage();
        } while (!next.isEmpty());
        return new Readers(page.count().read(), page.count().unread(), read, unread);
    }

    record Readers(int readCount, int unreadCount, Set<String> read, Set<String> unread) {}

    Answer.TeamReaders readersPage(String account, String idServer, String page) {
        return readersPage(TestStore.device(account, "d"), idServer, page);
    }

    private Answer.TeamReaders readersPage(Caller caller, String idServer, String page) {
        return (Answer.TeamReaders) TestStore.await(
                        ask(caller, new TeamCommand.GetTeamReaders(team, idServer, page), TeamAction.READ_RECEIPTS))
                .answer();
    }

    Future<Outcome> ask(String account, TeamCommand command, TeamAction action) {
        return ask(TestStore.device(account, "d"), command, action);
    }

    Future<Outcome> ask(Caller caller, TeamCommand command, TeamAction action) {
        return store.ask(caller, new Command.Granted(command, List.of(action.grant())));
    }

    /** Members who never were asked: copies of one who was. For a crowd whose coming is not what is tested. */
    void crowd(Keys keys, String like, List<String> accounts) {
        String member = store.raw(Call.of(io.vertx.redis.client.Command.HGET)
                        .key(keys.members(team))
                        .arg(like))
                .get()
                .toString();
        for (int from = 0; from < accounts.size(); from += 1_000) {
            Call call = Call.of(io.vertx.redis.client.Command.HSET).key(keys.members(team));
            accounts.subList(from, Math.min(from + 1_000, accounts.size()))
                    .forEach(account -> call.arg(account).arg(member));
            store.raw(call);
        }
        store.raw(Call.of(io.vertx.redis.client.Command.HINCRBY)
                .key(keys.team(team))
                .arg("count")
                .arg(accounts.size()));
    }

    /** Bytes that a key takes, all elements looked at. */
    long memoryOf(String key) {
        return store.raw(Call.of(io.vertx.redis.client.Command.MEMORY)
                        .key("USAGE")
                        .arg(key)
                        .arg("SAMPLES")
                        .arg(0))
                .get()
                .toLong();
    }
}
