package io.posthouse.routing;

import io.posthouse.config.LimitsConfig;
import io.posthouse.config.TeamConfig;
import io.posthouse.model.Caller;
import io.posthouse.model.Conversation;
import io.posthouse.model.Fault;
import io.posthouse.model.FaultException;
import io.posthouse.model.Scene;
import io.posthouse.model.TeamCommand;
import io.posthouse.model.TeamField;
import io.posthouse.model.TeamId;
import io.posthouse.model.Texts;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Whether a command about a team makes sense, before the store is asked (T1). Who may what is the store's. Sizes of texts (M4)
 * are checked here and not at the connection, for the server API asks about teams as well.
 */
final class TeamCheck {
    private static final int ACCOUNTS_MAX = 200;
    private static final int MANAGERS_MAX = 50;
    private static final int TEAMS_MAX = 100;
    private static final int RECEIPTS_MAX = 50;
    private static final int AVATAR_CHARS_MAX = 1024;
    private static final Pattern PAGE = Pattern.compile("[\\x21-\\x7e]{0,256}");
    private static final Pattern ID_CLIENT = Pattern.compile("[\\x21-\\x7e]{1,64}");
    private static final Pattern ID_SERVER = Pattern.compile("[0-9]{1,31}");

    private final TeamConfig config;
    private final LimitsConfig limits;

    TeamCheck(TeamConfig config, LimitsConfig limits) {
        this.config = config;
        this.limits = limits;
    }

    /** Throws the {@link FaultException} that refuses the command. */
    void check(Caller caller, TeamCommand command) {
        if (command instanceof TeamCommand.CreateTeam create) {
            checkNew(caller, create);
        } else if (command instanceof TeamCommand.FindTeams find) {
            Shapes.requireSize(find.teams(), 1, TEAMS_MAX, "teamIds");
            find.teams().forEach(TeamCheck::requireTeam);
        } else if (command instanceof TeamCommand.GetOwnTeams own) {
            requirePage(own.page());
        } else {
            requireTeam(command.team());
            checkMembership(caller, command);
        }
    }

    private void checkNew(Caller caller, TeamCommand.CreateTeam create) {
        Conversation team = create.team();
        Shapes.require(team.isTeam(), "scene");
        Shapes.require(team.id().isEmpty(), "teamId");
        int levelMax = team.scene() == Scene.TEAM ? config.membersMax() : config.superMembersMax();
        Shapes.require(create.level() >= 0 && create.level() <= levelMax, "level");
        Shapes.require(create.info().containsKey(TeamField.NAME), "name");
        checkInfo(caller, create.info());
        requireAccounts(create.accounts(), 0, ACCOUNTS_MAX);
        String idClient = create.idClient();
        Shapes.require(idClient == null || ID_CLIENT.matcher(idClient).matches(), "idClient");
        checkPs(create.ps());
    }

    private void checkMembership(Caller caller, TeamCommand command) {
        if (command instanceof TeamCommand.AddTeamMembers add) {
            requireAccounts(add.accounts(), 1, ACCOUNTS_MAX);
            checkPs(add.ps());
            checkBytes(add.attach(), Fault.ATTACH_TOO_LONG);
        } else if (command instanceof TeamCommand.RemoveTeamMembers remove) {
            requireAccounts(remove.accounts(), 1, ACCOUNTS_MAX);
        } else if (command instanceof TeamCommand.TransferTeam transfer) {
            Shapes.requireAccount(transfer.account());
            Shapes.require(!transfer.account().equals(caller.account()), "account");
        } else if (command instanceof TeamCommand.SetTeamManagers managers) {
            requireAccounts(managers.accounts(), 1, MANAGERS_MAX);
        } else if (command instanceof TeamCommand.MuteTeamMembers mute) {
            requireAccounts(mute.accounts(), 1, ACCOUNTS_MAX);
        } else if (command instanceof TeamCommand.UpdateTeam update) {
            Shapes.require(!update.info().isEmpty(), "team");
            Shapes.require(update.ifUpdateTime() >= 0, "ifUpdateTime");
            checkInfo(caller, update.info());
        } else if (command instanceof TeamCommand.UpdateTeamMember member) {
            checkMember(caller, member);
        } else {
            checkAnswers(command);
        }
    }

