package io.posthouse.protocol.json;

import com.fasterxml.jackson.core.JsonGenerator;
import io.posthouse.model.Answer;
import io.posthouse.model.Conversation;
import io.posthouse.model.TeamCommand;
import io.posthouse.model.TeamField;
import java.io.IOException;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;

/** What is done with teams (T1), as src/docs/teams.md lists it. What is asked about them is in {@link TeamReadVerbs}. */
final class TeamVerbs {
    static final int ACCOUNTS_MAX = 200;
    static final int MANAGERS_MAX = 50;
    private static final List<String> INFO =
            Arrays.stream(TeamField.values()).map(TeamField::wireName).toList();

    /** Of a team that is not yet: it has no {@code teamId}. */
    private static final Set<String> CREATED = fields(INFO, "scene", "level", "accounts", "ps", "idClient");

    private TeamVerbs() {}

    static List<Verb> all() {
        return List.of(
                made("createTeam", CREATED, TeamVerbs::create, TeamVerbs::writeMade),
                done("addTeamMembers", TeamVerbs::add, TeamVerbs::writeInvited, "accounts", "ps", "attach"),
                done("removeTeamMembers", TeamVerbs::remove, TeamVerbs::writeLeft, "accounts"),
                done("leaveTeam", in -> new TeamCommand.LeaveTeam(in.team()), TeamVerbs::writeTime),
                done("dismissTeam", in -> new TeamCommand.DismissTeam(in.team()), TeamVerbs::writeTime),
                done("transferTeam", TeamVerbs::transfer, TeamVerbs::writeTime, "account", "leave"),
                done("updateTeamManagers", TeamVerbs::managers, TeamVerbs::writeLeft, "accounts", "isAdd"),
                done("updateTeamMembersMute", TeamVerbs::mute, TeamVerbs::writeLeft, "accounts", "mute"),
                made("updateTeam", with(INFO, "ifUpdateTime"), TeamVerbs::update, TeamWriter::team),
                Verbs.command(
                        "updateTeamMember",
                        with(List.of(), "account", "nickInTeam", "ext", "quiet"),
                        TeamVerbs::updateMember,
                        Answer.TeamMembers.class,
                        (answer, out) ->
                                TeamWriter.member("member", answer.members().get(0), out)),
                made("applyTeam", with(List.of(), "ps"), TeamVerbs::apply, TeamVerbs::writeApplied),
                done("answerTeamApply", TeamVerbs::answerApply, TeamVerbs::writeTime, "account", "pass", "ps"),
                done("answerTeamInvite", TeamVerbs::answerInvite, TeamVerbs::writeTime, "account", "accept", "ps"));
    }

    /** The fields of a request about one team. */
    static Set<String> with(List<String> some, String... others) {
        Set<String> fields = fields(some, others);
        fields.add("scene");
        fields.add("teamId");
        return fields;
    }

    private static Set<String> fields(List<String> some, String... others) {
        Set<String> fields = new TreeSet<>(some);
        fields.addAll(List.of(others));
        return fields;
    }

    private static Verb made(
            String name, Set<String> fields, Function<Fields, TeamCommand> make, Wish.Write<Answer.TeamMade> writing) {
        return Verbs.command(name, fields, make::apply, Answer.TeamMade.class, writing);
    }

    private static Verb done(
            String name, Function<Fields, TeamCommand> make, Wish.Write<Answer.TeamDone> writing, String... fields) {
        return Verbs.command(name, with(List.of(), fields), make::apply, Answer.TeamDone.class, writing);
    }

    private static TeamCommand create(Fields in) {
        Map<TeamField, String> info = info(in);
        if (Forms.required(info.get(TeamField.NAME), in.path("name")).isEmpty()) {
            throw Values.invalid(in.path("name"));
        }
        return new TeamCommand.CreateTeam(
                new Conversation(in.teamScene(), ""),
                (int) in.number("level", 1, Integer.MAX_VALUE, 0),
                info,
                in.accountsOrNone("accounts", ACCOUNTS_MAX),
                in.text("ps"),
                in.idOrNone("idClient"));
    }

    /** The texts and modes that are named. A mode may only be one of its words. */
    private static Map<TeamField, String> info(Fields in) {
        Map<TeamField, String> info = new EnumMap<>(TeamField.class);
        for (TeamField field : TeamField.values()) {
            String value = in.text(field.wireName());
            if (value == null) {
                continue;
            }
            if (!field.words().isEmpty() && !field.words().contains(value)) {
                throw Values.invalid(in.path(field.wireName()));
            }
            info.put(field, value);
        }
        return info;
    }

    private static TeamCommand add(Fields in) {
        return new TeamCommand.AddTeamMembers(
                in.team(), in.accounts("accounts", ACCOUNTS_MAX), in.text("ps"), in.text("attach"));
    }

    private static TeamCommand remove(Fields in) {
        return new TeamCommand.RemoveTeamMembers(in.team(), in.accounts("accounts", ACCOUNTS_MAX));
    }

    private static TeamCommand transfer(Fields in) {
        return new TeamCommand.TransferTeam(in.team(), in.account("account"), in.flag("leave", false));
    }

    private static TeamCommand managers(Fields in) {
        return new TeamCommand.SetTeamManagers(in.team(), in.accounts("accounts", MANAGERS_MAX), in.flag("isAdd"));
    }

    private static TeamCommand mute(Fields in) {
        return new TeamCommand.MuteTeamMembers(in.team(), in.accounts("accounts", ACCOUNTS_MAX), in.flag("mute"));
    }

    private static TeamCommand update(Fields in) {
        Map<TeamField, String> info = info(in);
        if (info.isEmpty()) {
            throw Values.invalid(in.path("name"));
        }
        return new TeamCommand.UpdateTeam(in.team(), info, in.number("ifUpdateTime", 0, Values.NUMBER_MAX, 0));
    }

    private static TeamCommand updateMember(Fields in) {
        return new TeamCommand.UpdateTeamMember(
                in.team(),
                in.account("account", in.caller().account()),
                in.text("nickInTeam"),
                in.text("ext"),
                in.flagOrNone("quiet"));
    }

    private static TeamCommand apply(Fields in) {
        return new TeamCommand.ApplyToTeam(in.team(), in.text("ps"));
    }

    private static TeamCommand answerApply(Fields in) {
        return new TeamCommand.AnswerApplication(in.team(), in.account("account"), in.flag("pass"), in.text("ps"));
    }

    private static TeamCommand answerInvite(Fields in) {
        return new TeamCommand.AnswerInvitation(in.team(), in.account("account"), in.flag("accept"), in.text("ps"));
    }

    private static void writeMade(Answer.TeamMade answer, JsonGenerator out) throws IOException {
        TeamWriter.team(answer, out);
        SessionWriter.accounts("left", answer.left(), out);
        out.writeBooleanField("invited", answer.invited());
    }

    private static void writeApplied(Answer.TeamMade answer, JsonGenerator out) throws IOException {
        TeamWriter.team(answer, out);
        out.writeBooleanField("joined", !answer.invited());
    }

    private static void writeTime(Answer.TeamDone answer, JsonGenerator out) throws IOException {
        out.writeNumberField("time", answer.time());
    }

    private static void writeLeft(Answer.TeamDone answer, JsonGenerator out) throws IOException {
        writeTime(answer, out);
        SessionWriter.accounts("left", answer.left(), out);
    }

    private static void writeInvited(Answer.TeamDone answer, JsonGenerator out) throws IOException {
        writeLeft(answer, out);
        out.writeBooleanField("invited", answer.invited());
    }
}
