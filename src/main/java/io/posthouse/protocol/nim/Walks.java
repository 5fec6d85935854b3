package io.posthouse.protocol.nim;

import io.posthouse.model.Answer;
import io.posthouse.model.Card;
import io.posthouse.model.Command;
import io.posthouse.model.Conversation;
import io.posthouse.model.Fault;
import io.posthouse.model.FaultException;
import io.posthouse.model.Friend;
import io.posthouse.model.FriendCommand;
import io.posthouse.model.Scene;
import io.posthouse.model.Team;
import io.posthouse.model.TeamCommand;
import io.posthouse.model.TeamMember;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;

/** Reads page after page what this wire has to tell in one packet; past so many pages it is refused rather than cut silently. */
final class Walks {
    /** Friends and as many deleted ones need 60. */
    private static final int PAGES_MAX = 100;

    private static final int CARDS_MAX = 150;

    private Walks() {}

    /**
     * The account's teams of both scenes.
     *
     * @param members its own entry in each, in the same order
     */
    record OwnTeams(List<Team> teams, List<TeamMember> members) {

        /** Those in which something changed after this time. */
        List<Team> of(Scene scene, long since) {
            return teams.stream()
                    .filter(team -> team.id().scene() == scene)
                    .filter(team -> Math.max(team.updateTime(), team.memberUpdateTime()) > since)
                    .toList();
        }

        List<TeamMember> membersOf(Scene scene) {
            return members.stream()
                    .filter(member -> member.team().scene() == scene)
                    .toList();
        }
    }

    static Future<OwnTeams> ownTeams(Desk desk) {
        return ownTeams(desk, "", new OwnTeams(new ArrayList<>(), new ArrayList<>()), 1);
    }

    private static Future<OwnTeams> ownTeams(Desk desk, String page, OwnTeams read, int pages) {
        Conversation none = new Conversation(Scene.TEAM, "");
        return desk.ask(new TeamCommand.GetOwnTeams(none, page), Answer.Teams.class)
                .compose(answer -> {
                    read.teams.addAll(answer.teams());
                    read.members.addAll(answer.members());
                    return isLast(answer.nextPage(), pages)
                            ? Future.succeededFuture(read)
                            : ownTeams(desk, answer.nextPage(), read, pages + 1);
                });
    }

    static Future<List<TeamMember>> members(Conversation team, boolean mutedOnly, Desk desk) {
        return members(team, mutedOnly, desk, "", new ArrayList<>(), 1);
    }

    private static Future<List<TeamMember>> members(
            Conversation team, boolean mutedOnly, Desk desk, String page, List<TeamMember> read, int pages) {
        return desk.ask(new TeamCommand.GetTeamMembers(team, page, mutedOnly), Answer.TeamMembers.class)
                .compose(answer -> {
                    read.addAll(answer.members());
                    return isLast(answer.nextPage(), pages)
                            ? Future.succeededFuture(read)
                            : members(team, mutedOnly, desk, answer.nextPage(), read, pages + 1);
                });
    }

    static Future<Answer.TeamReaders> readers(Conversation team, String idServer, Desk desk) {
        return readers(team, idServer, desk, "", new ArrayList<>(), new ArrayList<>(), 1);
    }

    private static Future<Answer.TeamReaders> readers(
            Conversation team,
            String idServer,
            Desk desk,
            String page,
            List<String> read,
            List<String> unread,
            int pages) {
        return desk.ask(new TeamCommand.GetTeamReaders(team, idServer, page), Answer.TeamReaders.class)
                .compose(answer -> {
                    read.addAll(answer.read());
                    unread.addAll(answer.unread());
                    return isLast(answer.nextPage(), pages)
                            ? Future.succeededFuture(new Answer.TeamReaders(answer.count(), read, unread, ""))
                            : readers(team, idServer, desk, answer.nextPage(), read, unread, pages + 1);
                });
    }

    /** Has a page read. */
    interface Reading {
        <A extends Answer> Future<A> read(Command.ClientCommand command, Class<A> answered);
    }

    /** Friends that changed after a time; 0 for all. */
    static Future<Answer.Friends> friends(long since, Reading reading) {
        return friends(since, "", reading, new ArrayList<>(), 1);
    }

    private static Future<Answer.Friends> friends(
            long since, String page, Reading reading, List<Friend> read, int pages) {
        return reading.read(new FriendCommand.GetFriends(since, page), Answer.Friends.class)
                .compose(answer -> {
                    read.addAll(answer.friends());
                    return isLast(answer.nextPage(), pages)
                            ? Future.succeededFuture(new Answer.Friends(read, answer.whole(), "", answer.since()))
                            : friends(since, answer.nextPage(), reading, read, pages + 1);
                });
    }

    /** A page of sessions; clients take an empty one for the end, so it is read on until there is one. */
    static Future<Answer.Sessions> sessions(Command.GetSessions ask, Desk desk) {
        return sessions(ask, desk, 1);
    }

    private static Future<Answer.Sessions> sessions(Command.GetSessions ask, Desk desk, int pages) {
        return desk.ask(ask, Answer.Sessions.class).compose(page -> {
            boolean isEnough = !page.sessions().isEmpty() || !page.more();
            return isLast(isEnough ? "" : "more", pages)
                    ? Future.succeededFuture(page)
                    : sessions(
                            new Command.GetSessions(ask.changedAfter(), page.before(), ask.limit()), desk, pages + 1);
        });
    }

    static Future<List<Card>> cards(List<String> accounts, Reading reading) {
        return cards(accounts, reading, new ArrayList<>());
    }

    private static Future<List<Card>> cards(List<String> accounts, Reading reading, List<Card> read) {
        if (accounts.isEmpty()) {
            return Future.succeededFuture(read);
        }
        int size = Math.min(CARDS_MAX, accounts.size());
        return reading.read(new Command.GetCards(accounts.subList(0, size)), Answer.Cards.class)
                .compose(answer -> {
                    read.addAll(answer.cards());
                    return cards(accounts.subList(size, accounts.size()), reading, read);
                });
    }

    private static boolean isLast(String nextPage, int pages) {
        if (!nextPage.isEmpty() && pages >= PAGES_MAX) {
            throw new FaultException(Fault.LIMIT_REACHED);
        }
        return nextPage.isEmpty();
    }
}
