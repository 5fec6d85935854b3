package io.posthouse.config;

/** All settings of a gateway. Read once, wholly; nothing reads configuration after start. */
public record Config(
        ServerConfig server,
        StoreConfig store,
        LimitsConfig limits,
        AuthConfig auth,
        DevicesConfig devices,
        SyncConfig sync,
        RecallConfig recall,
        TeamConfig team,
        StatusConfig status,
        PassThroughConfig passThrough,
        SignallingConfig signalling,
        NimConfig nim,
        FilesConfig files,
        ClusterConfig cluster,
        ManagementConfig management,
        AdminConfig admin) {
    public static final Config DEFAULT = new Config(
            ServerConfig.DEFAULT,
            StoreConfig.DEFAULT,
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
            ManagementConfig.DEFAULT,
            AdminConfig.DEFAULT);

    public Config withAdmin(AdminConfig other) {
        return new Config(
                server,
                store,
                limits,
                auth,
                devices,
                sync,
                recall,
                team,
                status,
                passThrough,
                signalling,
                nim,
                files,
                cluster,
                management,
                other);
    }

    public Config withServer(ServerConfig other) {
        return new Config(
                other,
                store,
                limits,
                auth,
                devices,
                sync,
                recall,
                team,
                status,
                passThrough,
                signalling,
                nim,
                files,
                cluster,
                management,
                admin);
    }

    public Config withFiles(FilesConfig other) {
        return new Config(
                server,
                store,
                limits,
                auth,
                devices,
                sync,
                recall,
                team,
                status,
                passThrough,
                signalling,
                nim,
                other,
                cluster,
                management,
                admin);
    }

    /** Whether there may be other nodes, so that the event bus has to reach them. */
    public boolean isClustered() {
        return cluster.enabled() && !store.isEmbedded();
    }

    /** Reads all sections; mistakes are collected by the section. */
    static Config from(Section root) {
        Section management = root.section("management");
        Section passThrough = root.section("passThrough");
        Config config = new Config(
                ServerConfig.from(root.section("server")),
                StoreConfig.from(root.section("store")),
                LimitsConfig.from(root.section("limits")),
                AuthConfig.from(root.section("auth")),
                DevicesConfig.from(root.section("devices")),
                SyncConfig.from(root.section("sync")),
                RecallConfig.from(root.section("recall")),
                TeamConfig.from(root.section("team")),
                StatusConfig.from(root.section("status")),
                PassThroughConfig.from(passThrough),
                SignallingConfig.from(root.section("signalling")),
                NimConfig.from(root.section("nim")),
                FilesConfig.from(root.section("files")),
                ClusterConfig.from(root.section("cluster")),
                ManagementConfig.from(management),
                AdminConfig.from(root.section("admin")));
        if (config.management.enabled()
                && config.management.port() != 0
                && config.management.port() == config.server.port()) {
            management.mistake("port", "must differ from server.port");
        }
        if (config.management.enabled()
                && config.server.tls().isOn()
                && config.management.port() != 0
                && config.management.port() == config.server.tls().port()) {
            management.mistake("port", "must differ from server.tls.port");
        }
        if (!config.passThrough.upstreams().isEmpty()
                && config.passThrough.timeout().compareTo(config.server.requestTimeout()) >= 0) {
            passThrough.mistake("timeout", "must be shorter than server.requestTimeout");
        }
        root.rejectUnknown();
        return config;
    }
}
