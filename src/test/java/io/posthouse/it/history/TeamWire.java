package io.posthouse.it.history;

import io.posthouse.model.Answer;
import io.posthouse.model.Command;
import io.posthouse.model.Conversation;
import io.posthouse.model.Scene;
import io.posthouse.model.Team;
import io.posthouse.model.TeamCommand;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;

/** The native protocol as teams.md has it, written a second time: what histories ask of teams. */
final class TeamWire {
    private TeamWire() {}

    static Wire.Ask ask(Command.ClientCommand command) {
        if (command instanceof TeamCommand.CreateTeam create) {
            JsonObject fields =
                    new JsonObject().put("scene", create.team().scene().wireName());
            create.info().forEach((field, value) -> fields.put(field.wireName(), value));
            return new Wire.Ask("createTeam", fields.put("accounts", new JsonArray(create.accounts())));
        } else if (command instanceof TeamCommand.AddTeamMembers add) {
            return new Wire.Ask("addTeamMembers", about(add, add.accounts()));
        } else if (command instanceof TeamCommand.RemoveTeamMembers remove) {
            return new Wire.Ask("removeTeamMembers", about(remove, remove.accounts()));
        } else if (command instanceof TeamCommand.LeaveTeam leave) {
            return new Wire.Ask("leaveTeam", about(leave));
        } else if (command instanceof TeamCommand.MuteTeamMembers mute) {
            return new Wire.Ask(
                    "updateTeamMembersMute", about(mute, mute.accounts()).put("mute", mute.on()));
        } else if (command instanceof TeamCommand.SetTeamManagers appoint) {
            return new Wire.Ask(
                    "updateTeamManagers", about(appoint, appoint.accounts()).put("isAdd", appoint.on()));
        }
        throw new IllegalArgumentException("histories do not ask for " + command);
    }

    private static JsonObject about(TeamCommand command) {
        return new JsonObject()
                .put("scene", command.team().scene().wireName())
                .put("teamId", command.team().id());
    }

    private static JsonObject about(TeamCommand command, List<String> accounts) {
        return about(command).put("accounts", new JsonArray(accounts));
    }

    static Answer answer(Command.ClientCommand command, JsonObject ok) {
        if (!(command instanceof TeamCommand.CreateTeam)) {
            return new Answer.TeamDone(ok.getLong("time"), List.of(), false);
        }
        JsonObject team = ok.getJsonObject("team");
        Conversation id = new Conversation(Scene.of(team.getString("scene")).orElseThrow(), team.getString("teamId"));
        long created = team.getLong("createTime");
        Team made = new Team(id, team.getString("owner"), 0, 0, Map.of(), created, created, created, true);
        return new Answer.TeamMade(made, List.of(), false);
    }
}
