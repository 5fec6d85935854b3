package io.posthouse.store;

import io.posthouse.model.AccountId;
import io.posthouse.model.Conversation;
import io.posthouse.model.Fault;
import io.posthouse.model.FaultException;
import java.util.List;

/**
 * The two sides of a p2p conversation, named by which account sorts first. A team has one side, {@code low}: what somebody says
 * counts for everybody.
 */
final class Sides {
    private static final int TEAM_DIGITS_MAX = 15;

    private Sides() {}

    static List<String> accounts(Conversation conversation) {
        String id = conversation.id();
        int colon = id.indexOf(':');
        String low = id.substring(0, colon);
        String high = id.substring(colon + 1);
        return low.equals(high) ? List.of(low) : List.of(low, high);
    }

    /** Whose messages count as unread for the account: {@code low}, {@code high}, or empty with oneself (S7). */
    static String unreadOf(Conversation conversation, String account) {
        if (conversation.isTeam()) {
            return "low";
        }
        String peer = conversation.targetOf(account);
        int order = peer.compareTo(account);
        return order == 0 ? "" : order < 0 ? "low" : "high";
    }

    /**
     * Fails what is no team, and no p2p conversation of the account, without telling whether it exists. Who is in a team, the scripts
     * judge.
     */
    static Conversation require(Conversation conversation, String account) {
        return conversation.isTeam() ? requireTeam(conversation) : requireP2p(conversation, account);
    }

    private static Conversation requireP2p(Conversation conversation, String account) {
        if (!conversation.isBetween(account)) {
            throw new FaultException(Fault.NOT_FOUND);
        }
        String peer = requireAccount(conversation.targetOf(account));
        if (!Conversation.between(account, peer).equals(conversation)) {
            throw new FaultException(Fault.INVALID, "conversation");
        }
        return conversation;
    }

    /** Fails what is not an account in its stored form, for it becomes a part of keys. */
    static String requireAccount(String text) {
        if (AccountId.parse(text).filter(text::equals).isEmpty()) {
            throw new FaultException(Fault.INVALID, "account");
        }
        return text;
    }

    /** Fails what is not a team's id, for it becomes a part of keys. */
    static Conversation requireTeam(Conversation team) {
        String id = team.id();
        boolean isNumber = !id.isEmpty()
                && id.length() <= TEAM_DIGITS_MAX
                && id.charAt(0) != '0'
                && id.chars().allMatch(c -> c >= '0' && c <= '9');
        if (!team.isTeam() || !isNumber) {
            throw new FaultException(Fault.INVALID, "teamId");
        }
        return team;
    }

    /** Fails what would break the lines of an entry's header. */
    static String requireLine(String text, String name) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) < ' ') {
                throw new FaultException(Fault.INVALID, name);
            }
        }
        return text;
    }
}
