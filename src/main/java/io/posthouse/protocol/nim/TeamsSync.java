package io.posthouse.protocol.nim;

import io.posthouse.model.Answer;
import io.posthouse.model.Conversation;
import io.posthouse.model.Scene;
import io.posthouse.model.Team;
import io.posthouse.model.TeamCommand;
import io.posthouse.model.TeamMember;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.List;

/** Tells a client its teams, and what it is in each, page by page as its socket drains: an account may be in very many. */
final class TeamsSync {
    private final Desk desk;
    private final Props wanted;
    private final long since;
    private final long now;
    private final Batch teams;
    private final Batch members;
    private final Batch superTeams;
    private final Batch superMembers;
    private final Promise<Void> done = Promise.promise();

    /** @param now what the client is told that it has all up to */
    TeamsSync(Desk desk, Props wanted, long now) {
        this.desk = desk;
        this.wanted = wanted;
        this.now = now;
        this.since = Math.max(wanted.number("teams", 0), wanted.number("superTeams", 0));
        this.teams = new Batch(desk, "8_109", since, (some, isAll, time) -> List.of(time, some));
        this.members = new Batch(desk, "8_126", since, (some, isAll, time) -> List.of(some, time));
        this.superTeams =
                new Batch(desk, "21_109", since, (some, isAll, time) -> List.of(some, isAll && since == 0, time));
        this.superMembers = new Batch(desk, "21_111", since, (some, isAll, time) -> List.of(some, time));
    }

    Future<Void> run() {
        read("");
        return done.future();
    }

    /** In rounds and not in a chain: of a thousand pages it would be a deep one. */
    private void read(String page) {
        Conversation none = new Conversation(Scene.TEAM, "");
        desk.readForSync(new TeamCommand.GetOwnTeams(none, page), Answer.Teams.class)
                .map(this::tell)
                .onSuccess(next -> {
                    if (next.isEmpty()) {
                        done.complete();
                    } else {
                        read(next);
                    }
                })
                .onFailure(done::fail);
    }

    /** @return the next page, empty if this is the last */
    private String tell(Answer.Teams page) {
        page.teams().forEach(this::tell);
        page.members().forEach(this::tell);
        if (page.nextPage().isEmpty()) {
            List.of(teams, members, superTeams, superMembers).forEach(batch -> batch.end(now));
        }
        return page.nextPage();
    }

    private void tell(Team team) {
        boolean isSuper = Teams.isSuper(team.id());
        if (Math.max(team.updateTime(), team.memberUpdateTime()) > since
                && wanted.has(isSuper ? "superTeams" : "teams")) {
            (isSuper ? superTeams : teams).add(Teams.property(team));
        }
    }

    private void tell(TeamMember member) {
        boolean isSuper = Teams.isSuper(member.team());
        if (wanted.has(isSuper ? "mySuperTeamMembers" : "myTeamMembers")) {
            (isSuper ? superMembers : members).add(Teams.member(member));
        }
    }
}
