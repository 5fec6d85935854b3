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
            ClusterConfig.DEFAULT,
            ManagementConfig.DEFAULT,
            AdminConfig.DEFAULT);
}
