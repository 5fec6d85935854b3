package io.posthouse.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.posthouse.model.Answer;
import io.posthouse.model.Caller;
import io.posthouse.model.Command;
import io.posthouse.model.Command.ClientCommand;
import io.posthouse.model.Conversation;
import io.posthouse.model.Draft;
import io.posthouse.model.Fault;
import io.posthouse.model.FaultException;
import io.posthouse.model.Grant;
import io.posthouse.model.Message;
import io.posthouse.model.MessageType;
import io.posthouse.model.Setting;
import io.posthouse.model.TeamCommand;
import io.posthouse.model.TeamField;
import io.posthouse.team.TeamAction;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The permission table, cell by cell: who may, does and changes something; who may not, is refused with the fault that the rules name,
 * and nothing is changed. A new row does not compile here until it is said what is done by it.
 */
@ExtendWith({VertxExtension.class, RedisExtension.class})
class TeamPermissionTest {
    private static final Map<Character, String> CALLERS =
            Map.of('o', "own", 'm', "man", 'n', "nor", '-', "out", 's', "man");
    private static final Map<Character, String> TARGETS = Map.of('o', "own", 'm', "man2", 'n', "nor2");

    private TestStore store;
    private TestTeams teams;
    private int number;

    @BeforeEach
    void open(Vertx vertx, RedisExtension.TestRedis redis) {
        store = TestStore.open(vertx, redis.config(), redis.target());
        teams = new TestTeams(store, redis.keyPrefix());
        teams.accounts("own", "man", "man2", "nor", "nor2", "out", "new");
    }

    @AfterEach
    void close() {
        store.close();
    }

    @ParameterizedTest
    @EnumSource(TeamAction.class)
    void t1EveryCellOfTheTableIsKept(TeamAction action) {
        List<Cell> cells = cells(action);
        List<String> wrong = new ArrayList<>();
        for (Cell cell : cells) {
            for (int i = 0;
                    i < commands(cell, new Stage(TestTeams.NO_TEAM, null)).size();
                    i++) {
                String found = play(cell, i);
                if (!found.equals(expected(cell))) {
                    wrong.add(cell + ": should be " + expected(cell) + ", was " + found);
                }
            }
        }

        assertThat(cells).hasSizeGreaterThanOrEqualTo(5);
        assertThat(wrong).as(action.title()).isEmpty();
    }

    private static List<Cell> cells(TeamAction action) {
        Grant grant = action.grant();
        List<String> words = grant.mode() == null ? List.of("") : grant.mode().words();
        Set<Character> targets = grant.targets().isEmpty() ? Set.of(' ') : TARGETS.keySet();
        List<Cell> cells = new ArrayList<>();
        for (String word : words) {
            for (char caller : CALLERS.keySet()) {
                targets.stream()
                        .map(target -> new Cell(action, word, caller, target))
                        .filter(cell -> !cell.isOneself())
                        .forEach(cells::add);
            }
        }
        return cells;
    }

    /** What the table says: "done", "seen", or the fault. */
    private static String expected(Cell cell) {
        Grant grant = cell.action().grant();
        String roles = grant.roles().getOrDefault(cell.word(), "");
        if (roles.indexOf(cell.caller()) < 0) {
            return refusal(cell, roles).name();
        }
        boolean isOn = cell.target() == ' '
                || grant.targets().getOrDefault(cell.caller(), "").indexOf(cell.target()) >= 0;
        if (cell.isSoAlready()) {
            return "seen";
        }
        return isOn ? cell.reads() ? "seen" : "done" : Fault.FORBIDDEN.name();
    }

    private static Fault refusal(Cell cell, String roles) {
        boolean isMember = "omn".indexOf(cell.caller()) >= 0;
        if (cell.action() == TeamAction.SEND) {
            return isMember ? Fault.MUTED : Fault.NOT_A_MEMBER;
        }
        if (cell.action() == TeamAction.APPLY && (isMember || cell.caller() == 's')) {
            return Fault.ALREADY_EXISTS;
        }
        boolean isForMembers = roles.chars().anyMatch(role -> "omn".indexOf(role) >= 0);
        return cell.caller() == '-' && isForMembers ? Fault.NOT_A_MEMBER : Fault.FORBIDDEN;
    }

    private String play(Cell cell, int variant) {
        Stage stage = stage(cell);
        Conversation team = stage.team();
        ClientCommand command = commands(cell, stage).get(variant);
        String account = CALLERS.getOrDefault(cell.caller(), "");
        Caller caller = cell.caller() == 's' ? Caller.server(account) : TestTeams.as(account);
        String before = teams.dump(team);
        try {
            store.run(caller, TestTeams.granted(caller, command));
        } catch (FaultException refusal) {
            return teams.dump(team).equals(before) ? refusal.fault().name() : "refused, but something has changed";
        }
        return teams.dump(team).equals(before) ? "seen" : "done";
    }

    /** A team of an owner, two managers and two normal members; invitations and applications wait for everybody. */
    private Stage stage(Cell cell) {
        TeamField mode = cell.action().grant().mode();
        Map<TeamField, String> info = mode == null ? Map.of() : Map.of(mode, cell.word());
        Conversation team = teams.create("own", info, "man", "man2", "nor", "nor2");
        teams.managers(team, "own", "man", "man2");
        String now = Long.toString(teams.team(team).memberUpdateTime());
        for (String account : CALLERS.values()) {
            teams.waits(team, "i:" + account, "own " + now);
        }
        teams.waits(team, "a:new", now);
        return new Stage(team, mode == null ? said(team) : null);
    }

