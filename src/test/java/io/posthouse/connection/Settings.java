package io.posthouse.connection;

import io.posthouse.config.AuthConfig;
import io.posthouse.config.Config;
import io.posthouse.config.DevicesConfig;
import io.posthouse.config.LimitsConfig;
import io.posthouse.config.RecallConfig;
import io.posthouse.config.ServerConfig;
import io.posthouse.config.SyncConfig;
import io.posthouse.config.TlsConfig;
import java.time.Duration;
import java.util.function.UnaryOperator;

/** Configurations for tests: the defaults on a free port, with some of them changed. */
final class Settings {
    private Settings() {}

    static Config defaults() {
        return with(LimitsConfig.DEFAULT);
    }

    static Config with(LimitsConfig limits) {
        return of(limits, AuthConfig.DEFAULT, DevicesConfig.DEFAULT, RecallConfig.DEFAULT);
    }

    /** As much as anybody wants, and nothing is looked for that nobody misses: what is read from the store shows that something was missed. */
    static Config fastWithoutHealing() {
        return fastHealingEvery(Duration.ofHours(1));
    }

    static Config fastHealingEvery(Duration interval) {
        Config d = with(limits(Limits::fast));
        SyncConfig s = SyncConfig.DEFAULT;
        SyncConfig sync = new SyncConfig(
                s.offlineAge(),
                s.offlinePerSessionMax(),
                s.roamingAge(),
                s.roamingPerSessionMax(),
                s.roamingSessionsMax(),
                interval,
                s.acknowledgeDelay());
        return new Config(
                d.server(),
                d.store(),
                d.limits(),
                d.auth(),
                d.devices(),
                sync,
                d.recall(),
                d.team(),
                d.status(),
                d.passThrough(),
                d.signalling(),
                d.nim(),
                d.files(),
                d.cluster(),
                d.management(),
                d.admin());
    }

    static Config with(AuthConfig auth) {
        return of(LimitsConfig.DEFAULT, auth, DevicesConfig.DEFAULT, RecallConfig.DEFAULT);
    }

    static Config with(DevicesConfig.Policy policy) {
        return of(LimitsConfig.DEFAULT, AuthConfig.DEFAULT, new DevicesConfig(policy), RecallConfig.DEFAULT);
    }

    static Config with(RecallConfig recall) {
        return of(LimitsConfig.DEFAULT, AuthConfig.DEFAULT, DevicesConfig.DEFAULT, recall);
    }

    private static Config of(LimitsConfig limits, AuthConfig auth, DevicesConfig devices, RecallConfig recall) {
        Config d = Config.DEFAULT;
        ServerConfig server = new ServerConfig(
                "127.0.0.1",
                0,
                2,
                false,
                false,
                TlsConfig.DEFAULT,
                Duration.ofSeconds(3),
                d.server().requestTimeout());
        return new Config(
                server,
                d.store(),
                limits,
                auth,
                devices,
                SyncConfig.DEFAULT,
                recall,
                d.team(),
                d.status(),
                d.passThrough(),
                d.signalling(),
                d.nim(),
                d.files(),
                d.cluster(),
                d.management(),
                d.admin());
    }

    /** The default limits with some changed. */
    static LimitsConfig limits(UnaryOperator<Limits> change) {
        return change.apply(new Limits(LimitsConfig.DEFAULT)).made();
    }

    /** Limits one by one, since the record has many. */
    static final class Limits {
        private final LimitsConfig d;
        private int rate;
        private int burst;
        private int perAddressMax;
        private int perAccountMax;
        private int inFlightMax;
        private int errorsMax;
        private int queueBytesMax;
        private Duration loginTimeout;
        private Duration idleTimeout;
        private Duration queueTimeout;

        private Limits(LimitsConfig d) {
            this.d = d;
            this.rate = d.connectionRate();
            this.burst = d.connectionBurst();
            this.perAddressMax = d.connectionsPerAddressMax();
            this.perAccountMax = d.connectionsPerAccountMax();
            this.inFlightMax = d.inFlightMax();
            this.errorsMax = d.errorsMax();
            this.queueBytesMax = d.queueBytesMax();
            this.loginTimeout = d.loginTimeout();
            this.idleTimeout = d.idleTimeout();
            this.queueTimeout = d.queueTimeout();
        }

        Limits rate(int perSecond, int atOnce) {
            rate = perSecond;
            burst = atOnce;
            return this;
        }

        /** As much as anybody wants. */
        Limits fast() {
            return rate(1_000_000, 1_000_000).inFlightMax(100_000);
        }

        Limits perAddressMax(int max) {
            perAddressMax = max;
            return this;
        }

        Limits perAccountMax(int max) {
            perAccountMax = max;
            return this;
        }

        Limits inFlightMax(int max) {
            inFlightMax = max;
            return this;
        }

        Limits errorsMax(int max) {
            errorsMax = max;
            return this;
        }

        Limits queueBytesMax(int max) {
            queueBytesMax = max;
            return this;
        }

        Limits loginTimeout(Duration timeout) {
            loginTimeout = timeout;
            return this;
        }

        Limits idleTimeout(Duration timeout) {
            idleTimeout = timeout;
            return this;
        }

        Limits queueTimeout(Duration timeout) {
            queueTimeout = timeout;
            return this;
        }

        private LimitsConfig made() {
            return new LimitsConfig(
                    d.bodyCharsMax(),
                    d.attachBytesMax(),
                    d.extBytesMax(),
                    d.frameBytesMax(),
                    rate,
                    burst,
                    Math.max(rate, d.accountRate()),
                    Math.max(burst, d.accountBurst()),
                    d.connectionsMax(),
                    perAccountMax,
                    perAddressMax,
                    loginTimeout,
                    idleTimeout,
                    queueBytesMax,
                    queueTimeout,
                    inFlightMax,
                    errorsMax,
                    d.pageMax(),
                    d.searchEntriesMax(),
                    d.relationsMax(),
                    d.stickTopsMax(),
                    d.devicesMax(),
                    d.changesMax(),
                    d.friendsMax(),
                    d.friendApplicationsMax());
        }
    }
}
