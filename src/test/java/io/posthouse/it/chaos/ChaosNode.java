package io.posthouse.it.chaos;

import io.posthouse.Posthouse;
import io.posthouse.config.Config;
import io.posthouse.config.ConfigReader;
import io.posthouse.http.Http;
import io.posthouse.it.LossyBus;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * A gateway in a process of its own whose bus can be spoilt: {@code bus SHARE SEED} on its standard input, {@code bus 0 0} mends it. It ends with
 * its standard input, so that none is left behind by a checker that dies.
 */
public final class ChaosNode {
    private static final long STOPPING_SECONDS_MAX = 40;

    private ChaosNode() {}

    public static void main(String[] args) {
        System.setProperty("logback.configurationFile", "io/posthouse/logback.xml");
        int code = 1;
        try {
            serve();
            code = 0;
        } catch (Throwable failed) {
            failed.printStackTrace(System.out);
        } finally {
            // Not an exit: nothing here is to be drained, whoever started it is gone.
            Runtime.getRuntime().halt(code);
        }
    }

    private static void serve() throws Exception {
        Config config = ConfigReader.read(null, System.getenv(), Set.of()).config();
        Vertx vertx = Posthouse.newVertx(config).await();
        Posthouse posthouse = Posthouse.on(vertx).config(config).start().await();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> drain(posthouse), "drain"));
        System.out.println("http://127.0.0.1:" + posthouse.managementPort() + "/health/ready");
        System.out.println("http://127.0.0.1:" + posthouse.port() + "/api/v1");
        String ready = Http.get(posthouse.managementPort(), "/health/ready").body();
        obey(vertx, new JsonObject(ready).getString("node"));
    }

    /** As the fat jar does at SIGTERM. */
    private static void drain(Posthouse posthouse) {
        try {
            posthouse.stop().await(STOPPING_SECONDS_MAX, TimeUnit.SECONDS);
        } catch (Exception failed) {
            System.out.println("stopping did not finish: " + failed);
        }
    }

    private static void obey(Vertx vertx, String nodeId) throws Exception {
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        LossyBus network = null;
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            String[] words = line.split(" ", -1);
            if (network != null) {
                network.mend();
                network = null;
            }
            double share = Double.parseDouble(words[1]);
            if (share > 0) {
                network = new LossyBus(vertx, nodeId, share, Long.parseLong(words[2]));
            }
        }
    }
}
