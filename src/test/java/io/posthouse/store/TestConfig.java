package io.posthouse.store;

import io.posthouse.config.Config;
import io.posthouse.config.DevicesConfig;
import io.posthouse.config.LimitsConfig;
import io.posthouse.config.RecallConfig;
import io.posthouse.config.SignallingConfig;
import io.posthouse.config.StatusConfig;
import io.posthouse.config.StoreConfig;
import io.posthouse.config.SyncConfig;
import io.posthouse.config.TeamConfig;
import java.time.Duration;

/** A configuration with some settings changed. */
public final class TestConfig {
    private Config config;

    private TestConfig(Config base) {
        config = base;
    }

    public static TestConfig of(Config base) {
        return new TestConfig(base);
    }

    public Config build() {
        return config;
    }

    public TestConfig with(RedisTarget target) {
        StoreConfig s = config.store();
        return with(new StoreConfig(
                target.endpoints(),
                target.mode(),
                target.masterName(),
                target.user(),
                target.password(),
                s.dataDirectory(),
                s.durability(),
                s.replicas(),
                s.timeout(),
                s.batchMax(),
                s.queueMax(),
                s.keyPrefix(),
                s.retention()));
    }

    public TestConfig with(String keyPrefix) {
        StoreConfig s = config.store();
        return with(new StoreConfig(
                s.endpoints(),
                s.mode(),
                s.masterName(),
                s.user(),
                s.password(),
                s.dataDirectory(),
                s.durability(),
                s.replicas(),
                s.timeout(),
                s.batchMax(),
                s.queueMax(),
                keyPrefix,
                s.retention()));
    }

    public TestConfig with(StoreConfig.Durability durability) {
        StoreConfig s = config.store();
        return with(new StoreConfig(
                s.endpoints(),
                s.mode(),
                s.masterName(),
                s.user(),
                s.password(),
                s.dataDirectory(),
                durability,
                s.replicas(),
                s.timeout(),
                s.batchMax(),
                s.queueMax(),
                s.keyPrefix(),
                s.retention()));
    }

    public TestConfig withLimits(Duration timeout, int batchMax, int queueMax) {
        StoreConfig s = config.store();
        return with(new StoreConfig(
                s.endpoints(),
                s.mode(),
                s.masterName(),
                s.user(),
                s.password(),
                s.dataDirectory(),
                s.durability(),
                s.replicas(),
                timeout,
                batchMax,
                queueMax,
                s.keyPrefix(),
                s.retention()));
    }

    public TestConfig withRetention(Duration retention) {
        StoreConfig s = config.store();
        return with(new StoreConfig(
                s.endpoints(),
                s.mode(),
                s.masterName(),
                s.user(),
                s.password(),
                s.dataDirectory(),
                s.durability(),
                s.replicas(),
                s.timeout(),
                s.batchMax(),
                s.queueMax(),
                s.keyPrefix(),
                retention));
    }

    public TestConfig with(StoreConfig store) {
        Config c = config;
        config = new Config(
                c.server(),
                store,
                c.limits(),
                c.auth(),
                c.devices(),
                c.sync(),
                c.recall(),
                c.team(),
                c.status(),
                c.passThrough(),
                c.signalling(),
                c.nim(),
                c.files(),
                c.cluster(),
                c.management(),
                c.admin());
        return this;
    }

    public TestConfig with(SyncConfig sync) {
        Config c = config;
        config = new Config(
                c.server(),
                c.store(),
                c.limits(),
                c.auth(),
                c.devices(),
                sync,
                c.recall(),
                c.team(),
                c.status(),
                c.passThrough(),
                c.signalling(),
                c.nim(),
                c.files(),
                c.cluster(),
                c.management(),
                c.admin());
        return this;
    }

    public TestConfig with(RecallConfig recall) {
        Config c = config;
        config = new Config(
                c.server(),
                c.store(),
                c.limits(),
                c.auth(),
                c.devices(),
                c.sync(),
                recall,
                c.team(),
                c.status(),
                c.passThrough(),
                c.signalling(),
                c.nim(),
                c.files(),
                c.cluster(),
                c.management(),
                c.admin());
        return this;
    }

