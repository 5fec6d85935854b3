package io.posthouse.protocol.json;

import static java.util.concurrent.TimeUnit.SECONDS;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import io.posthouse.Posthouse;
import io.posthouse.config.Config;
import io.posthouse.config.LimitsConfig;
import io.posthouse.config.TeamConfig;
import io.posthouse.model.Answer;
import io.posthouse.model.Conversation;
import io.posthouse.model.Draft;
import io.posthouse.model.MessageType;
import io.posthouse.model.Scene;
import io.posthouse.model.TeamCommand;
import io.posthouse.model.TeamField;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeoutException;
import java.util.function.UnaryOperator;
import org.slf4j.LoggerFactory;

/** A whole gateway on a free port with a Vert.x and a Redis of its own, for tests; and what it logged as bugs. */
public final class Gateway {
    private static final int SAID_AT_ONCE = 50;

    private final Vertx vertx;
    private final Posthouse posthouse;
    private final Bugs bugs = new Bugs();

    private Gateway(Vertx vertx, Posthouse posthouse) {
        this.vertx = vertx;
        this.posthouse = posthouse;
        bugs.start();
        root().addAppender(bugs);
    }

    public static Gateway start(Path data) throws TimeoutException {
        return start(data, config -> config);
    }

    /** @param change of the settings that a test wants otherwise */
    public static Gateway start(Path data, UnaryOperator<Config> change) throws TimeoutException {
        Config config = change.apply(Settings.forTests(data));
        Vertx vertx = Vertx.vertx();
        try {
            return new Gateway(vertx, Posthouse.on(vertx).config(config).start().await(30, SECONDS));
        } catch (TimeoutException | RuntimeException failed) {
            vertx.close().await(10, SECONDS);
            throw failed;
        }
    }

    /** For tests of other packages that want other limits. */
    public static UnaryOperator<Config> withLimits(LimitsConfig limits) {
        return Settings.limits(before -> limits);
    }

    /** For tests of other packages that want other teams. */
    public static UnaryOperator<Config> withTeams(TeamConfig team) {
        return config -> Settings.with(config, team);
    }

    public int port() {
        return posthouse.port();
    }

    /** An account whose token is {@code token-of-<account>}. */
    public void account(String account) throws TimeoutException {
        posthouse.createAccount(account, "token-of-" + account, null).await(5, SECONDS);
    }

    /** A super team, which no client can make on every wire. @return its id */
    public String superTeam(String owner, List<String> members) throws TimeoutException {
        TeamCommand.CreateTeam command = new TeamCommand.CreateTeam(
                new Conversation(Scene.SUPER_TEAM, ""), 0, Map.of(TeamField.NAME, "Village"), members, null);
        Answer answer = posthouse.ask(owner, command).await(5, SECONDS);
        return ((Answer.TeamMade) answer).team().id().id();
    }

    /** An account makes so many teams, many at once. */
    public void teams(String owner, int count) throws TimeoutException {
        List<Future<?>> made = new ArrayList<>();
        for (int i = 1; i <= count; i++) {
            made.add(posthouse.ask(
                    owner,
                    new TeamCommand.CreateTeam(
                            new Conversation(Scene.TEAM, ""),
                            0,
                            Map.of(TeamField.NAME, "Team " + i),
                            List.of(),
                            null)));
            if (made.size() == SAID_AT_ONCE || i == count) {
                Future.all(made).await(30, SECONDS);
                made.clear();
            }
        }
    }

    /** An owner gives its super team another name. */
    public Future<Answer> rename(String owner, String superTeam, String name) {
        return posthouse.ask(
                owner,
                new TeamCommand.UpdateTeam(
                        new Conversation(Scene.SUPER_TEAM, superTeam), Map.of(TeamField.NAME, name), 0));
    }

    /** One account says so much to another, much of it at once. */
    public void speech(String from, String to, int messages) throws TimeoutException {
        List<Future<?>> said = new ArrayList<>();
        for (int i = 1; i <= messages; i++) {
            said.add(posthouse.send(from, Draft.of(Scene.P2P, to, MessageType.TEXT, "word " + i, null, "said-" + i)));
            if (said.size() == SAID_AT_ONCE || i == messages) {
                Future.all(said).await(30, SECONDS);
                said.clear();
            }
        }
    }

    /** The account says something to itself, so often, one after the other. */
    public void soliloquy(String account, int times) throws TimeoutException {
        for (int i = 1; i <= times; i++) {
            Draft draft = Draft.of(Scene.P2P, account, MessageType.TEXT, "word " + i, null, "word-" + i);
            posthouse.send(account, draft).await(5, SECONDS);
        }
    }

    /** The server tells all accounts something. */
    public void broadcast(String body) throws IOException, InterruptedException {
        post("broadcasts", body, 201);
    }

    /** The server tells one account something. */
    public void proxyMsg(String account, String body) throws IOException, InterruptedException {
        post("accounts/" + account + "/proxyMsgs", body, 200);
    }

    private void post(String path, String body, int expected) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port() + "/api/v1/" + path))
                .header("Authorization", "Bearer " + Settings.ADMIN_KEY)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(
                        new JsonObject().put("body", body).encode()))
                .build();
        HttpResponse<String> answer = HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
        if (answer.statusCode() != expected) {
            throw new AssertionError(path + " was answered " + answer.statusCode() + " " + answer.body());
        }
    }

    /** What was logged as an error by now: refusals never are. */
    public List<String> bugs() {
        return bugs.lines;
    }

    public void stop() throws TimeoutException {
        root().detachAppender(bugs);
        try {
            posthouse.stop().await(30, SECONDS);
        } finally {
            vertx.close().await(10, SECONDS);
        }
    }

    private static Logger root() {
        return (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    }

    private static final class Bugs extends AppenderBase<ILoggingEvent> {
        private final List<String> lines = new CopyOnWriteArrayList<>();

        @Override
        protected void append(ILoggingEvent event) {
            if (event.getLevel().isGreaterOrEqual(Level.ERROR)) {
                lines.add(event.getLoggerName() + " " + event.getFormattedMessage());
            }
        }
    }
}
