package io.posthouse.store;

import io.posthouse.model.Answer;
import io.posthouse.model.Caller;
import io.posthouse.model.Command;
import io.posthouse.model.Conversation;
import io.posthouse.model.Outcome;
import io.posthouse.model.TeamCommand;
import io.posthouse.team.TeamAction;
import io.vertx.core.Future;
import io.vertx.redis.client.Response;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** One team of a test: what happens to it and what is asked of its receipts. */
final class TeamFixture {
    final Conversation team;
    private final TestStore store;
    private final RawRedis redis;
    private final Keys keys;

    TeamFixture(TestStore store, RawRedis redis, String keyPrefix, Conversation team) {
        this.store = store;
        this.redis = redis;
        this.keys = new Keys(keyPrefix);
        this.team = team;
    }

    /** What was sent with needACK. */
    record Sent(String idServer, String idClient, String from) {}

    void join(String account) {
        happen("join", account, "");
    }

    void leave(String account) {
        happen("leave", account, "");
    }

    Sent send(String from, String idClient) {
        long seq = happen("send", from, idClient).get(0).toLong();
        return new Sent(Entries.idServer(seq, Long.parseLong(team.id())), idClient, from);
    }

    private Response happen(String verb, String account, String idClient) {
        return redis.say(
                io.vertx.redis.client.Command.EVAL,
                ScriptText.of("teamfixture"),
                6,
                keys.team(team),
                keys.members(team),
                keys.former(team),
                keys.meta(team),
                keys.acks(team),
                keys.reads(team),
                verb,
                account,
                idClient);
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
}
