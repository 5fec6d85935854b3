package io.posthouse.it.history;

import io.posthouse.model.Answer;
import io.posthouse.model.Command;
import io.posthouse.model.Conversation;
import io.posthouse.model.Draft;
import io.posthouse.model.Entry;
import io.posthouse.model.Fault;
import io.posthouse.model.FaultException;
import io.posthouse.model.Message;
import io.posthouse.model.Scene;
import io.posthouse.model.TeamCommand;
import io.posthouse.model.TeamField;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What devices do to teams, and what is said while that is done (T1 to T3). */
final class Teaming {
    private static final int TEAMS_MAX = 2;

    private final World world;
    private final Sending sending;

    Teaming(World world, Sending sending) {
        this.world = world;
        this.sending = sending;
    }

    /** Something with one of the teams of the device's account, or a new team. */
    void act(Device device, int dice) {
        Optional<Conversation> found = world.teamOf(device.account());
        if (found.isEmpty() || (world.teams().size() < TEAMS_MAX && dice < 10)) {
            create(device);
            return;
        }
        Conversation team = found.get();
        char role = world.oracle().stays().roleOf(team, device.account());
        if (dice < 40) {
            sending.sendTo(device, team);
        } else if (role == 'o' || role == 'm') {
            manage(device, team, dice);
        } else if (role == 'n' && dice < 60) {
            leave(device, team);
        } else {
            refuse(device, team, role);
        }
    }

    private void create(Device device) {
        if (world.teams().size() == TEAMS_MAX) {
            return;
        }
        List<String> others = some(device.account());
        Scene scene = world.chance(50) ? Scene.TEAM : Scene.SUPER_TEAM;
        world.note(device + " makes a " + scene.wireName() + " with " + names(others));
        Answer.TeamMade made = world.granted(
                device,
                new TeamCommand.CreateTeam(new Conversation(scene, ""), 0, Map.of(TeamField.NAME, "us"), others, null),
                Answer.TeamMade.class);
        Conversation team = made.team().id();
        world.teams().add(team);
        List<String> all = new ArrayList<>(List.of(device.account()));
        all.addAll(others);
        happened(
                device,
                team,
                new Change("addTeamMembers", all, false),
                made.team().createTime());
    }

    private void manage(Device device, Conversation team, int dice) {
        List<String> others = some(device.account());
        if (dice < 52) {
            change(device, new TeamCommand.AddTeamMembers(team, others, null, null), adding(team, others));
        } else if (dice < 60) {
            List<String> below = below(device, team, others);
            if (!below.isEmpty()) {
                change(device, new TeamCommand.RemoveTeamMembers(team, below), removing(team, below));
            }
        } else if (dice < 70) {
            mute(device, team, below(device, team, others));
        } else if (dice < 80 && world.oracle().stays().roleOf(team, device.account()) == 'o') {
            appoint(device, team, below(device, team, others));
        } else {
            race(device, team);
        }
    }

    /** A change and what changes by it; nothing is told if nothing does. */
    private record Change(String type, List<String> accounts, boolean on) {}

    private Change adding(Conversation team, List<String> accounts) {
        Set<String> members = world.oracle().stays().members(team);
        return new Change(
                "addTeamMembers",
                accounts.stream().filter(a -> !members.contains(a)).toList(),
                true);
    }

    private Change removing(Conversation team, List<String> accounts) {
        Set<String> members = world.oracle().stays().members(team);
        return new Change(
                "removeTeamMembers", accounts.stream().filter(members::contains).toList(), false);
    }

    private void mute(Device device, Conversation team, List<String> below) {
        Stays stays = world.oracle().stays();
        boolean on = world.chance(50);
        List<String> members =
                below.stream().filter(a -> stays.roleOf(team, a) != 0).toList();
        List<String> changed =
                members.stream().filter(a -> stays.isMuted(team, a) != on).toList();
        if (!members.isEmpty()) {
            change(
                    device,
                    new TeamCommand.MuteTeamMembers(team, members, on),
                    new Change("updateTeamMembersMute", changed, on));
        }
    }