    private void checkAnswers(TeamCommand command) {
        if (command instanceof TeamCommand.ApplyToTeam apply) {
            checkPs(apply.ps());
        } else if (command instanceof TeamCommand.AnswerApplication answer) {
            Shapes.requireAccount(answer.account());
            checkPs(answer.ps());
        } else if (command instanceof TeamCommand.AnswerInvitation answer) {
            Shapes.requireAccount(answer.account());
            checkPs(answer.ps());
        } else if (command instanceof TeamCommand.GetTeamMembers members) {
            requirePage(members.page());
        } else if (command instanceof TeamCommand.GetTeamMembersInOrder members) {
            Shapes.require(members.joinTime() >= 0, "joinTime");
            Shapes.require(members.limit() >= 1 && members.limit() <= TeamCommand.MEMBERS_MAX, "limit");
        } else if (command instanceof TeamCommand.FindTeamMembers find) {
            requireAccounts(find.accounts(), 1, ACCOUNTS_MAX);
        } else if (command instanceof TeamCommand.SendTeamReceipts receipts) {
            requireMessages(receipts.idServers());
        } else if (command instanceof TeamCommand.GetTeamReads reads) {
            requireMessages(reads.idServers());
        } else if (command instanceof TeamCommand.GetTeamReaders readers) {
            Shapes.require(ID_SERVER.matcher(readers.idServer()).matches(), "idServer");
            requirePage(readers.page());
        }
    }

    private void checkMember(Caller caller, TeamCommand.UpdateTeamMember member) {
        Shapes.requireAccount(member.account());
        boolean isNothing = member.nick() == null && member.ext() == null && member.isQuiet() == null;
        Shapes.require(!isNothing, "nickInTeam");
        boolean isOwnOnly = member.ext() != null || member.isQuiet() != null;
        if (isOwnOnly && !member.account().equals(caller.account())) {
            throw new FaultException(Fault.FORBIDDEN, "account");
        }
        Shapes.requireChars(member.nick(), config.nameCharsMax(), "nickInTeam");
        // The store keeps a member as lines.
        Shapes.require(hasNoControls(member.nick()), "nickInTeam");
        checkBytes(member.ext(), Fault.EXT_TOO_LONG);
    }

    private void checkInfo(Caller caller, Map<TeamField, String> info) {
        info.forEach((field, text) -> {
            switch (field) {
                case NAME -> {
                    Shapes.require(!text.isBlank(), "name");
                    Shapes.requireChars(text, config.nameCharsMax(), "name");
                }
                case AVATAR -> Shapes.requireChars(text, AVATAR_CHARS_MAX, "avatar");
                case INTRO, ANNOUNCEMENT -> Shapes.requireChars(text, config.textCharsMax(), field.wireName());
                case EXT -> checkBytes(text, Fault.EXT_TOO_LONG);
                case SERVER_EXT -> {
                    checkBytes(text, Fault.EXT_TOO_LONG);
                    if (!CommandCheck.isServer(caller)) {
                        throw new FaultException(Fault.FORBIDDEN, "serverExt");
                    }
                }
                case JOIN_MODE,
                        BE_INVITE_MODE,
                        INVITE_MODE,
                        UPDATE_TEAM_MODE,
                        UPDATE_EXT_MODE,
                        MUTE_TYPE,
                        HISTORY_MODE -> Shapes.require(field.words().contains(text), field.wireName());
            }
        });
    }

    private void checkPs(@Nullable String ps) {
        if (ps != null && Texts.hasMoreThan(ps, limits.bodyCharsMax())) {
            throw new FaultException(Fault.BODY_TOO_LONG, "ps");
        }
    }

    private void checkBytes(@Nullable String text, Fault fault) {
        if (text != null && Texts.isLongerThan(text, limits.extBytesMax())) {
            throw new FaultException(fault);
        }
    }

    private static void requireTeam(Conversation team) {
        Shapes.require(team.isTeam(), "scene");
        Shapes.require(TeamId.fits(team.id()), "teamId");
    }

    /** Each once, so that the store can count them. */
    private static void requireAccounts(List<String> accounts, int sizeMin, int sizeMax) {
        Shapes.requireSize(accounts, sizeMin, sizeMax, "accounts");
        accounts.forEach(Shapes::requireAccount);
        Shapes.requireDistinct(accounts, "accounts");
    }

    private static void requireMessages(List<String> idServers) {
        Shapes.requireSize(idServers, 1, RECEIPTS_MAX, "msgs");
        idServers.forEach(id -> Shapes.require(ID_SERVER.matcher(id).matches(), "msgs"));
        Shapes.requireDistinct(idServers, "msgs");
    }

    private static void requirePage(String page) {
        Shapes.require(PAGE.matcher(page).matches(), "page");
    }

    private static boolean hasNoControls(@Nullable String text) {
        return text == null || text.codePoints().noneMatch(Character::isISOControl);
    }
}