    private Message said(Conversation team) {
        Draft draft = new Draft(
                team.scene(),
                team.id(),
                MessageType.TEXT,
                "hi",
                null,
                "id" + ++number,
                null,
                null,
                Setting.DEFAULT,
                null,
                null,
                null,
                true);
        return ((Answer.Sent) teams.run("nor2", new Command.Send(draft)).answer()).message();
    }

    private List<ClientCommand> commands(Cell cell, Stage stage) {
        Conversation team = stage.team();
        String target = TARGETS.getOrDefault(cell.target(), "");
        List<String> targets = List.of(target);
        String self = CALLERS.getOrDefault(cell.caller(), "");
        return switch (cell.action()) {
            case SEND ->
                List.of(new Command.Send(
                        Draft.of(team.scene(), team.id(), MessageType.TEXT, "hello", null, "idOf" + cell.caller())));
            case RECALL_OTHERS -> List.of(new Command.Recall(team, "nor2", stage.idClient(), "", null, null));
            case ADD -> List.of(TestTeams.adding(team, "new"));
            case APPLY -> List.of(new TeamCommand.ApplyToTeam(team, null));
            case ANSWER_APPLICATION ->
                List.of(
                        new TeamCommand.AnswerApplication(team, "new", true, null),
                        new TeamCommand.AnswerApplication(team, "new", false, null));
            case ANSWER_INVITATION ->
                List.of(
                        new TeamCommand.AnswerInvitation(team, "own", true, null),
                        new TeamCommand.AnswerInvitation(team, "own", false, null));
            case REMOVE -> List.of(new TeamCommand.RemoveTeamMembers(team, targets));
            case LEAVE -> List.of(new TeamCommand.LeaveTeam(team));
            case DISMISS -> List.of(new TeamCommand.DismissTeam(team));
            case TRANSFER ->
                List.of(
                        new TeamCommand.TransferTeam(team, target, false),
                        new TeamCommand.TransferTeam(team, target, true));
            case APPOINT -> List.of(new TeamCommand.SetTeamManagers(team, targets, true));
            case DEPOSE -> List.of(new TeamCommand.SetTeamManagers(team, targets, false));
            case MUTE -> List.of(new TeamCommand.MuteTeamMembers(team, targets, true));
            case UPDATE_TEXTS ->
                updates(team, TeamField.NAME, TeamField.AVATAR, TeamField.INTRO, TeamField.ANNOUNCEMENT);
            case UPDATE_EXT -> updates(team, TeamField.EXT);
            case UPDATE_MODES ->
                updates(
                        team,
                        Arrays.stream(TeamField.values())
                                .filter(field -> !field.words().isEmpty())
                                .toArray(TeamField[]::new));
            case UPDATE_SERVER_EXT -> updates(team, TeamField.SERVER_EXT);
            case UPDATE_SELF ->
                List.of(
                        new TeamCommand.UpdateTeamMember(team, self, "Nick", null, null),
                        new TeamCommand.UpdateTeamMember(team, self, null, "ext", null),
                        new TeamCommand.UpdateTeamMember(team, self, null, null, true));
            case UPDATE_NICK -> List.of(new TeamCommand.UpdateTeamMember(team, target, "Nick", null, null));
            case READ_MEMBERS ->
                List.of(
                        new TeamCommand.GetTeamMembers(team, "", false),
                        new TeamCommand.GetTeamMembers(team, "", true),
                        new TeamCommand.GetTeamMembersInOrder(team, 0, 10, false, false),
                        new TeamCommand.FindTeamMembers(team, List.of("nor", "out")));
            case SEND_RECEIPT -> List.of(new TeamCommand.SendTeamReceipts(team, List.of(stage.idServer())));
            case READ_RECEIPTS ->
                List.of(
                        new TeamCommand.GetTeamReads(team, List.of(stage.idServer())),
                        new TeamCommand.GetTeamReaders(team, stage.idServer(), ""));
        };
    }

    private static List<ClientCommand> updates(Conversation team, TeamField... fields) {
        List<ClientCommand> updates = new ArrayList<>();
        for (TeamField field : fields) {
            List<String> words = field.words();
            String value = words.isEmpty() ? "text" : words.get(words.size() - 1);
            updates.add(new TeamCommand.UpdateTeam(team, Map.of(field, value), 0));
        }
        return updates;
    }

    /**
     * @param word of the mode that decides, or empty
     * @param caller letter of the caller's role
     * @param target letter of the role of whom it is done to, or a space
     */
    private record Cell(TeamAction action, String word, char caller, char target) {
        boolean reads() {
            return action == TeamAction.READ_MEMBERS || action == TeamAction.READ_RECEIPTS;
        }

        /** One's own nick is another row. */
        boolean isOneself() {
            return action == TeamAction.UPDATE_NICK
                    && TARGETS.getOrDefault(target, "").equals(CALLERS.get(caller));
        }

        /** To make a manager a manager is no harm. */
        boolean isSoAlready() {
            return (action == TeamAction.APPOINT && target == 'm') || (action == TeamAction.DEPOSE && target == 'n');
        }
    }

    /**
     * @param said by nor2, with receipts wanted; null if nobody asks for it
     */
    private record Stage(Conversation team, @Nullable Message said) {
        String idServer() {
            return said == null ? "" : said.idServer();
        }

        String idClient() {
            return said == null ? "" : said.draft().idClient();
        }
    }
}
