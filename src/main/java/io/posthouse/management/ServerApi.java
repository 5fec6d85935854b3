package io.posthouse.management;

import io.posthouse.bus.Addresses;
import io.posthouse.bus.LocalBus;
import io.posthouse.config.AdminConfig;
import io.posthouse.model.AccountId;
import io.posthouse.model.Answer;
import io.posthouse.model.Caller;
import io.posthouse.model.Card;
import io.posthouse.model.Command;
import io.posthouse.model.Fault;
import io.posthouse.model.FaultException;
import io.posthouse.model.Request;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Route;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What an app's own server may ask under {@code /api/v1}, as src/docs/admin-api.md describes it. Keeps no state. */
public final class ServerApi {
    private static final int BODY_BYTES_MAX = 16 * 1024;
    private static final Pattern TOKEN = Pattern.compile("[!-~]{8,128}");

    private final AdminConfig config;
    private final LocalBus bus;
    private final int routers;
    private final Tokens tokens;
    private final NativeRequests requests;

    /**
     * @param routers how many routing verticles this node has
     * @param requests for what is asked in the native protocol's words
     */
    public ServerApi(AdminConfig config, LocalBus bus, int routers, Tokens tokens, NativeRequests requests) {
        this.config = config;
        this.bus = bus;
        this.routers = routers;
        this.tokens = tokens;
        this.requests = requests;
    }

    /** Adds the routes. The router may be a host's: nothing outside {@code /api/v1} is touched. */
    public void mount(Router router) {
        route(router.route("/api/v1/*")).handler(this::authorize);
        BodyHandler body = BodyHandler.create(false).setBodyLimit(BODY_BYTES_MAX);
        route(router.post("/api/v1/accounts")).handler(body).handler(context -> Exchange.run(context, this::create));
        route(router.post("/api/v1/accounts/:account/token"))
                .handler(body)
                .handler(context -> Exchange.run(context, this::changeToken));
        route(router.post("/api/v1/accounts/:account/uploads"))
                .handler(body)
                .handler(context -> Exchange.run(context, this::openUpload));
        route(router.post("/api/v1/accounts/:account/proxyMsgs"))
                .handler(body)
                .handler(context -> Exchange.run(context, new ProxyApi(bus, routers)::send));
        route(router.delete("/api/v1/accounts/:account")).handler(context -> Exchange.run(context, this::delete));
        new CardApi(requests).mount(router);
        new TeamApi(requests).mount(router);
        route(router.post("/api/v1/broadcasts"))
                .handler(body)
                .handler(context -> Exchange.run(context, new BroadcastApi(bus)::send));
        route(router.route("/api/v1/*"))
                .handler(context -> HttpFaults.answer(context, new FaultException(Fault.UNKNOWN_COMMAND)));
    }

    private static Route route(Route route) {
        return route.failureHandler(context -> Exchange.failed(context, BODY_BYTES_MAX));
    }

    private void authorize(RoutingContext context) {
        String header = context.request().getHeader("Authorization");
        if (!config.key().isSet()) {
            HttpFaults.answer(context, new FaultException(Fault.FORBIDDEN, "no admin.key is configured"));
        } else if (header == null || !isKey(header)) {
            HttpFaults.answer(context, new FaultException(Fault.UNAUTHENTICATED, "the admin key"));
        } else {
            context.next();
        }
    }

    /** Takes the same time whatever is wrong: two hashes of one length are compared, not two texts. */
    private boolean isKey(String header) {
        return MessageDigest.isEqual(hash(header), hash("Bearer " + config.key().reveal()));
    }

    private static byte[] hash(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException everyJdkHasIt) {
            throw new IllegalStateException(everyJdkHasIt);
        }
    }

    private Future<Void> create(RoutingContext context) {
        JsonObject body = Exchange.bodyOf(context);
        String account = account(Exchange.textOf(body, "account"));
        String token = tokenOf(body);
        String nick = Exchange.textOf(body, "nick");
        if (nick != null && nick.length() > Card.NICK_CHARS_MAX) {
            throw new FaultException(Fault.INVALID, "nick: at most " + Card.NICK_CHARS_MAX + " characters");
        }
        return ask(account, new Command.CreateAccount(account, token, nick)).compose(created -> {
            context.response().setStatusCode(201);
            return tell(context, account, token);
        });
    }

    private Future<Void> changeToken(RoutingContext context) {
        String account = account(context.pathParam("account"));
        String token = tokenOf(Exchange.bodyOf(context));
        return ask(account, new Command.ChangeToken(account, token)).compose(changed -> tell(context, account, token));
    }

    private Future<Void> delete(RoutingContext context) {
        String account = account(context.pathParam("account"));
        return ask(account, new Command.DeleteAccount(account))
                .compose(deleted -> context.response().setStatusCode(204).end());
    }

    private Future<Void> openUpload(RoutingContext context) {
        String account = account(context.pathParam("account"));
        JsonObject body = Exchange.bodyOf(context);
        String name = Exchange.textOf(body, "name");
        String type = Exchange.textOf(body, "type");
        Object size = body.getValue("size", 0);
        if (!(size instanceof Integer || size instanceof Long)) {
            throw new FaultException(Fault.INVALID, "size: a whole number");
        }
        Command open =
                new Command.OpenUpload(((Number) size).longValue(), name == null ? "" : name, type == null ? "" : type);
        return ask(account, new Command.FindCredential(account))
                .compose(answer -> ((Answer.Credential) answer).exists()
                        ? ask(account, open)
                        : Future.failedFuture(new FaultException(Fault.NOT_FOUND, "account")))
                .compose(answer -> tell(context, (Answer.UploadOpened) answer));
    }

    private static Future<Void> tell(RoutingContext context, Answer.UploadOpened opened) {
        context.response().setStatusCode(201).putHeader("Cache-Control", "no-store");
        return context.json(new JsonObject()
                .put("file", opened.file())
                .put("token", opened.token())
                .put("path", "/uploads/" + opened.file())
                .put("expires", opened.expires())
                .put("bytesMax", opened.bytesMax())
                .put("chunkBytesMax", opened.chunkBytesMax()));
    }

    private static Future<Void> tell(RoutingContext context, String account, String token) {
        context.response().putHeader("Cache-Control", "no-store");
        return context.json(new JsonObject().put("account", account).put("token", token));
    }

    private Future<Answer> ask(String account, Command command) {
        String address = Addresses.route(Addresses.shard(account, routers));
        return bus.ask(address, new Request(Caller.server(account), command));
    }

    private static String account(@Nullable String text) {
        return AccountId.parse(text == null ? "" : text)
                .orElseThrow(
                        () -> new FaultException(Fault.INVALID, "account: 1 to 32 characters from [A-Za-z0-9_@.-]"));
    }

    private String tokenOf(JsonObject body) {
        String token = Exchange.textOf(body, "token");
        if (token == null) {
            return tokens.next();
        }
        if (!TOKEN.matcher(token).matches()) {
            throw new FaultException(Fault.INVALID, "token: 8 to 128 printable ASCII characters without spaces");
        }
        return token;
    }
}
