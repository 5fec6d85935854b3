package io.posthouse.config;

import java.time.Duration;

/**
 * What teams may grow to, from the {@code team} section (T4).
 *
 * @param membersMax of a team
 * @param superMembersMax of a super team
 * @param managersMax of either, without the owner
 * @param teamsPerAccountMax of both scenes together; checked when somebody creates or joins, and a race may pass it by a few
 * @param pendingMax invitations and applications of one team that wait for an answer
 * @param nameCharsMax of a team's name, and of a nick in a team
 * @param textCharsMax of intro and announcement
 * @param createKept how long who makes a team may ask for the same again under its idClient
 */
public record TeamConfig(
        int membersMax,
        int superMembersMax,
        int managersMax,
        int teamsPerAccountMax,
        int pendingMax,
        int nameCharsMax,
        int textCharsMax,
        Duration createKept) {
    public static final TeamConfig DEFAULT =
            new TeamConfig(200, 100_000, 50, 1_000, 1_000, 64, 2_048, Duration.ofDays(1));

    public TeamConfig {
        Check.positive(membersMax, "membersMax");
        Check.positive(superMembersMax, "superMembersMax");
        Check.positive(managersMax, "managersMax");
        Check.positive(teamsPerAccountMax, "teamsPerAccountMax");
        Check.positive(pendingMax, "pendingMax");
        Check.positive(nameCharsMax, "nameCharsMax");
        Check.positive(textCharsMax, "textCharsMax");
        Check.positive(createKept, "createKept");
    }

    public static TeamConfig from(Section section) {
        TeamConfig team = new TeamConfig(
                section.integer("membersMax", DEFAULT.membersMax, 2, 100_000),
                section.integer("superMembersMax", DEFAULT.superMembersMax, 2, 1_000_000),
                section.integer("managersMax", DEFAULT.managersMax, 1, 1_000),
                section.integer("teamsPerAccountMax", DEFAULT.teamsPerAccountMax, 1, 100_000),
                section.integer("pendingMax", DEFAULT.pendingMax, 1, 100_000),
                section.integer("nameCharsMax", DEFAULT.nameCharsMax, 1, 1_000),
                section.integer("textCharsMax", DEFAULT.textCharsMax, 1, 100_000),
                section.duration("createKept", DEFAULT.createKept, Duration.ofMinutes(1), Duration.ofDays(30)));
        section.rejectUnknown();
        return team;
    }
}
