package io.posthouse.store;

import io.posthouse.config.TeamConfig;
import io.posthouse.model.Command.ClientCommand;
import io.posthouse.model.Conversation;
import io.posthouse.model.Fault;
import io.posthouse.model.FaultException;
import io.posthouse.model.Grant;
import io.posthouse.model.TeamCommand;
import io.posthouse.model.TeamField;
import io.posthouse.team.Grants;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** One team as the rules say that it is (T1), in plain Java: what becomes of an operation, and what the team is then. */
final class TeamOracle {
    final Conversation team;
    final Map<String, Character> roles = new TreeMap<>();
    final Set<String> muted = new TreeSet<>();
    final Map<String, String> nicks = new TreeMap<>();
    final Map<TeamField, String> info = new TreeMap<>();
    final Map<String, Set<String>> invitations = new TreeMap<>();
    final Set<String> applications = new TreeSet<>();
    boolean dismissed;
    long updateTime;
    private final TeamConfig config;
    private final Collection<String> known;

    /** @param known the accounts that there are */
    TeamOracle(Conversation team, String owner, long updateTime, TeamConfig config, Collection<String> known) {
        this.team = team;
        this.updateTime = updateTime;
        this.config = config;
        this.known = known;
        roles.put(owner, 'o');
        for (TeamField field : TeamField.values()) {
            if (!field.words().isEmpty()) {
                info.put(field, field.words().get(0));
            }
        }
    }

    /**
     * What is to become of an operation.
     *
     * @param left out
     * @param notification type and accounts of the notification, or empty
     * @param besides who hears of it besides the members
     * @param notices as {@link TestTeams#notices} puts them
     */
    record Verdict(
            @Nullable Fault fault,
            Set<String> left,
            boolean invited,
            String notification,
            Set<String> besides,
            Set<String> notices) {}

    String owner() {
        return accountsAs('o').stream().findFirst().orElse("");
    }

    List<String> accountsAs(char role) {
        return roles.keySet().stream().filter(a -> isA(a, role)).toList();
    }

    Verdict act(String account, boolean isServer, ClientCommand command) {
        Turn turn = new Turn(account, isServer, Grants.granted(account, command).grants());
        try {
            turn.decide(command);
        } catch (FaultException refusal) {
            return new Verdict(refusal.fault(), Set.of(), false, "", Set.of(), Set.of());
        }
        return new Verdict(null, turn.left, turn.invited, turn.notification, turn.besides, turn.notices);
    }

    private boolean isA(String account, char role) {
        return roles.getOrDefault(account, '-') == role;
    }

    private int waiting() {
        return invitations.size() + applications.size();
    }

    private boolean isFull(int more) {
        return roles.size() + more > config.membersMax();
    }

    private void enter(String account) {
        roles.put(account, 'n');
        invitations.remove(account);
        applications.remove(account);
    }

    private void depart(String account) {
        roles.remove(account);
        muted.remove(account);
        nicks.remove(account);
    }

    /** One operation. */
    private final class Turn {
        private final String account;
        private final boolean isServer;
        private final List<Grant> grants;
        private final char letter;
        private final Set<String> left = new HashSet<>();
        private final Set<String> notices = new HashSet<>();
        private Set<String> besides = Set.of();
        private String notification = "";
        private boolean invited;

        private Turn(String account, boolean isServer, List<Grant> grants) {
            this.account = account;
            this.isServer = isServer;
            this.grants = grants;
            this.letter = isServer ? 's' : roles.getOrDefault(account, '-');
        }

