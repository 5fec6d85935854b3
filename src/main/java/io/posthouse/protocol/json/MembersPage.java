package io.posthouse.protocol.json;

import io.posthouse.model.Answer;
import io.posthouse.model.TeamMember;
import java.util.Comparator;
import java.util.List;

/**
 * A page of a team's members as a client names it: the store's page, and behind a colon up to which account it was told already,
 * for one of the store's pages with long texts may fill several frames.
 *
 * @param told in the order of accounts; empty for none
 */
record MembersPage(String stored, String told) {

    static MembersPage parse(String page, String field) {
        int colon = page.indexOf(':');
        return colon < 0
                ? new MembersPage(page, "")
                : new MembersPage(page.substring(0, colon), Forms.account(page.substring(colon + 1), field));
    }

    /** What of the store's page comes next and fits a frame. Who comes or goes meanwhile moves nobody else to another part. */
    Answer.TeamMembers cut(Answer.TeamMembers page) {
        List<TeamMember> left = page.members().stream()
                .filter(member -> member.account().compareTo(told) > 0)
                .sorted(Comparator.comparing(TeamMember::account))
                .toList();
        List<TeamMember> fitting = Pages.split(left, Pages::weight).get(0);
        return new Answer.TeamMembers(
                fitting,
                fitting.size() == left.size()
                        ? page.nextPage()
                        : stored + ":" + fitting.get(fitting.size() - 1).account());
    }
}
