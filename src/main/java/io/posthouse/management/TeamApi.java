package io.posthouse.management;

import io.posthouse.model.Fault;
import io.posthouse.model.FaultException;
import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Route;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What an app's own server may do with teams under {@code /api/v1/teams}, as src/docs/admin-api.md describes it (T1). It asks in the
 * native protocol's words, for the team's owner: so the fields, limits and notifications are those of everybody else, and what it
 * may is the server's column of the permission table. Keeps no state.
 */
final class TeamApi {
    private static final int BODY_BYTES_MAX = 64 * 1024;
    private static final String TEAMS = "/api/v1/teams";
    private static final String TEAM = TEAMS + "/:teamId";
    private static final String IDEMPOTENCY_KEY = "Idempotency-Key";
    /** In quotes or without them, and then without any inside. */
    private static final Pattern KEY = Pattern.compile("(?<quote>\"?)(?<key>[\\x21-\\x7e&&[^\"\\\\]]{1,64})\\k<quote>");
    /** For whom is asked as long as nobody knows the owner; what anybody may ask. */
    private static final String ANYBODY = "server";
    /** What the path and this API say, and the body does not. */
    private static final Set<String> OWN_KEYS = Set.of("do", "id", "v", "as", "owner", "teamId");

    private final NativeRequests requests;

    TeamApi(NativeRequests requests) {
        this.requests = requests;
    }

    /** Adds the routes. Who asks has been checked before. */
    void mount(Router router) {
        route(router, HttpMethod.POST, TEAMS, this::create);
        route(router, HttpMethod.GET, TEAM, this::tell);
        route(router, HttpMethod.PATCH, TEAM, context -> act(context, "updateTeam", Exchange.bodyOf(context)));
        route(router, HttpMethod.DELETE, TEAM, this::dismiss);
        route(router, HttpMethod.GET, TEAM + "/members", this::members);
        route(
                router,
                HttpMethod.POST,
                TEAM + "/members",
                context -> act(context, "addTeamMembers", Exchange.bodyOf(context)));
        route(
                router,
                HttpMethod.DELETE,
                TEAM + "/members",
                context -> act(context, "removeTeamMembers", Exchange.bodyOf(context)));
        route(
                router,
                HttpMethod.PUT,
                TEAM + "/owner",
                context -> act(context, "transferTeam", Exchange.bodyOf(context)));
        route(router, HttpMethod.PUT, TEAM + "/managers", context -> managers(context, true));
        route(router, HttpMethod.DELETE, TEAM + "/managers", context -> managers(context, false));
        route(
                router,
                HttpMethod.PUT,
                TEAM + "/mute",
                context -> act(context, "updateTeamMembersMute", Exchange.bodyOf(context)));
    }

    private static void route(
            Router router, HttpMethod method, String path, Function<RoutingContext, Future<Void>> work) {
        Route route = router.route(method, path);
        route.failureHandler(context -> Exchange.failed(context, BODY_BYTES_MAX));
        route.handler(BodyHandler.create(false).setBodyLimit(BODY_BYTES_MAX));
        route.handler(context -> Exchange.run(context, work));
    }

    private Future<Void> create(RoutingContext context) {
        JsonObject body = Exchange.bodyOf(context);
        String owner = Exchange.textOf(body, "owner");
        if (owner == null) {
            throw new FaultException(Fault.INVALID, "owner");
        }
        JsonObject request = fieldsOf(context, body).put("do", "createTeam");
        request.remove("teamId");
        putIdClient(context, request);
        return requests.ask(owner, request).compose(ok -> {
            context.response().setStatusCode(201);
            return context.json(ok);
        });
    }

    /** The header is a quoted string; many send it without quotes. It says what the body's {@code idClient} says. */
    private static void putIdClient(RoutingContext context, JsonObject request) {
        List<String> headers = context.request().headers().getAll(IDEMPOTENCY_KEY);
        if (headers.isEmpty()) {
            return;
        }
        Matcher key = KEY.matcher(headers.get(0).trim());
        Object inBody = request.getValue("idClient");
        if (headers.size() > 1 || !key.matches() || (inBody != null && !inBody.equals(key.group("key")))) {
            throw new FaultException(Fault.INVALID, IDEMPOTENCY_KEY);
        }
        request.put("idClient", key.group("key"));
    }

    private Future<Void> tell(RoutingContext context) {
        return find(fieldsOf(context, new JsonObject()))
                .compose(team -> context.json(new JsonObject().put("team", team)));
    }

    private Future<Void> dismiss(RoutingContext context) {
        return asOwner(fieldsOf(context, new JsonObject()).put("do", "dismissTeam"))
                .compose(ok -> context.response().setStatusCode(204).end());
    }

    private Future<Void> members(RoutingContext context) {
        JsonObject fields = new JsonObject();
        String page = context.request().getParam("page");
        if (page != null) {
            fields.put("page", page);
        }
        String mute = context.request().getParam("mute");
        if (mute != null) {
            fields.put("mute", Boolean.parseBoolean(mute));
        }
        return act(context, "teamMembers", fields);
    }

    private Future<Void> managers(RoutingContext context, boolean isAdd) {
        return act(context, "updateTeamManagers", Exchange.bodyOf(context).put("isAdd", isAdd));
    }

    private Future<Void> act(RoutingContext context, String verb, JsonObject fields) {
        return asOwner(fieldsOf(context, fields).put("do", verb)).compose(context::json);
    }

    /** The server acts as the team's owner, so that its deeds have a name in the team's log. */
    private Future<JsonObject> asOwner(JsonObject request) {
        return find(request).compose(team -> {
            String owner = team.getString("owner");
            if (owner == null) {
                throw new FaultException(Fault.NOT_FOUND);
            }
            return requests.ask(owner, request);
        });
    }

    private Future<JsonObject> find(JsonObject named) {
        JsonObject question = new JsonObject()
                .put("do", "teamsById")
                .put("scene", named.getValue("scene"))
                .put("teamIds", new JsonArray().add(named.getValue("teamId")));
        return requests.ask(ANYBODY, question).map(ok -> {
            JsonArray teams = ok.getJsonArray("teams");
            if (teams.isEmpty()) {
                throw new FaultException(Fault.NOT_FOUND);
            }
            return teams.getJsonObject(0);
        });
    }

    /** The body's fields, with the team that the path names. The scene is in the body or the query, or it is a team. */
    private static JsonObject fieldsOf(RoutingContext context, JsonObject body) {
        JsonObject fields = body.copy();
        OWN_KEYS.forEach(key -> fields.remove(key));
        if (!fields.containsKey("scene")) {
            String scene = context.request().getParam("scene");
            fields.put("scene", scene == null ? "team" : scene);
        }
        String teamId = context.pathParam("teamId");
        return teamId == null ? fields : fields.put("teamId", teamId);
    }
}
