package io.posthouse.model;

import org.jspecify.annotations.Nullable;

/**
 * Somebody in a team.
 *
 * @param nick in this team
 * @param ext the member's own text in this team
 * @param isMuted by a manager: its messages are refused (T3)
 * @param isQuiet whether the member wants no notifications of this team; for its own clients, the gateway does nothing with it
 * @param invitor who brought it in, empty if it came by itself or created the team
 * @param joinTime ms; from here on it sees and receives
 * @param updateTime when anything of this last changed, ms
 */
public record TeamMember(
        Conversation team,
        String account,
        TeamRole role,
        @Nullable String nick,
        @Nullable String ext,
        boolean isMuted,
        boolean isQuiet,
        String invitor,
        long joinTime,
        long updateTime) {}
