package io.posthouse.client;

import io.posthouse.model.Team;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a team's notification says (T2): who came, left, was muted, what the team is called now.
 *
 * @param event what it is told as: addTeamMembers, removeTeamMembers, updateTeam, dismissTeam, transferTeam, updateTeamManagers
 *     or updateTeamMembersMute; of a newer gateway maybe something else
 * @param type as the log has it, which tells apart what {@code event} does not, such as leaveTeam and removeTeamMembers
 * @param msg the notification itself
 * @param team that part of the team that was told: numbers that were not are 0, texts and modes that did not change are absent
 * @param accounts who came, left or became something else; of a transfer the new owner
 * @param flag isAdd of managers, mute of a mute, leave of a transfer; else false
 * @param attach the app's own text, if somebody was added with one
 */
public record TeamChange(
        String event,
        String type,
        ChatMessage msg,
        Team team,
        List<String> accounts,
        boolean flag,
        @Nullable String attach) {}
