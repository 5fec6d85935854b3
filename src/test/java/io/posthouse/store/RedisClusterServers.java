package io.posthouse.store;

import io.posthouse.config.Secret;
import io.posthouse.config.StoreConfig;
import java.util.ArrayList;
import java.util.List;

/** A Redis Cluster of three masters, made of real processes. */
final class RedisClusterServers implements AutoCloseable {
    private final List<RedisProcess> masters = new ArrayList<>();

    private RedisClusterServers() {}

    static RedisClusterServers start() {
        RedisClusterServers cluster = new RedisClusterServers();
        try {
            for (int i = 0; i < 3; i++) {
                cluster.masters.add(RedisProcess.start(
                        "cluster-enabled yes",
                        "cluster-config-file nodes.conf",
                        "cluster-node-timeout 2000",
                        "cluster-port " + RedisProcess.freePort()));
            }
            cluster.join();
            return cluster;
        } catch (RuntimeException e) {
            cluster.close();
            throw e;
        }
    }

    RedisTarget target() {
        return new RedisTarget(
                masters.stream().map(RedisProcess::endpoint).toList(), StoreConfig.Mode.CLUSTER, "", "", Secret.NONE);
    }

    List<RedisProcess> masters() {
        return masters;
    }

    RedisProcess ownerOf(int slot) {
        int share = Slots.COUNT / 3;
        return masters.get(Math.min(2, slot / share));
    }

    /** Moves a slot with its keys from one master to another. */
    void move(int slot, RedisProcess from, RedisProcess to) {
        to.say("CLUSTER SETSLOT " + slot + " IMPORTING " + idOf(from));
        from.say("CLUSTER SETSLOT " + slot + " MIGRATING " + idOf(to));
        List<String> keys = from.list("CLUSTER GETKEYSINSLOT " + slot + " 1000");
        for (String key : keys) {
            from.say("MIGRATE 127.0.0.1 " + to.port() + " " + key + " 0 5000");
        }
        to.say("CLUSTER SETSLOT " + slot + " NODE " + idOf(to));
        from.say("CLUSTER SETSLOT " + slot + " NODE " + idOf(to));
    }

    private static String idOf(RedisProcess master) {
        return master.say("CLUSTER MYID");
    }

    @Override
    public void close() {
        masters.forEach(RedisProcess::close);
    }

    private void join() {
        int share = Slots.COUNT / 3;
        for (int i = 0; i < 3; i++) {
            int last = i == 2 ? Slots.COUNT - 1 : (i + 1) * share - 1;
            masters.get(i).say("CLUSTER ADDSLOTSRANGE " + i * share + " " + last);
            masters.get(i).say("CLUSTER SET-CONFIG-EPOCH " + (i + 1));
        }
        for (int i = 1; i < 3; i++) {
            masters.get(0).say("CLUSTER MEET 127.0.0.1 " + masters.get(i).port() + " " + busPort(masters.get(i)));
        }
        for (RedisProcess master : masters) {
            RedisProcess.awaitUntil("the cluster is whole", () -> {
                String info = master.say("CLUSTER INFO");
                return info.contains("cluster_state:ok") && info.contains("cluster_known_nodes:3");
            });
        }
    }

    private static String busPort(RedisProcess master) {
        String self = master.say("CLUSTER NODES");
        return self.substring(self.indexOf('@') + 1, self.indexOf(' ', self.indexOf('@')))
                .split(",", -1)[0];
    }
}