    private void appoint(Device device, Conversation team, List<String> below) {
        Stays stays = world.oracle().stays();
        boolean on = world.chance(60);
        List<String> changed = below.stream()
                .filter(a -> stays.roleOf(team, a) == (on ? 'n' : 'm'))
                .toList();
        if (!changed.isEmpty()) {
            change(
                    device,
                    new TeamCommand.SetTeamManagers(team, changed, on),
                    new Change(on ? "addTeamManagers" : "removeTeamManagers", changed, on));
        }
    }

    private void leave(Device device, Conversation team) {
        change(device, new TeamCommand.LeaveTeam(team), new Change("leaveTeam", List.of(device.account()), false));
    }

    /** T1: who is no manager, or no member, changes nothing. */
    private void refuse(Device device, Conversation team, char role) {
        List<String> others = some(device.account());
        world.note(device + " tries to add " + names(others) + " to " + World.name(team));
        world.refused(
                "T1 only managers add",
                device,
                new TeamCommand.AddTeamMembers(team, others, null, null),
                role == 'n' ? Fault.FORBIDDEN : Fault.NOT_A_MEMBER);
    }

    private void change(Device device, TeamCommand command, Change change) {
        world.note(
                device + " does " + change.type + " to " + World.name(command.team()) + " " + names(change.accounts));
        Answer.TeamDone done = world.granted(device, command, Answer.TeamDone.class);
        if (!change.accounts.isEmpty()) {
            happened(device, command.team(), change, done.time());
        }
    }

    private void happened(Device device, Conversation team, Change change, long time) {
        happened(device, team, change, notice(device, team, time));
    }

    /** T2: the log's entry of that time, as who did it reads it. */
    private Message notice(Device device, Conversation team, long time) {
        List<Message> told = world.granted(
                        device, new Command.GetHistory(team, time, time, "", 1, true, Set.of()), Answer.Messages.class)
                .messages();
        if (told.isEmpty()) {
            throw new Violation("T2 a change is told in the log", "nothing is there at " + time);
        }
        return told.get(0);
    }

    private void happened(Device device, Conversation team, Change change, Message notice) {
        JsonObject attach = new JsonObject(String.valueOf(notice.draft().attach()));
        JsonArray accounts = attach.getJsonObject("data").getJsonArray("accounts");
        List<String> told = accounts.stream().map(String::valueOf).toList();
        World.same("T2 what is told is what was done", change.type, attach.getString("type"));
        World.same("T2 whom it is about", Set.copyOf(change.accounts), Set.copyOf(told));
        World.same("T2 who did it", device.account(), notice.from());
        World.same("T2 no device has seen it yet", "", notice.fromDeviceId());
        world.oracle().append(notice);
        Set<String> hearers = new HashSet<>(world.oracle().stays().members(team));
        apply(team, change, notice.time());
        hearers.addAll(world.oracle().stays().members(team));
        world.note("  " + World.spell(notice) + " at " + notice.time());
        world.expect(world.onlineOf(List.copyOf(hearers), null), World.spell(notice));
    }

    private void apply(Conversation team, Change change, long time) {
        Stays stays = world.oracle().stays();
        for (String account : change.accounts) {
            switch (change.type) {
                case "addTeamMembers" ->
                    stays.join(team, account, stays.rolesIn(team).isEmpty() ? 'o' : 'n', time);
                case "removeTeamMembers", "leaveTeam" -> stays.leave(team, account, time);
                case "updateTeamMembersMute" -> stays.mute(team, account, change.on);
                default -> stays.appoint(team, account, change.on);
            }
        }
    }

