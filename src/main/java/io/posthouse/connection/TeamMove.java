package io.posthouse.connection;

import io.posthouse.model.Conversation;
import io.posthouse.model.Draft;
import io.posthouse.model.Entry;
import io.posthouse.model.Event;
import io.posthouse.model.Message;
import io.posthouse.model.MessageType;
import io.posthouse.model.Push;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a notification in a team's log (T2) does to who is in the team.
 *
 * @param time of the notification, which orders the moves of a team
 * @param added who is in from here on
 * @param removed who is out after this
 * @param isForAll whether everybody may be out after this: the team is dismissed, or the notification alone does not say who is
 */
record TeamMove(Conversation team, long time, List<String> added, List<String> removed, boolean isForAll) {

    /** The move that a push tells of, or null. It reads JSON: to be called once a push, not once a connection. */
    static @Nullable TeamMove of(Push push) {
        return push.event() instanceof Event.Arrived arrived ? of(arrived.entry(), push.accounts()) : null;
    }

    /** The move that an entry read from the store is, or null. */
    static @Nullable TeamMove of(Entry entry) {
        return of(entry, null);
    }

    /**
     * @param named who is named besides the members: those who are members since, or no more
     */
    private static @Nullable TeamMove of(Entry entry, @Nullable List<String> named) {
        if (!(entry instanceof Message message) || message.draft().type() != MessageType.NOTIFICATION) {
            return null;
        }
        Draft draft = message.draft();
        if (!message.conversation().isTeam() || draft.attach() == null) {
            return null;
        }
        try {
            return of(message, new JsonObject(draft.attach()), named);
        } catch (DecodeException | ClassCastException foreign) {
            return null;
        }
    }

    private static @Nullable TeamMove of(Message message, JsonObject attach, @Nullable List<String> named) {
        Conversation team = message.conversation();
        JsonObject data = attach.getJsonObject("data", new JsonObject());
        return switch (attach.getString("type", "")) {
            case "addTeamMembers", "passTeamApply", "acceptTeamInvite" ->
                new TeamMove(team, message.time(), accounts(data), List.of(), false);
            case "removeTeamMembers", "leaveTeam" ->
                new TeamMove(team, message.time(), List.of(), accounts(data), false);
            case "dismissTeam" -> new TeamMove(team, message.time(), List.of(), List.of(), true);
            case "transferTeam" ->
                data.getBoolean("leave", false)
                        ? new TeamMove(
                                team, message.time(), List.of(), named == null ? List.of() : named, named == null)
                        : null;
            default -> null;
        };
    }

    private static List<String> accounts(JsonObject data) {
        JsonArray accounts = data.getJsonArray("accounts", new JsonArray());
        return accounts.stream().map(String.class::cast).toList();
    }

    /** Whether it puts this account in or out. */
    boolean isAbout(String account) {
        return isForAll || added.contains(account) || removed.contains(account);
    }
}
