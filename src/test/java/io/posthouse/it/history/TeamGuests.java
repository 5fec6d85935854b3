package io.posthouse.it.history;

import io.posthouse.model.Conversation;
import io.posthouse.model.Event;
import io.posthouse.model.Message;
import io.posthouse.model.MessageType;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Who is in which team, by the notifications that were pushed, in the log's order: whom a connection would hand a push to. */
final class TeamGuests {
    private final Map<Conversation, Set<String>> members = new HashMap<>();

    /** Who hears of an event of a team: those who were in it before and those who are in it now. */
    Set<String> told(Conversation team, Event event) {
        Set<String> now = members.computeIfAbsent(team, t -> new HashSet<>());
        Set<String> hearers = new HashSet<>(now);
        if (event instanceof Event.Arrived arrived
                && arrived.entry() instanceof Message message
                && message.draft().type() == MessageType.NOTIFICATION) {
            move(now, new JsonObject(String.valueOf(message.draft().attach())));
            hearers.addAll(now);
        }
        return hearers;
    }

    private static void move(Set<String> members, JsonObject attach) {
        JsonArray named = attach.getJsonObject("data").getJsonArray("accounts", new JsonArray());
        List<String> accounts = named.stream().map(String::valueOf).toList();
        switch (attach.getString("type")) {
            case "addTeamMembers" -> members.addAll(accounts);
            case "removeTeamMembers", "leaveTeam" -> accounts.forEach(members::remove);
            default -> {}
        }
    }
}
