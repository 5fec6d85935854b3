package io.posthouse.protocol.nim;

import io.posthouse.connection.Closing;
import io.posthouse.model.Answer;
import io.posthouse.model.ClientType;
import io.posthouse.model.Command;
import io.posthouse.model.Fault;
import io.posthouse.model.FaultException;
import io.posthouse.model.KickReason;
import io.vertx.core.Future;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Coming, staying and going: login, heartbeat, devices, what is asked of the server right after the login. */
final class LoginFunctions {
    private static final int TOKEN_CHARS_MAX = 4096;
    private static final int KICKED_MAX = 20;
    private static final long AUTOMATIC = 0;
    /** How long a client may keep the switches it was told. */
    private static final int SWITCHES_SECONDS = 3600;

    private static final int BROADCASTS_MAX = 100;
    private static final int BROADCAST_DIGITS_MAX = 12;

    private LoginFunctions() {}

    static List<Row> rows() {
        return List.of(
                Row.beforeLogin("1_2", "heartbeat", (args, desk) -> Future.succeededFuture(Reply.DONE)),
                Row.beforeLogin("2_3", "login", LoginFunctions::login),
                Row.beforeLogin("2_6", "logout", (args, desk) -> Future.succeededFuture(Reply.DONE)),
                Row.of("2_8", "kick", LoginFunctions::kick),
                Row.of("4_5", "batchMarkRead", LoginFunctions::acknowledge),
                Row.of(SyncFunction.ID, "sync", SyncFunction::run),
                Row.of("6_23", "getServerTime", (args, desk) -> Future.succeededFuture(Reply.of(desk.storeMillis()))),
                Row.of("6_27", "getGrayscaleConfig", LoginFunctions::switches),
                Row.of("6_32", "uploadDetect", (args, desk) -> Future.succeededFuture(Reply.NONE)));
    }

    /** A token is a secret that no log may hold, so nothing of this is kept but the version. */
    private static Future<Reply> login(Args args, Desk desk) {
        Props login = args.property(0, Tables.LOGIN);
        ClientType clientType = ClientType.ofNumber(
                        (int) Forms.within(0, Integer.MAX_VALUE, login.number("clientType", 0), "clientType"))
                .orElseThrow(() -> Forms.invalid("clientType"));
        String account = login.account("account");
        String token = login.someText("token");
        if (token.length() > TOKEN_CHARS_MAX) {
            throw Forms.invalid("token");
        }
        String told = login.has("deviceId") && login.raw("deviceId") instanceof Long ? "" : login.text("deviceId", "");
        boolean isNameless = told.isEmpty();
        String deviceId = isNameless ? UUID.randomUUID().toString().replace("-", "") : Forms.id(told, "deviceId");
        Version version = new Version(login.number("sdkVersion", Version.NEWEST));
        boolean isAgain = login.number("appLogin", 1) == AUTOMATIC;
        return desk.line()
                .login(account, token, deviceId, clientType)
                .map(loggedIn -> {
                    desk.welcome(loggedIn, version, isNameless);
                    return welcome(loggedIn, desk);
                })
                .recover(cause -> turnAway(cause, isAgain, desk));
    }

    private static Reply welcome(Answer.LoggedIn loggedIn, Desk desk) {
        Property welcome = new Property(Tables.WELCOME)
                .put("connectionId", desk.line().connectionId())
                .put("lastLoginDeviceId", "");
        return Reply.of(welcome, Cards.devices(loggedIn.others(), loggedIn.account()));
    }

    /** A client that comes back by itself with a token that is wrong by now would do so for ever: it is told to stay away. */
    private static Future<Reply> turnAway(Throwable cause, boolean isAgain, Desk desk) {
        if (cause instanceof FaultException refusal && refusal.fault() == Fault.UNAUTHENTICATED && isAgain) {
            desk.line().close(new Closing.Kicked(KickReason.BY_SERVER, null));
        }
        return Future.failedFuture(cause);
    }

    private static Future<Reply> kick(Args args, Desk desk) {
        List<String> deviceIds = args.texts(0, 1, KICKED_MAX).stream()
                .map(id -> Forms.id(id, "deviceIds"))
                .toList();
        return desk.ask(new Command.KickDevices(deviceIds), Answer.KickedDevices.class)
                .map(kicked -> Reply.of(kicked.deviceIds()));
    }

    /** Which kind of message it is about does not matter: an id says it all. */
    private static Future<Reply> acknowledge(Args args, Desk desk) {
        boolean isBroadcast = args.number(0) == 7 && args.number(1) == 17;
        List<String> ids = args.numbers(2, 0, Deliveries.AWAITED_MAX, id -> Forms.idServer(id, "ids"));
        if (isBroadcast) {
            acknowledgeBroadcasts(ids, desk);
        } else {
            desk.deliveries().acknowledged(ids);
        }
        return Future.succeededFuture(Reply.NONE);
    }

    private static void acknowledgeBroadcasts(List<String> ids, Desk desk) {
        List<Long> numbers = ids.stream()
                .filter(id -> !id.isEmpty() && id.length() <= BROADCAST_DIGITS_MAX)
                .map(Long::valueOf)
                .filter(id -> id > 0)
                .limit(BROADCASTS_MAX)
                .toList();
        if (!numbers.isEmpty()) {
            // Dropped: what is not noted comes again at the next login.
            desk.ask(new Command.AcknowledgeBroadcasts(numbers), Answer.Done.class);
        }
    }

    private static Future<Reply> switches(Args args, Desk desk) {
        String switches = Packets.json(Map.of("mixStoreEnable", false));
        return Future.succeededFuture(
                Reply.of(new Property(Tables.GRAY).put("config", switches).put("ttl", SWITCHES_SECONDS)));
    }
}