    public TestConfig with(TeamConfig team) {
        Config c = config;
        config = new Config(
                c.server(),
                c.store(),
                c.limits(),
                c.auth(),
                c.devices(),
                c.sync(),
                c.recall(),
                team,
                c.status(),
                c.passThrough(),
                c.signalling(),
                c.nim(),
                c.files(),
                c.cluster(),
                c.management(),
                c.admin());
        return this;
    }

    public TestConfig with(DevicesConfig devices) {
        Config c = config;
        config = new Config(
                c.server(),
                c.store(),
                c.limits(),
                c.auth(),
                devices,
                c.sync(),
                c.recall(),
                c.team(),
                c.status(),
                c.passThrough(),
                c.signalling(),
                c.nim(),
                c.files(),
                c.cluster(),
                c.management(),
                c.admin());
        return this;
    }

    public TestConfig with(SignallingConfig signalling) {
        Config c = config;
        config = new Config(
                c.server(),
                c.store(),
                c.limits(),
                c.auth(),
                c.devices(),
                c.sync(),
                c.recall(),
                c.team(),
                c.status(),
                c.passThrough(),
                signalling,
                c.nim(),
                c.files(),
                c.cluster(),
                c.management(),
                c.admin());
        return this;
    }

    public TestConfig with(StatusConfig status) {
        Config c = config;
        config = new Config(
                c.server(),
                c.store(),
                c.limits(),
                c.auth(),
                c.devices(),
                c.sync(),
                c.recall(),
                c.team(),
                status,
                c.passThrough(),
                c.signalling(),
                c.nim(),
                c.files(),
                c.cluster(),
                c.management(),
                c.admin());
        return this;
    }

    public TestConfig with(LimitsConfig limits) {
        Config c = config;
        config = new Config(
                c.server(),
                c.store(),
                limits,
                c.auth(),
                c.devices(),
                c.sync(),
                c.recall(),
                c.team(),
                c.status(),
                c.passThrough(),
                c.signalling(),
                c.nim(),
                c.files(),
                c.cluster(),
                c.management(),
                c.admin());
        return this;
    }

    /** Limits with other numbers of connections and devices, relations (friends and applications as well) and changes. */
    public TestConfig withSearchEntries(int searchEntriesMax) {
        LimitsConfig l = config.limits();
        return with(new LimitsConfig(
                l.bodyCharsMax(),
                l.attachBytesMax(),
                l.extBytesMax(),
                l.frameBytesMax(),
                l.connectionRate(),
                l.connectionBurst(),
                l.accountRate(),
                l.accountBurst(),
                l.connectionsMax(),
                l.connectionsPerAccountMax(),
                l.connectionsPerAddressMax(),
                l.loginTimeout(),
                l.idleTimeout(),
                l.queueBytesMax(),
                l.queueTimeout(),
                l.inFlightMax(),
                l.errorsMax(),
                l.pageMax(),
                searchEntriesMax,
                l.relationsMax(),
                l.stickTopsMax(),
                l.devicesMax(),
                l.changesMax(),
                l.friendsMax(),
                l.friendApplicationsMax()));
    }

    public TestConfig withLimits(int connectionsPerAccountMax, int relationsMax, int devicesMax, int changesMax) {
        LimitsConfig l = config.limits();
        return with(new LimitsConfig(
                l.bodyCharsMax(),
                l.attachBytesMax(),
                l.extBytesMax(),
                l.frameBytesMax(),
                l.connectionRate(),
                l.connectionBurst(),
                l.accountRate(),
                l.accountBurst(),
                l.connectionsMax(),
                connectionsPerAccountMax,
                l.connectionsPerAddressMax(),
                l.loginTimeout(),
                l.idleTimeout(),
                l.queueBytesMax(),
                l.queueTimeout(),
                l.inFlightMax(),
                l.errorsMax(),
                l.pageMax(),
                l.searchEntriesMax(),
                relationsMax,
                relationsMax,
                devicesMax,
                changesMax,
                relationsMax,
                relationsMax));
    }
}
