package io.posthouse.store;

import io.posthouse.model.Answer;
import io.posthouse.model.Caller;
import io.posthouse.model.Conversation;
import io.posthouse.model.Event;
import io.posthouse.model.Fault;
import io.posthouse.model.FaultException;
import io.posthouse.model.Grant;
import io.posthouse.model.Outcome;
import io.posthouse.model.Push;
import io.posthouse.model.ReadCount;
import io.posthouse.model.TeamCommand;
import io.vertx.core.Future;
import io.vertx.redis.client.Response;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** Who has read the messages of a team that were sent with needACK (C2). Decided and counted in the scripts. */
final class TeamReceipts {
    private static final int MESSAGES_MAX = 50;
    /** Accounts that one page looks at, about; their names fit in a frame. */
    private static final int PAGE = 500;

    private static final Pattern PAGE_FORM = Pattern.compile("([mf])-(\\d{1,15})-(\\d{1,15})");

    private final Lines lines;
    private final Keys keys;

    TeamReceipts(Lines lines, Keys keys) {
        this.lines = lines;
        this.keys = keys;
    }

    Future<Outcome> send(Caller caller, TeamCommand.SendTeamReceipts receipts, List<Grant> grants) {
        Conversation team = Sides.requireTeam(receipts.team());
        List<Long> seqs = seqs(team, receipts.idServers());
        Call call = asked(
                Call.of(Script.TEAM_RECEIPT)
                        .key(keys.team(team))
                        .key(keys.members(team))
                        .key(keys.former(team))
                        .key(keys.meta(team))
                        .key(keys.acks(team))
                        .key(keys.reads(team)),
                caller,
                grants);
        seqs.forEach(call::arg);
        return lines.ask(call).map(reply -> sent(caller, team, accepted(reply).get(1)));
    }

    Future<Outcome> reads(Caller caller, TeamCommand.GetTeamReads ask, List<Grant> grants) {
        Conversation team = Sides.requireTeam(ask.team());
        List<Long> seqs = seqs(team, ask.idServers());
        Call call = asked(
                Call.of(Script.TEAM_READS)
                        .key(keys.team(team))
                        .key(keys.members(team))
                        .key(keys.acks(team)),
                caller,
                grants);
        seqs.forEach(call::arg);
        return lines.ask(call).map(reply -> {
            Response flat = accepted(reply).get(1);
            List<ReadCount> counts = new ArrayList<>(flat.size() / 4);
            for (int i = 0; i < flat.size(); i += 4) {
                counts.add(count(team, flat, i, ""));
            }
            return Outcome.of(new Answer.TeamReads(counts));
        });
    }

    Future<Outcome> readers(Caller caller, TeamCommand.GetTeamReaders ask, List<Grant> grants) {
        Conversation team = Sides.requireTeam(ask.team());
        var page = PAGE_FORM.matcher(ask.page().isEmpty() ? "m-0-0" : ask.page());
        if (!page.matches()) {
            throw new FaultException(Fault.INVALID, "page");
        }
        Call call = asked(
                        Call.of(Script.TEAM_READERS)
                                .key(keys.team(team))
                                .key(keys.members(team))
                                .key(keys.former(team))
                                .key(keys.meta(team))
                                .key(keys.acks(team))
                                .key(keys.reads(team)),
                        caller,
                        grants)
                .arg(seqOf(team, ask.idServer()))
                .arg(PAGE)
                .arg(page.group(1))
                .arg(page.group(2))
                .arg(page.group(3));
        return lines.ask(call).map(reply -> Outcome.of(readers(ask.idServer(), accepted(reply))));
    }

    private static Answer.TeamReaders readers(String idServer, Reply reply) {
        ReadCount count =
                new ReadCount(idServer, reply.get(1).toString(), (int) reply.number(2), (int) reply.number(3), "");
        String hash = reply.get(6).toString();
        String next = hash.isEmpty() ? "" : hash + "-" + reply.get(7) + "-" + reply.get(8);
        return new Answer.TeamReaders(count, texts(reply.get(4)), texts(reply.get(5)), next);
    }

    /** The senders' devices are told, each sender of its own messages in one event. */
    private static Outcome sent(Caller caller, Conversation team, Response flat) {
        List<ReadCount> counts = new ArrayList<>(flat.size() / 5);
        Map<String, List<ReadCount>> bySender = new LinkedHashMap<>();
        for (int i = 0; i < flat.size(); i += 5) {
            ReadCount count = count(team, flat, i, caller.account());
            counts.add(count);
            String sender = flat.get(i + 4).toString();
            if (!sender.isEmpty()) {
                bySender.computeIfAbsent(sender, s -> new ArrayList<>()).add(count);
            }
        }
        List<Push> pushes = new ArrayList<>(bySender.size());
        bySender.forEach((sender, moved) ->
                pushes.add(Push.to(List.of(sender), new Event.TeamReadsMoved(team, moved), caller.connectionId())));
        return new Outcome(new Answer.TeamReads(counts), pushes);
    }

    private static ReadCount count(Conversation team, Response flat, int at, String reader) {
        return new ReadCount(
                Entries.idServer(flat.get(at).toLong(), Long.parseLong(team.id())),
                flat.get(at + 1).toString(),
                flat.get(at + 2).toInteger(),
                flat.get(at + 3).toInteger(),
                reader);
    }

    private static Call asked(Call call, Caller caller, List<Grant> grants) {
        return call.arg(caller.account())
                .arg(TeamCalls.isServer(caller) ? 1 : 0)
                .arg(TeamSends.rolesText(grants));
    }

    private static Reply accepted(Reply reply) {
        return switch ((int) reply.number(0)) {
            case 0 -> reply;
            case 1 -> throw new FaultException(Fault.NOT_FOUND, "team");
            case 4 -> throw new FaultException(Fault.NOT_FOUND, "idServer");
            case 2 -> throw new FaultException(Fault.NOT_A_MEMBER);
            case 3 -> throw new FaultException(Fault.FORBIDDEN);
            default -> throw new IllegalStateException("a receipt script answered " + reply.number(0));
        };
    }

    /** The seqs of a team's messages, each once; what is not one of its ids is left out. */
    private static List<Long> seqs(Conversation team, List<String> idServers) {
        if (idServers.isEmpty() || idServers.size() > MESSAGES_MAX) {
            throw new FaultException(Fault.INVALID, "msgs");
        }
        Set<Long> seqs = new LinkedHashSet<>();
        idServers.forEach(idServer -> seqs.add(seqOf(team, idServer)));
        return List.copyOf(seqs);
    }

    /** 0, which no message has, if it is not an id of this team's messages. */
    private static long seqOf(Conversation team, String idServer) {
        long seq = Entries.seqOf(idServer);
        return Entries.idServer(seq, Long.parseLong(team.id())).equals(idServer) ? seq : 0;
    }

    private static List<String> texts(Response list) {
        List<String> texts = new ArrayList<>(list.size());
        list.forEach(text -> texts.add(text.toString()));
        return texts;
    }
}
