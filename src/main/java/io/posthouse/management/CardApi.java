package io.posthouse.management;

import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Route;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import java.util.Set;

/** Lets an app's own server change an account's name card, with the account's own fields and limits. Keeps no state. */
final class CardApi {
    private static final int BODY_BYTES_MAX = 16 * 1024;
    /** What the path and this API say, and the body does not. */
    private static final Set<String> OWN_KEYS = Set.of("do", "id", "v", "as");

    private final NativeRequests requests;

    CardApi(NativeRequests requests) {
        this.requests = requests;
    }

    /** Adds the route. Who asks has been checked before. */
    void mount(Router router) {
        Route route = router.route(HttpMethod.PATCH, "/api/v1/accounts/:account/card");
        route.failureHandler(context -> Exchange.failed(context, BODY_BYTES_MAX));
        route.handler(BodyHandler.create(false).setBodyLimit(BODY_BYTES_MAX));
        route.handler(context -> Exchange.run(context, this::update));
    }

    private Future<Void> update(RoutingContext context) {
        JsonObject fields = Exchange.bodyOf(context).copy();
        OWN_KEYS.forEach(key -> fields.remove(key));
        return requests.ask(context.pathParam("account"), fields.put("do", "updateCard"))
                .compose(context::json);
    }
}
