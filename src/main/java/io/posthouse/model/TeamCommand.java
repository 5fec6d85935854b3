package io.posthouse.model;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What may be asked of teams (T1, C2). Who may what is one table, {@code team.TeamRules}; it is decided where the team is
 * stored, so that two managers on two nodes leave one consistent team. Fails with {@code NOT_FOUND} for a team that is not
 * or is dismissed, {@code FORBIDDEN} where the table says no, {@code LIMIT_REACHED} past a limit.
 *
 * <p>What changes membership or the team is told to the members by a notification in the team's log (T2); the one who asked
 * gets it too, as an event, on all devices.
 */
public sealed interface TeamCommand extends Command.ClientCommand {

    /** Whom it is about. For {@link CreateTeam} there is no team yet: the id is empty. */
    Conversation team();

    /**
     * Makes a team with the caller as its owner. Answered with {@link Answer.TeamMade}.
     *
     * @param level how many members it may have; 0 for the configured maximum, which it may not exceed
     * @param accounts to bring in, at most 200; with beInviteMode needVerify they are invited
     * @param ps what the invitation says
     * @param idClient the caller's own id for it; the same again, while it is remembered, makes no second team and is answered as the
     *     first time, or fails with {@code CONTENT_DIFFERS} if anything else is asked. Null: never the same
     */
    record CreateTeam(
            Conversation team,
            int level,
            Map<TeamField, String> info,
            List<String> accounts,
            @Nullable String ps,
            @Nullable String idClient)
            implements TeamCommand {
        public CreateTeam(
                Conversation team, int level, Map<TeamField, String> info, List<String> accounts, @Nullable String ps) {
            this(team, level, info, accounts, ps, null);
        }
    }

    /**
     * Brings accounts in, 1 to 200, or invites them if the team's beInviteMode says so. Those who are members already are left
     * out; all or nothing otherwise. The server brings in at once, whatever beInviteMode says; so it does when it creates a team.
     * Answered with {@link Answer.TeamDone}.
     *
     * @param ps what the invitation says
     * @param attach the app's own text, passed on with the notification or the invitation
     */
    record AddTeamMembers(
            Conversation team,
            List<String> accounts,
            @Nullable String ps,
            @Nullable String attach) implements TeamCommand {}

    /** Takes accounts out, 1 to 200; those who are no members are left out. Answered with {@link Answer.TeamDone}. */
    record RemoveTeamMembers(Conversation team, List<String> accounts) implements TeamCommand {}

    /** Answered with {@link Answer.TeamDone}. The owner cannot leave, only transfer with leaving, or dismiss. */
    record LeaveTeam(Conversation team) implements TeamCommand {}

    /** Ends the team for good. Its log stays readable for those who were members. Answered with {@link Answer.TeamDone}. */
    record DismissTeam(Conversation team) implements TeamCommand {}

    /**
     * Answered with {@link Answer.TeamDone}.
     *
     * @param account a member
     * @param leave whether the caller leaves with it; else it becomes a normal member
     */
    record TransferTeam(Conversation team, String account, boolean leave) implements TeamCommand {}

    /** Makes members managers, or managers normal members, 1 to 50. Answered with {@link Answer.TeamDone}. */
    record SetTeamManagers(Conversation team, List<String> accounts, boolean on) implements TeamCommand {}

    /** Mutes or unmutes members, 1 to 200 (T3). Answered with {@link Answer.TeamDone}. */
    record MuteTeamMembers(Conversation team, List<String> accounts, boolean on) implements TeamCommand {}

    /**
     * Changes the team's info; what is not named stays, an empty text removes. Answered with {@link Answer.TeamMade}.
     *
     * @param ifUpdateTime if not 0, fails with {@code STALE} unless the team's updateTime is this one
     */
    record UpdateTeam(Conversation team, Map<TeamField, String> info, long ifUpdateTime) implements TeamCommand {}

