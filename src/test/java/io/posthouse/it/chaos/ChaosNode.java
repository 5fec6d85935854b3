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

/**
 * A gateway in a process of its own whose bus can be spoilt: {@code bus SHARE SEED} on its standard input, {@code bus 0 0} mends it. It ends with
 * its standard input, so that none is left behind by a checker that dies.
 */
public final class ChaosNode {
    private ChaosNode() {}

    public static void main(String[] args) throws Exception {
        System.setProperty("logback.configurationFile", "io/posthouse/logback.xml");
        Config config = ConfigReader.read(null, System.getenv(), Set.of()).config();
        Vertx vertx = Posthouse.newVertx(config).await();
        Posthouse posthouse = Posthouse.on(vertx).config(config).start().await();
        System.out.println("http://127.0.0.1:" + posthouse.managementPort() + "/health/ready");
        System.out.println("http://127.0.0.1:" + posthouse.port() + "/api/v1");
        String ready = Http.get(posthouse.managementPort(), "/health/ready").body();
        try {
            obey(vertx, new JsonObject(ready).getString("node"));
        } finally {
            Runtime.getRuntime().halt(0);
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
