package io.posthouse.protocol.json;

import io.posthouse.config.AdminConfig;
import io.posthouse.config.AuthConfig;
import io.posthouse.config.ClusterConfig;
import io.posthouse.config.Config;
import io.posthouse.config.DevicesConfig;
import io.posthouse.config.FilesConfig;
import io.posthouse.config.LimitsConfig;
import io.posthouse.config.ManagementConfig;
import io.posthouse.config.NimConfig;
import io.posthouse.config.PassThroughConfig;
import io.posthouse.config.RecallConfig;
import io.posthouse.config.Secret;
import io.posthouse.config.ServerConfig;
import io.posthouse.config.SignallingConfig;
import io.posthouse.config.StatusConfig;
import io.posthouse.config.StoreConfig;
import io.posthouse.config.SyncConfig;
import io.posthouse.config.TeamConfig;
import io.posthouse.config.TlsConfig;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.UnaryOperator;

/** The default settings, but for free ports, a data directory of the test's own and a quick goodbye. */
final class Settings {
    static final String ADMIN_KEY = "a key of the tests' own";

    private Settings() {}

    static Config forTests(Path data) {
        return new Config(
                new ServerConfig(
                        "127.0.0.1",
                        0,
                        2,
                        false,
                        false,
                        TlsConfig.DEFAULT,
                        Duration.ofMillis(200),
                        Duration.ofSeconds(5)),
                new StoreConfig(
                        StoreConfig.DEFAULT.endpoints(),
                        StoreConfig.DEFAULT.mode(),
                        StoreConfig.DEFAULT.masterName(),
                        StoreConfig.DEFAULT.user(),
                        StoreConfig.DEFAULT.password(),
                        data.toString(),
                        StoreConfig.DEFAULT.durability(),
                        StoreConfig.DEFAULT.replicas(),
                        StoreConfig.DEFAULT.timeout(),
                        StoreConfig.DEFAULT.batchMax(),
                        StoreConfig.DEFAULT.queueMax(),
                        StoreConfig.DEFAULT.keyPrefix(),
                        StoreConfig.DEFAULT.retention()),
                LimitsConfig.DEFAULT,
                AuthConfig.DEFAULT,
                DevicesConfig.DEFAULT,
                SyncConfig.DEFAULT,
                RecallConfig.DEFAULT,
                TeamConfig.DEFAULT,
                StatusConfig.DEFAULT,
                PassThroughConfig.DEFAULT,
                SignallingConfig.DEFAULT,
                NimConfig.DEFAULT,
                FilesConfig.DEFAULT,
                ClusterConfig.DEFAULT,
                new ManagementConfig(false, "127.0.0.1", 0),
                new AdminConfig(new Secret(ADMIN_KEY)));
    }

    /** Where what takes long or much elsewhere happens at once. */
    static Config strict(Config config) {
        Config limited = limits(Settings::strict).apply(config);
        return new Config(
                limited.server(),
                limited.store(),
                limited.limits(),
                limited.auth(),
                limited.devices(),
                limited.sync(),
                new RecallConfig(Duration.ofMillis(1)),
                limited.team(),
                limited.status(),
                limited.passThrough(),
                limited.signalling(),
                limited.nim(),
                limited.files(),
                limited.cluster(),
                limited.management(),
                limited.admin());
    }

    private static LimitsConfig strict(LimitsConfig limits) {
        return new LimitsConfig(
                limits.bodyCharsMax(),
                limits.attachBytesMax(),
                limits.extBytesMax(),
                limits.frameBytesMax(),
                limits.connectionRate(),
                limits.connectionBurst(),
                limits.accountRate(),
                limits.accountBurst(),
                limits.connectionsMax(),
                2,
                limits.connectionsPerAddressMax(),
                Duration.ofMillis(500),
                limits.idleTimeout(),
                limits.queueBytesMax(),
                limits.queueTimeout(),
                limits.inFlightMax(),
                limits.errorsMax(),
                limits.pageMax(),
                limits.searchEntriesMax(),
                1,
                limits.stickTopsMax(),
                limits.devicesMax(),
                limits.changesMax(),
                limits.friendsMax(),
                limits.friendApplicationsMax());
    }

    static Config with(Config config, TeamConfig team) {
        return new Config(
                config.server(),
                config.store(),
                config.limits(),
                config.auth(),
                config.devices(),
                config.sync(),
                config.recall(),
                team,
                config.status(),
                config.passThrough(),
                config.signalling(),
                config.nim(),
                config.files(),
                config.cluster(),
                config.management(),
                config.admin());
    }

    static UnaryOperator<Config> limits(UnaryOperator<LimitsConfig> change) {
        return config -> new Config(
                config.server(),
                config.store(),
                change.apply(config.limits()),
                config.auth(),
                config.devices(),
                config.sync(),
                config.recall(),
                config.team(),
                config.status(),
                config.passThrough(),
                config.signalling(),
                config.nim(),
                config.files(),
                config.cluster(),
                config.management(),
                config.admin());
    }
}
