package io.posthouse.connection;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

/** What test clients say of and in teams. */
final class TeamTalk {
    private TeamTalk() {}

    /** The id of a team that the client makes and that these accounts are in from the start. */
    static String create(Client owner, String... accounts) {
        JsonObject made = owner.ok(new JsonObject()
                .put("do", "createTeam")
                .put("scene", "team")
                .put("name", "us")
                .put("accounts", JsonArray.of((Object[]) accounts)));
        return made.getJsonObject("team").getString("teamId");
    }

    static JsonObject about(String verb, String teamId) {
        return new JsonObject().put("do", verb).put("scene", "team").put("teamId", teamId);
    }

    static JsonObject with(String verb, String teamId, String... accounts) {
        return about(verb, teamId).put("accounts", JsonArray.of((Object[]) accounts));
    }

    static JsonObject sending(String teamId, String body) {
        JsonObject message = new JsonObject()
                .put("scene", "team")
                .put("to", teamId)
                .put("type", "text")
                .put("body", body)
                .put("idClient", "c-" + body.replace(' ', '-'));
        return new JsonObject().put("do", "send").put("msg", message);
    }

    static JsonObject say(Client client, String teamId, String body) {
        return client.ok(sending(teamId, body)).getJsonObject("msg");
    }

    /** What the next messages and notifications say, whatever else comes between them. */
    static String next(Client client) {
        return textOf(client.next("msg"));
    }

    /** A message's body, or what a notification tells of. */
    static String textOf(JsonObject event) {
        JsonObject message = event.getJsonObject("msg");
        if (!"notification".equals(message.getString("type"))) {
            return message.getString("body");
        }
        return new JsonObject(message.getString("attach")).getString("type");
    }
}
