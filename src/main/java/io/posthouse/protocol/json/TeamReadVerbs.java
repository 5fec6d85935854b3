package io.posthouse.protocol.json;

import com.fasterxml.jackson.core.JsonGenerator;
import io.posthouse.model.Answer;
import io.posthouse.model.Conversation;
import io.posthouse.model.Scene;
import io.posthouse.model.TeamCommand;
import java.io.IOException;
import java.util.List;
import java.util.Set;

/** What is asked about teams and their receipts (C2), as src/docs/teams.md lists it. */
final class TeamReadVerbs {
    static final int TEAMS_MAX = 100;
    static final int RECEIPTS_MAX = 50;
    private static final int PAGE_CHARS_MAX = 256;

    private TeamReadVerbs() {}

    static List<Verb> all() {
        return List.of(
                Verbs.command("teams", Set.of("page"), TeamReadVerbs::own, Answer.Teams.class, TeamWriter::ownTeams),
                Verbs.command(
                        "teamsById",
                        Set.of("scene", "teamIds"),
                        TeamReadVerbs::byId,
                        Answer.Teams.class,
                        TeamWriter::teams),
                Verb.request(
                        "teamMembers",
                        () -> new TreeBody(TeamVerbs.with(List.of(), "page", "mute"), TeamReadVerbs::members)),
                Verbs.command(
                        "teamMembersByAccount",
                        TeamVerbs.with(List.of(), "accounts"),
                        in -> new TeamCommand.FindTeamMembers(
                                in.team(), in.accounts("accounts", TeamVerbs.ACCOUNTS_MAX)),
                        Answer.TeamMembers.class,
                        TeamWriter::someMembers),
                Verbs.command(
                        "teamReceipts",
                        TeamVerbs.with(List.of(), "msgs"),
                        in -> new TeamCommand.SendTeamReceipts(in.team(), messages(in)),
                        Answer.TeamReads.class,
                        (answer, out) -> TeamWriter.reads(answer.counts(), out)),
                Verbs.command(
                        "teamReads",
                        TeamVerbs.with(List.of(), "msgs"),
                        in -> new TeamCommand.GetTeamReads(in.team(), messages(in)),
                        Answer.TeamReads.class,
                        (answer, out) -> TeamWriter.reads(answer.counts(), out)),
                Verbs.command(
                        "teamReaders",
                        TeamVerbs.with(List.of(), "idServer", "page"),
                        in -> new TeamCommand.GetTeamReaders(
                                in.team(), Forms.someIdServer(in.text("idServer"), in.path("idServer")), page(in)),
                        Answer.TeamReaders.class,
                        TeamReadVerbs::writeReaders));
    }

    private static TeamCommand own(Fields in) {
        return new TeamCommand.GetOwnTeams(new Conversation(Scene.TEAM, ""), page(in));
    }

    private static TeamCommand byId(Fields in) {
        Scene scene = in.teamScene();
        List<Conversation> teams =
                in.texts("teamIds", TEAMS_MAX, id -> new Conversation(scene, Forms.teamId(id, in.path("teamIds"))));
        return new TeamCommand.FindTeams(
                new Conversation(scene, ""), teams.stream().distinct().toList());
    }

    private static List<String> messages(Fields in) {
        return in.texts("msgs", RECEIPTS_MAX, id -> Forms.someIdServer(id, in.path("msgs"))).stream()
                .distinct()
                .toList();
    }

    private static String page(Fields in) {
        return Forms.atMost(PAGE_CHARS_MAX, in.text("page", ""), in.path("page"));
    }

    private static Wish members(Fields in) {
        MembersPage page = MembersPage.parse(page(in), in.path("page"));
        TeamCommand command = new TeamCommand.GetTeamMembers(in.team(), page.stored(), in.flag("mute", false));
        return new Wish.Ask<>(command, Answer.TeamMembers.class, (answer, out) -> {
            Answer.TeamMembers part = page.cut(answer);
            TeamWriter.members(part.members(), out);
            out.writeStringField("page", part.nextPage());
        });
    }

    private static void writeReaders(Answer.TeamReaders answer, JsonGenerator out) throws IOException {
        out.writeFieldName("reads");
        TeamWriter.read(answer.count(), out);
        SessionWriter.accounts("readAccounts", answer.read(), out);
        SessionWriter.accounts("unreadAccounts", answer.unread(), out);
        out.writeStringField("page", answer.nextPage());
    }
}
