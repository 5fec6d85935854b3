package io.posthouse.protocol.nim;

import io.posthouse.model.Answer;
import io.posthouse.model.Conversation;
import io.posthouse.model.Scene;
import io.posthouse.model.TeamCommand;
import io.posthouse.model.TeamField;
import io.vertx.core.Future;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What is done with teams and super teams (T1). What is asked about them is in {@link TeamReadFunctions}. */
final class TeamFunctions {
    private static final int ACCOUNTS_MAX = 200;
    private static final int MANAGERS_MAX = 50;
    private static final int LEVEL_MAX = 1_000_000;

    private final Scene scene;

    TeamFunctions(Scene scene) {
        this.scene = scene;
    }

    static List<Row> ofTeams() {
        TeamFunctions teams = new TeamFunctions(Scene.TEAM);
        return List.of(
                Row.team("8_1", "createTeam", teams::create),
                Row.team("8_5", "addTeamMembers", (args, desk) -> teams.add(args, desk)
                        .map(done -> Reply.of(done.time(), done.left()))),
                Row.team("8_6", "removeTeamMembers", teams::remove),
                Row.team("8_7", "updateTeamInfo", (args, desk) -> teams.update(args, desk)
                        .map(made -> Reply.of(number(made), made.team().updateTime()))),
                Row.team("8_8", "leaveTeam", (args, desk) -> teams.leave(args, desk)),
                Row.team("8_12", "dismissTeam", teams::dismiss),
                Row.team("8_13", "applyTeam", teams::apply),
                Row.team("8_14", "passTeamApply", (args, desk) -> teams.answerApplication(args, desk, true)),
                Row.team("8_15", "rejectTeamApply", (args, desk) -> teams.answerApplication(args, desk, false)),
                Row.team("8_16", "addTeamManagers", (args, desk) -> teams.managers(args, desk, true)),
                Row.team("8_17", "removeTeamManagers", (args, desk) -> teams.managers(args, desk, false)),
                Row.team("8_18", "transferTeam", teams::transfer),
                Row.team("8_19", "updateMyMemberInfo", teams::updateOwn),
                Row.team("8_20", "updateNickInTeam", teams::updateNick),
                Row.team("8_21", "acceptTeamInvite", (args, desk) -> teams.answerInvitation(args, desk, true)),
                Row.team("8_22", "rejectTeamInvite", (args, desk) -> teams.answerInvitation(args, desk, false)),
                Row.team("8_25", "muteTeamMember", (args, desk) -> teams.mute(args, desk, List.of(args.account(1)))),
                Row.team("8_32", "muteTeam", teams::muteAll));
    }

    /** A client cannot create a super team on this wire. */
    static List<Row> ofSuperTeams() {
        TeamFunctions teams = new TeamFunctions(Scene.SUPER_TEAM);
        return List.of(
                Row.team("21_5", "addSuperTeamMembers", (args, desk) -> teams.add(args, desk)
                        .map(done -> Reply.of(done.left(), done.time()))),
                Row.team("21_6", "removeSuperTeamMembers", teams::remove),
                Row.team("21_7", "leaveSuperTeam", (args, desk) -> teams.leave(args, desk)),
                Row.team("21_8", "updateSuperTeamInfo", (args, desk) -> teams.update(args, desk)
                        .map(made -> Reply.of(made.team().updateTime()))),
                Row.team("21_10", "updateMySuperTeamMemberInfo", teams::updateOwn),
                Row.team("21_20", "applySuperTeam", teams::apply),
                Row.team("21_21", "passSuperTeamApply", (args, desk) -> teams.answerApplication(args, desk, true)),
                Row.team("21_22", "rejectSuperTeamApply", (args, desk) -> teams.answerApplication(args, desk, false)),
                Row.team("21_23", "acceptSuperTeamInvite", (args, desk) -> teams.answerInvitation(args, desk, true)),
                Row.team("21_24", "rejectSuperTeamInvite", (args, desk) -> teams.answerInvitation(args, desk, false)),
                Row.team("21_26", "addSuperTeamManagers", (args, desk) -> teams.managers(args, desk, true)),
                Row.team("21_27", "removeSuperTeamManagers", (args, desk) -> teams.managers(args, desk, false)),
                Row.team("21_28", "muteSuperTeam", teams::muteAll),
                Row.team(
                        "21_29",
                        "muteSuperTeamMembers",
                        (args, desk) -> teams.mute(args, desk, args.accounts(1, 1, ACCOUNTS_MAX))),
                Row.team("21_30", "updateSuperTeamMemberNick", teams::updateNick),
                Row.team("21_31", "transferSuperTeam", teams::transfer));
    }

    private static long number(Answer.TeamMade made) {
        return Long.parseLong(made.team().id().id());
    }

    private Conversation team(Args args) {
        return new Conversation(scene, args.teamId(0));
    }

    private Conversation team(Props of) {
        return new Conversation(scene, of.teamId("teamId"));
    }

