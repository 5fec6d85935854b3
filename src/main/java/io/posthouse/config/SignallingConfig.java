package io.posthouse.config;

import java.time.Duration;

/**
 * How long and how large channels are, from the {@code signalling} section.
 *
 * @param channelLife of one that nobody is in
 * @param memberLife how long a member stays that does not say that it does
 * @param invitationLife how long one may be answered
 * @param membersMax of a channel
 * @param invitationsMax of a channel, those that were answered too
 * @param channelsPerAccountMax that one account may be in; a race may pass it by a few
 */
public record SignallingConfig(
        Duration channelLife,
        Duration memberLife,
        Duration invitationLife,
        int membersMax,
        int invitationsMax,
        int channelsPerAccountMax) {
    public static final SignallingConfig DEFAULT =
            new SignallingConfig(Duration.ofHours(2), Duration.ofMinutes(10), Duration.ofMinutes(5), 100, 100, 20);

    public SignallingConfig {
        Check.positive(channelLife, "channelLife");
        Check.positive(memberLife, "memberLife");
        Check.positive(invitationLife, "invitationLife");
        Check.positive(membersMax, "membersMax");
        Check.positive(invitationsMax, "invitationsMax");
        Check.positive(channelsPerAccountMax, "channelsPerAccountMax");
    }

    public static SignallingConfig from(Section section) {
        SignallingConfig signalling = new SignallingConfig(
                section.duration("channelLife", DEFAULT.channelLife, Duration.ofMinutes(1), Duration.ofDays(7)),
                section.duration("memberLife", DEFAULT.memberLife, Duration.ofMinutes(1), Duration.ofDays(7)),
                section.duration("invitationLife", DEFAULT.invitationLife, Duration.ofSeconds(10), Duration.ofDays(7)),
                section.integer("membersMax", DEFAULT.membersMax, 2, 1_000),
                section.integer("invitationsMax", DEFAULT.invitationsMax, 1, 1_000),
                section.integer("channelsPerAccountMax", DEFAULT.channelsPerAccountMax, 1, 1_000));
        section.rejectUnknown();
        return signalling;
    }
}