        private void decide(ClientCommand command) {
            require(!dismissed, Fault.NOT_FOUND);
            boolean applies = command instanceof TeamCommand.ApplyToTeam;
            require(!applies || !roles.containsKey(account), Fault.ALREADY_EXISTS);
            grants.forEach(this::requireRole);
            if (command instanceof TeamCommand.AddTeamMembers c) {
                add(new LinkedHashSet<>(c.accounts()));
            } else if (command instanceof TeamCommand.RemoveTeamMembers c) {
                remove(new TreeSet<>(c.accounts()));
            } else if (command instanceof TeamCommand.LeaveTeam) {
                depart(account);
                tell("leaveTeam", Set.of(account), Set.of(account));
            } else if (command instanceof TeamCommand.DismissTeam) {
                dismissed = true;
                tell("dismissTeam", Set.of(), Set.of());
            } else if (command instanceof TeamCommand.TransferTeam c) {
                transfer(c.account(), c.leave());
            } else if (command instanceof TeamCommand.SetTeamManagers c) {
                appoint(new TreeSet<>(c.accounts()), c.on());
            } else if (command instanceof TeamCommand.MuteTeamMembers c) {
                mute(new TreeSet<>(c.accounts()), c.on());
            } else if (command instanceof TeamCommand.UpdateTeam c) {
                update(c.info(), c.ifUpdateTime());
            } else if (command instanceof TeamCommand.UpdateTeamMember c) {
                name(c.account(), String.valueOf(c.nick()));
            } else if (applies) {
                apply();
            } else if (command instanceof TeamCommand.AnswerApplication c) {
                pass(c.account(), c.pass());
            } else if (command instanceof TeamCommand.AnswerInvitation c) {
                accept(c.account(), c.accept());
            } else {
                throw new IllegalArgumentException(command.toString());
            }
        }

        private void require(boolean condition, Fault fault) {
            if (!condition) {
                throw new FaultException(fault);
            }
        }

        private void requireRole(Grant grant) {
            String word = grant.mode() == null ? "" : info.getOrDefault(grant.mode(), "");
            String letters = grant.roles().getOrDefault(word, "");
            boolean isForMembers = letters.chars().anyMatch(c -> "omn".indexOf(c) >= 0);
            require(letters.indexOf(letter) >= 0, letter == '-' && isForMembers ? Fault.NOT_A_MEMBER : Fault.FORBIDDEN);
        }

        private void requireTarget(String target) {
            for (Grant grant : grants) {
                String letters = grant.targets().getOrDefault(letter, "");
                require(letters.indexOf(roles.getOrDefault(target, '-')) >= 0, Fault.FORBIDDEN);
            }
        }

        private void tell(String type, Collection<String> accounts, Set<String> more) {
            notification = type + " " + new TreeSet<>(accounts);
            besides = more;
        }

        private void notice(String kind, String to) {
            notices.add(kind + " [" + to + "] from " + account);
        }

        private void add(Set<String> accounts) {
            Set<String> fresh = new TreeSet<>(accounts);
            fresh.removeIf(a -> roles.containsKey(a) || !known.contains(a));
            left.addAll(accounts);
            left.removeAll(fresh);
            boolean invites = "needVerify".equals(info.get(TeamField.BE_INVITE_MODE)) && !isServer;
            if (fresh.isEmpty()) {
                return;
            }
            if (!invites) {
                require(!isFull(fresh.size()), Fault.LIMIT_REACHED);
                fresh.forEach(TeamOracle.this::enter);
                tell("addTeamMembers", fresh, fresh);
                return;
            }
            long more = fresh.stream().filter(a -> !invitations.containsKey(a)).count();
            require(more == 0 || waiting() + more <= config.pendingMax(), Fault.LIMIT_REACHED);
            invited = true;
            for (String each : fresh) {
                if (invitations.computeIfAbsent(each, a -> new TreeSet<>()).add(account)) {
                    notice("teamInvite", each);
                }
            }
        }

        private void remove(Set<String> accounts) {
            Set<String> out = members(accounts);
            out.forEach(this::requireTarget);
            out.forEach(TeamOracle.this::depart);
            if (!out.isEmpty()) {
                tell("removeTeamMembers", out, out);
            }
        }

