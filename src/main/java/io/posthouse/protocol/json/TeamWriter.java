package io.posthouse.protocol.json;

import com.fasterxml.jackson.core.JsonGenerator;
import io.posthouse.model.Answer;
import io.posthouse.model.ReadCount;
import io.posthouse.model.Team;
import io.posthouse.model.TeamField;
import io.posthouse.model.TeamMember;
import java.io.IOException;
import java.util.List;

/** Writes TEAM, TEAMMEMBER and READS. Texts that are not set are left out, modes are all there. */
final class TeamWriter {
    private TeamWriter() {}

    static void team(Answer.TeamMade answer, JsonGenerator out) throws IOException {
        team("team", answer.team(), out);
    }

    static void team(String field, Team team, JsonGenerator out) throws IOException {
        out.writeFieldName(field);
        team(team, out);
    }

    static void team(Team team, JsonGenerator out) throws IOException {
        out.writeStartObject();
        out.writeStringField("scene", team.id().scene().wireName());
        out.writeStringField("teamId", team.id().id());
        if (!team.owner().isEmpty()) {
            out.writeStringField("owner", team.owner());
        }
        out.writeNumberField("level", team.level());
        out.writeNumberField("memberNum", team.memberNum());
        for (TeamField field : TeamField.values()) {
            info(field, team, out);
        }
        out.writeNumberField("createTime", team.createTime());
        out.writeNumberField("updateTime", team.updateTime());
        out.writeNumberField("memberUpdateTime", team.memberUpdateTime());
        out.writeBooleanField("valid", team.isValid());
        out.writeEndObject();
    }

    private static void info(TeamField field, Team team, JsonGenerator out) throws IOException {
        boolean isMode = !field.words().isEmpty();
        String value = team.info().getOrDefault(field, isMode ? field.words().get(0) : "");
        if (!value.isEmpty()) {
            out.writeStringField(field.wireName(), value);
        }
    }

    /** The account's teams, as many as fit a frame, and what it is in each. */
    static void ownTeams(Answer.Teams answer, JsonGenerator out) throws IOException {
        List<Team> fitting = Pages.split(answer.teams(), Pages::weight).get(0);
        boolean isWhole = fitting.size() == answer.teams().size();
        teams(fitting, out);
        members(answer.members().subList(0, fitting.size()), out);
        out.writeStringField(
                "page",
                isWhole
                        ? answer.nextPage()
                        : fitting.get(fitting.size() - 1).id().key());
    }

    private static void teams(List<Team> teams, JsonGenerator out) throws IOException {
        out.writeArrayFieldStart("teams");
        for (Team team : teams) {
            team(team, out);
        }
        out.writeEndArray();
    }

    /** As many as fit a frame; {@code more} then tells that there are more. */
    static void teams(Answer.Teams answer, JsonGenerator out) throws IOException {
        List<Team> fitting = Pages.split(answer.teams(), Pages::weight).get(0);
        teams(fitting, out);
        out.writeBooleanField("more", fitting.size() < answer.teams().size());
    }

    static void members(List<TeamMember> members, JsonGenerator out) throws IOException {
        out.writeArrayFieldStart("members");
        for (TeamMember member : members) {
            member(member, out);
        }
        out.writeEndArray();
    }

    /** As many as fit a frame; {@code more} then tells that there are more. */
    static void someMembers(Answer.TeamMembers answer, JsonGenerator out) throws IOException {
        List<TeamMember> fitting = Pages.split(answer.members(), Pages::weight).get(0);
        members(fitting, out);
        out.writeBooleanField("more", fitting.size() < answer.members().size());
    }

    static void member(String field, TeamMember member, JsonGenerator out) throws IOException {
        out.writeFieldName(field);
        member(member, out);
    }

    static void member(TeamMember member, JsonGenerator out) throws IOException {
        out.writeStartObject();
        out.writeStringField("scene", member.team().scene().wireName());
        out.writeStringField("teamId", member.team().id());
        out.writeStringField("account", member.account());
        out.writeStringField("type", member.role().wireName());
        MessageWriter.text("nickInTeam", member.nick(), out);
        MessageWriter.text("ext", member.ext(), out);
        out.writeBooleanField("mute", member.isMuted());
        out.writeBooleanField("quiet", member.isQuiet());
        if (!member.invitor().isEmpty()) {
            out.writeStringField("invitor", member.invitor());
        }
        out.writeNumberField("joinTime", member.joinTime());
        out.writeNumberField("updateTime", member.updateTime());
        out.writeEndObject();
    }

    static void reads(List<ReadCount> counts, JsonGenerator out) throws IOException {
        out.writeArrayFieldStart("reads");
        for (ReadCount count : counts) {
            read(count, out);
        }
        out.writeEndArray();
    }

    static void read(ReadCount count, JsonGenerator out) throws IOException {
        out.writeStartObject();
        out.writeStringField("idServer", count.idServer());
        out.writeStringField("idClient", count.idClient());
        out.writeNumberField("read", count.read());
        out.writeNumberField("unread", count.unread());
        if (!count.reader().isEmpty()) {
            out.writeStringField("account", count.reader());
        }
        out.writeEndObject();
    }
}
