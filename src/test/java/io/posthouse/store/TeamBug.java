package io.posthouse.store;

import io.posthouse.model.Answer;
import io.posthouse.model.Caller;
import io.posthouse.model.Command.ClientCommand;
import io.posthouse.model.Command.Granted;
import io.posthouse.model.Grant;
import io.posthouse.model.Outcome;
import io.posthouse.model.Push;
import io.posthouse.model.TeamCommand;
import io.posthouse.team.Grants;
import io.vertx.redis.client.Command;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/** What could be wrong with a store of teams; planted to see whether it is found. */
enum TeamBug {
    NONE,
    /** A manager does to managers what it may do to members. */
    FORGETS_TARGETS {
        @Override
        Granted granted(Granted right) {
            return withGrants(
                    right,
                    grant -> grant.targets().isEmpty()
                            ? grant
                            : new Grant(grant.mode(), grant.roles(), Map.of('o', "omn", 'm', "omn", 's', "omn")));
        }
    },
    /** Modes are not looked at. */
    FORGETS_MODES {
        @Override
        Granted granted(Granted right) {
            return withGrants(
                    right,
                    grant -> new Grant(
                            null, Map.of("", grant.roles().values().iterator().next()), grant.targets()));
        }
    },
    FORGETS_THE_UPDATE_TIME {
        @Override
        Granted granted(Granted right) {
            return right.command() instanceof TeamCommand.UpdateTeam c
                    ? new Granted(new TeamCommand.UpdateTeam(c.team(), c.info(), 0), right.grants())
                    : right;
        }
    },
    ADDS_ONLY_SOME {
        @Override
        Granted granted(Granted right) {
            return right.command() instanceof TeamCommand.AddTeamMembers c
                    ? new Granted(
                            new TeamCommand.AddTeamMembers(
                                    c.team(), c.accounts().subList(0, 1), null, null),
                            right.grants())
                    : right;
        }
    },
    /** The count is not that of the members. */
    COUNTS_WRONG {
        @Override
        void after(TestTeams teams, TeamCommand done) {
            if (done instanceof TeamCommand.LeaveTeam) {
                change(teams, Command.HINCRBY, teams.keys().team(done.team()), "count", "1");
            }
        }
    },
    /** The log does not tell of it. */
    LOSES_A_NOTIFICATION {
        @Override
        void after(TestTeams teams, TeamCommand done) {
            if (done instanceof TeamCommand.SetTeamManagers) {
                change(teams, Command.XTRIM, teams.keys().log(done.team()), "MAXLEN", "0");
            }
        }
    },
    /** Who was a manager and left is told of applications. */
    REMEMBERS_MANAGERS {
        @Override
        void after(TestTeams teams, TeamCommand done) {
            if (done instanceof TeamCommand.LeaveTeam) {
                change(teams, Command.HSET, teams.keys().team(done.team()), "managers", "a0");
            }
        }
    },
    /** Who comes in has still been invited. */
    REMEMBERS_INVITATIONS {
        @Override
        void after(TestTeams teams, TeamCommand done) {
            if (done instanceof TeamCommand.ApplyToTeam) {
                change(teams, Command.HSET, teams.keys().pending(done.team()), "i:a1", "a2 99999999999999");
            }
        }
    },
    TELLS_NOBODY_BESIDES {
        @Override
        Outcome told(Outcome right) {
            return new Outcome(
                    right.answer(),
                    right.pushes().stream()
                            .map(push -> push.team() == null
                                    ? push
                                    : Push.toTeam(push.team(), push.watchers(), List.of(), push.event(), ""))
                            .toList());
        }
    },
    NAMES_NOBODY_LEFT_OUT {
        @Override
        Outcome told(Outcome right) {
            return right.answer() instanceof Answer.TeamDone done
                    ? new Outcome(new Answer.TeamDone(done.time(), List.of(), done.invited()), right.pushes())
                    : right;
        }
    };

    Outcome run(TestTeams teams, Caller caller, ClientCommand command) {
        Outcome outcome = teams.store.run(caller, granted(Grants.granted(caller.account(), command)));
        if (!outcome.pushes().isEmpty()) {
            after(teams, (TeamCommand) command);
        }
        return told(outcome);
    }

    Granted granted(Granted right) {
        return right;
    }

    Outcome told(Outcome right) {
        return right;
    }

    void after(TestTeams teams, TeamCommand done) {}

    private static Granted withGrants(Granted right, UnaryOperator<Grant> change) {
        return new Granted(right.command(), right.grants().stream().map(change).toList());
    }

    private static void change(TestTeams teams, Command command, String key, String... args) {
        Call call = Call.of(command).key(key);
        for (String arg : args) {
            call.arg(arg);
        }
        teams.store.raw(call);
    }
}
