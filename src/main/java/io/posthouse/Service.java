package io.posthouse;

import io.posthouse.config.Config;
import io.posthouse.config.ConfigReader;
import io.posthouse.config.StartupException;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The gateway as a process of its own: starts it, says where it is, and stops it when the process is told to end. */
final class Service {
    /** What stopping may take beyond draining. */
    private static final Duration STOPPING_MAX = Duration.ofSeconds(15);

    private final ConfigOptions options;
    private final PrintWriter out;

    Service(ConfigOptions options, PrintWriter out) {
        this.options = options;
        this.out = out;
    }

    /** Does not return before the process ends, unless the start fails: then it throws a {@link StartupException}. */
    int run() {
        Map<String, String> environment = System.getenv();
        ConfigReader.Reading reading = options.read(environment);
        boolean isDevelopment =
                options.isWithoutFile(environment) && reading.config().store().isEmbedded();
        DevelopmentStart development = new DevelopmentStart(reading.config());
        Config config = isDevelopment ? development.completed() : reading.config();
        String generatedKey = reading.config().admin().key().isSet()
                ? ""
                : config.admin().key().reveal();
        Future<Vertx> opening = Posthouse.newVertx(config);
        Future<Posthouse> starting =
                opening.compose(vertx -> Posthouse.on(vertx).config(config).start());
        Thread hook = new Thread(() -> stop(opening, starting, config), "posthouse-shutdown");
        Runtime.getRuntime().addShutdownHook(hook);
        Posthouse posthouse = starting.await();
        Banner banner = new Banner(config, generatedKey, posthouse, out);
        banner.print(isDevelopment ? development.demoAccounts(posthouse) : Map.of());
        return waitForEver();
    }

    /** Also for a start that failed, or that somebody interrupts: nothing stays behind. */
    private static void stop(Future<Vertx> opening, Future<Posthouse> starting, Config config) {
        Logger log = LoggerFactory.getLogger(Service.class);
        Duration limit = config.server().drain().plus(STOPPING_MAX);
        try {
            if (!starting.failed()) {
                log.info("Stopping drainMillis={}", config.server().drain().toMillis());
            }
            starting.transform(started -> started.succeeded() ? started.result().stop() : Future.succeededFuture())
                    .eventually(() -> opening.compose(Vertx::close))
                    .await(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException | RuntimeException failure) {
            log.warn("Stopping did not finish", failure);
        }
    }

    private static int waitForEver() {
        try {
            new CountDownLatch(1).await();
            return 0;
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return 1;
        }
    }
}