    private Future<Reply> create(Args args, Desk desk) {
        Props team = args.property(0, Tables.TEAM);
        TeamCommand.CreateTeam command = new TeamCommand.CreateTeam(
                new Conversation(scene, ""),
                (int) Forms.within(0, LEVEL_MAX, team.number("level", 0), "level"),
                Teams.info(team),
                args.has(1) ? args.accounts(1, 0, ACCOUNTS_MAX) : List.of(),
                noneIfEmpty(args.text(2, "")));
        return desk.newTeams().make(command).map(made -> Reply.of(Teams.property(made.team()), made.left()));
    }

    private Future<Answer.TeamDone> add(Args args, Desk desk) {
        return desk.ask(
                new TeamCommand.AddTeamMembers(
                        team(args),
                        args.accounts(1, 1, ACCOUNTS_MAX),
                        noneIfEmpty(args.text(2, "")),
                        noneIfEmpty(args.text(3, ""))),
                Answer.TeamDone.class);
    }

    private Future<Reply> remove(Args args, Desk desk) {
        return done(new TeamCommand.RemoveTeamMembers(team(args), args.accounts(1, 1, ACCOUNTS_MAX)), desk);
    }

    private Future<Answer.TeamMade> update(Args args, Desk desk) {
        Props team = args.property(0, Tables.TEAM);
        return desk.ask(new TeamCommand.UpdateTeam(team(team), Teams.info(team), 0), Answer.TeamMade.class);
    }

    private Future<Reply> leave(Args args, Desk desk) {
        return done(new TeamCommand.LeaveTeam(team(args)), desk);
    }

    private Future<Reply> dismiss(Args args, Desk desk) {
        return done(new TeamCommand.DismissTeam(team(args)), desk);
    }

    private Future<Reply> transfer(Args args, Desk desk) {
        return done(new TeamCommand.TransferTeam(team(args), args.account(1), args.flag(2)), desk);
    }

    private Future<Reply> managers(Args args, Desk desk, boolean on) {
        return done(new TeamCommand.SetTeamManagers(team(args), args.accounts(1, 1, MANAGERS_MAX), on), desk);
    }

    private Future<Reply> mute(Args args, Desk desk, List<String> accounts) {
        return done(new TeamCommand.MuteTeamMembers(team(args), accounts, isOn(args.number(2))), desk);
    }

    private Future<Reply> muteAll(Args args, Desk desk) {
        String word = isOn(args.number(1)) ? "normal" : "none";
        TeamCommand command = new TeamCommand.UpdateTeam(team(args), Map.of(TeamField.MUTE_TYPE, word), 0);
        return desk.ask(command, Answer.TeamMade.class).map(made -> Reply.DONE);
    }

    private static boolean isOn(long number) {
        return Forms.within(0, 1, number, "mute") == 1;
    }

    private Future<Reply> updateOwn(Args args, Desk desk) {
        Props member = args.property(0, tableOfMembers());
        Long bits = member.number("bits");
        return updateMember(
                new TeamCommand.UpdateTeamMember(
                        team(member),
                        desk.account(),
                        member.text("nickInTeam"),
                        member.text("ext"),
                        bits == null ? null : Teams.isQuiet(bits)),
                desk);
    }

    private Future<Reply> updateNick(Args args, Desk desk) {
        Props member = args.property(0, tableOfMembers());
        return updateMember(
                new TeamCommand.UpdateTeamMember(
                        team(member), member.account("account"), member.someText("nickInTeam"), null, null),
                desk);
    }

    private static Future<Reply> updateMember(TeamCommand command, Desk desk) {
        return desk.ask(command, Answer.TeamMembers.class).map(updated -> Reply.DONE);
    }

    private Table tableOfMembers() {
        return scene == Scene.TEAM ? Tables.MEMBER : Tables.SUPER_MEMBER;
    }

    private Future<Reply> apply(Args args, Desk desk) {
        return desk.ask(new TeamCommand.ApplyToTeam(team(args), noneIfEmpty(args.text(1, ""))), Answer.TeamMade.class)
                .map(made -> Reply.of(Teams.property(made.team())));
    }

    private Future<Reply> answerApplication(Args args, Desk desk, boolean pass) {
        return done(
                new TeamCommand.AnswerApplication(team(args), args.account(1), pass, noneIfEmpty(args.text(2, ""))),
                desk);
    }

    private Future<Reply> answerInvitation(Args args, Desk desk, boolean accept) {
        return done(
                new TeamCommand.AnswerInvitation(team(args), args.account(1), accept, noneIfEmpty(args.text(2, ""))),
                desk);
    }

    private static Future<Reply> done(TeamCommand command, Desk desk) {
        return desk.ask(command, Answer.TeamDone.class).map(done -> Reply.DONE);
    }

    private static @Nullable String noneIfEmpty(String text) {
        return text.isEmpty() ? null : text;
    }
}