    /** T3: somebody comes or goes while people send; the log says in which order that was. */
    private void race(Device device, Conversation team) {
        List<String> below = below(device, team, world.accounts());
        if (below.isEmpty()) {
            return;
        }
        List<String> one = List.of(world.oneOf(below));
        boolean isIn = world.oracle().stays().roleOf(team, one.get(0)) != 0;
        Change change = isIn ? removing(team, one) : adding(team, one);
        List<Device> devices = new ArrayList<>();
        List<Command.ClientCommand> commands = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            world.onlineDevice().ifPresent(sender -> {
                devices.add(sender);
                commands.add(new Command.Send(sending.draft(team.scene(), team.id())));
            });
        }
        int at = world.random().nextInt(devices.size());
        devices.add(at, device);
        commands.add(
                at,
                isIn
                        ? new TeamCommand.RemoveTeamMembers(team, one)
                        : new TeamCommand.AddTeamMembers(team, one, null, null));
        world.note(devices + " send to " + World.name(team) + " while " + device + " does " + change.type + " "
                + names(one));
        settle(device, team, change, new Racing(devices, commands, world.gate().askTogether(devices, commands)));
    }

    private record Racing(List<Device> devices, List<Command.ClientCommand> commands, List<Object> answers) {}

    private void settle(Device device, Conversation team, Change change, Racing race) {
        Stays stays = world.oracle().stays();
        List<Message> entries = new ArrayList<>();
        Map<Message, Integer> sent = new HashMap<>();
        Set<String> before = maySend(team);
        Set<String> silent = new HashSet<>(stays.members(team));
        silent.removeAll(before);
        for (int i = 0; i < race.answers.size(); i++) {
            Object answer = race.answers.get(i);
            if (answer instanceof Answer.Sent ok) {
                entries.add(ok.message());
                sent.put(ok.message(), i);
            } else if (answer instanceof Answer.TeamDone done) {
                entries.add(notice(device, team, done.time()));
            } else if (race.commands.get(i) instanceof TeamCommand) {
                throw new Violation("a command that the rules allow", "was refused with " + answer);
            }
        }
        entries.sort(Comparator.comparing(Entry::seq));
        for (Message entry : entries) {
            Integer i = sent.get(entry);
            if (i == null) {
                happened(device, team, change, entry);
            } else {
                Device sender = race.devices.get(i);
                World.same("T3 only members send", true, maySend(team).contains(sender.account()));
                Draft draft = ((Command.Send) race.commands.get(i)).draft();
                sending.stored(sender, draft, false, entry);
            }
        }
        Set<String> always = new HashSet<>(maySend(team));
        always.retainAll(before);
        for (int i = 0; i < race.answers.size(); i++) {
            String sender = race.devices.get(i).account();
            if (race.answers.get(i) instanceof FaultException refusal) {
                World.same("T3 a member that may send is not refused", false, always.contains(sender));
                // One that was muted when it was removed may have been either.
                boolean isMuted = silent.contains(sender) && refusal.fault() == Fault.MUTED;
                World.same("T3 why", isMuted ? Fault.MUTED : Fault.NOT_A_MEMBER, refusal.fault());
            }
        }
        Sending.checkOrderOfEach(race.devices, race.answers);
    }

    private Set<String> maySend(Conversation team) {
        Stays stays = world.oracle().stays();
        Set<String> may = new HashSet<>(stays.members(team));
        may.removeIf(account -> stays.isMuted(team, account));
        return may;
    }

    /** Those whom the account may do something to: not itself, and a manager not to managers. */
    private List<String> below(Device device, Conversation team, List<String> accounts) {
        Stays stays = world.oracle().stays();
        boolean isOwner = stays.roleOf(team, device.account()) == 'o';
        return accounts.stream()
                .filter(account -> !account.equals(device.account()))
                .filter(account -> {
                    char role = stays.roleOf(team, account);
                    return role == 0 || role == 'n' || (isOwner && role == 'm');
                })
                .toList();
    }

    /** At least one. */
    private List<String> some(String except) {
        List<String> others =
                world.accounts().stream().filter(a -> !a.equals(except)).toList();
        List<String> some = others.stream().filter(a -> world.chance(50)).toList();
        return some.isEmpty() ? List.of(world.oneOf(others)) : some;
    }

    private static List<String> names(List<String> accounts) {
        return accounts.stream().map(World::name).toList();
    }
}