    /**
     * Changes the caller's own member entry, or another one's nick. Null leaves as it is, an empty text removes. Answered with
     * {@link Answer.TeamMembers} of the one.
     *
     * @param ext own only
     * @param isQuiet own only
     */
    record UpdateTeamMember(
            Conversation team,
            String account,
            @Nullable String nick,
            @Nullable String ext,
            @Nullable Boolean isQuiet) implements TeamCommand {}

    /**
     * Asks to be let in: at once with joinMode noVerify, else the owner and managers are told. Fails with {@code FORBIDDEN} for
     * rejectAll, {@code ALREADY_EXISTS} for a member. Answered with {@link Answer.TeamMade}: its {@code invited}
     * is true if the caller is not in yet and a manager has to pass it.
     */
    record ApplyToTeam(Conversation team, @Nullable String ps) implements TeamCommand {}

    /** Passes or rejects an application; fails with {@code NOT_FOUND} if there is none. Answered with {@link Answer.TeamDone}. */
    record AnswerApplication(
            Conversation team,
            String account,
            boolean pass,
            @Nullable String ps) implements TeamCommand {}

    /**
     * Accepts or rejects an invitation; fails with {@code NOT_FOUND} if there is none. Answered with {@link Answer.TeamDone}.
     *
     * @param account who invited
     */
    record AnswerInvitation(
            Conversation team,
            String account,
            boolean accept,
            @Nullable String ps) implements TeamCommand {}

    // What reads.

    /** Teams by id, 1 to 100, member or not. Answered with {@link Answer.Teams}; unknown ones are left out. */
    record FindTeams(Conversation team, List<Conversation> teams) implements TeamCommand {}

    /**
     * The caller's own teams of both scenes, with its own member entries. Answered with {@link Answer.Teams}.
     *
     * @param page empty for the first page, else {@link Answer.Teams#nextPage}
     */
    record GetOwnTeams(Conversation team, String page) implements TeamCommand {}

    /**
     * The members, at most some 200 a page, in no order; one who comes or goes meanwhile may be in or not. For members only.
     * Answered with {@link Answer.TeamMembers}.
     *
     * @param page empty for the first page, else {@link Answer.TeamMembers#nextPage}
     * @param mutedOnly whether only muted ones are wanted
     */
    record GetTeamMembers(Conversation team, String page, boolean mutedOnly) implements TeamCommand {}

    /**
     * Members in the order in which they joined, a page of them, and with the last of it those who joined at the same time: the next page
     * begins behind it. For members only. Answered with {@link Answer.TeamMembers} without a next page.
     *
     * @param joinTime ms, those behind it; 0 for the beginning
     * @param limit 1 to {@link #MEMBERS_MAX}
     * @param reverse whether the last one to join comes first
     */
    record GetTeamMembersInOrder(Conversation team, long joinTime, int limit, boolean reverse, boolean mutedOnly)
            implements TeamCommand {}

    /** Of {@link GetTeamMembersInOrder}. */
    int MEMBERS_MAX = 1_000;

    /** Some members, 1 to 200; who is none is left out. For members only. Answered with {@link Answer.TeamMembers}. */
    record FindTeamMembers(Conversation team, List<String> accounts) implements TeamCommand {}

    // Receipts (C2).

    /**
     * "I have read these", 1 to 50 messages. What was sent without needACK, by oneself, or when the caller was no member is left
     * out; repeating is harmless. Answered with {@link Answer.TeamReads} of those that count, with the new counts.
     *
     * @param idServers of the messages
     */
    record SendTeamReceipts(Conversation team, List<String> idServers) implements TeamCommand {}

    /** How many have read, 1 to 50 messages; for members only. Answered with {@link Answer.TeamReads}. */
    record GetTeamReads(Conversation team, List<String> idServers) implements TeamCommand {}

    /**
     * Who has read one message and who has not; for members only. Answered with {@link Answer.TeamReaders}.
     *
     * @param page empty for the first page, else {@link Answer.TeamReaders#nextPage}
     */
    record GetTeamReaders(Conversation team, String idServer, String page) implements TeamCommand {}
}