        /** Those who are members; the others are left out. */
        private Set<String> members(Set<String> accounts) {
            Set<String> members = new TreeSet<>(accounts);
            members.retainAll(roles.keySet());
            left.addAll(accounts);
            left.removeAll(members);
            return members;
        }

        private void transfer(String heir, boolean leaves) {
            require(roles.containsKey(heir), Fault.NOT_FOUND);
            requireTarget(heir);
            String old = owner();
            roles.put(old, 'n');
            roles.put(heir, 'o');
            muted.remove(heir);
            if (leaves) {
                depart(old);
            }
            tell("transferTeam", Set.of(), leaves ? Set.of(old) : Set.of());
        }

        private void appoint(Set<String> accounts, boolean on) {
            char role = on ? 'm' : 'n';
            Set<String> moved = members(accounts);
            moved.stream().filter(a -> isA(a, role)).forEach(left::add);
            moved.removeAll(left);
            moved.forEach(this::requireTarget);
            require(!on || accountsAs('m').size() + moved.size() <= config.managersMax(), Fault.LIMIT_REACHED);
            moved.forEach(a -> roles.put(a, role));
            if (!moved.isEmpty()) {
                tell(on ? "addTeamManagers" : "removeTeamManagers", moved, Set.of());
            }
        }

        private void mute(Set<String> accounts, boolean on) {
            Set<String> moved = members(accounts);
            moved.forEach(this::requireTarget);
            moved.stream().filter(a -> muted.contains(a) == on).forEach(left::add);
            moved.removeAll(left);
            if (!moved.isEmpty()) {
                boolean changed = on ? muted.addAll(moved) : muted.removeAll(moved);
                require(changed, Fault.INTERNAL);
                tell("updateTeamMembersMute", moved, Set.of());
            }
        }

        private void update(Map<TeamField, String> fields, long ifUpdateTime) {
            require(ifUpdateTime == 0 || ifUpdateTime == updateTime, Fault.STALE);
            boolean changes = false;
            for (Map.Entry<TeamField, String> field : fields.entrySet()) {
                changes |= !info.getOrDefault(field.getKey(), "").equals(field.getValue());
                info.put(field.getKey(), field.getValue());
                info.remove(field.getKey(), "");
            }
            if (changes) {
                tell("updateTeam", Set.of(), Set.of());
            }
        }

        private void name(String who, String nick) {
            require(roles.containsKey(who), Fault.NOT_FOUND);
            if (!who.equals(account)) {
                requireTarget(who);
            }
            nicks.put(who, nick);
            nicks.remove(who, "");
        }

        private void apply() {
            if ("noVerify".equals(info.get(TeamField.JOIN_MODE))) {
                require(!isFull(1), Fault.LIMIT_REACHED);
                enter(account);
                tell("acceptTeamInvite", Set.of(account), Set.of(account));
                return;
            }
            invited = true;
            if (!applications.contains(account)) {
                require(waiting() < config.pendingMax(), Fault.LIMIT_REACHED);
                applications.add(account);
                List<String> told = new ArrayList<>(accountsAs('m'));
                told.add(owner());
                told.forEach(a -> notice("applyTeam", a));
            }
        }

        private void pass(String who, boolean yes) {
            require(applications.contains(who), Fault.NOT_FOUND);
            if (yes) {
                require(!isFull(1), Fault.LIMIT_REACHED);
                enter(who);
                tell("passTeamApply", Set.of(who), Set.of(who));
            } else {
                applications.remove(who);
                notice("rejectTeamApply", who);
            }
        }

        private void accept(String invitor, boolean yes) {
            Set<String> invitors = invitations.getOrDefault(account, Set.of());
            require(invitors.contains(invitor), Fault.NOT_FOUND);
            if (yes) {
                require(!isFull(1), Fault.LIMIT_REACHED);
                enter(account);
                tell("acceptTeamInvite", Set.of(account), Set.of(account));
            } else {
                invitors.remove(invitor);
                invitations.remove(account, Set.of());
                notice("rejectTeamInvite", invitor);
            }
        }
    }
}
