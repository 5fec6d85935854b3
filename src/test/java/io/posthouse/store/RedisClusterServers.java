package io.posthouse.store;

import io.posthouse.config.Secret;
import io.posthouse.config.StoreConfig;
import java.util.ArrayList;
import java.util.List;

/** A Redis Cluster of three masters, with or without a replica each, made of real processes. */
final class RedisClusterServers implements AutoCloseable {
    private final List<RedisProcess> masters = new ArrayList<>();
    private final List<RedisProcess> replicas = new ArrayList<>();

    private RedisClusterServers() {}

    static RedisClusterServers start() {
        RedisClusterServers cluster = new RedisClusterServers();
        try {
            for (int i = 0; i < 3; i++) {
                cluster.masters.add(startMember());
            }
            cluster.join();
            return cluster;
        } catch (RuntimeException e) {
            cluster.close();
            throw e;
        }
    }

    /** With a replica of each master, that takes its place when it dies. */
    static RedisClusterServers startWithReplicas() {
        RedisClusterServers cluster = start();
        try {
            cluster.addReplicas();
            return cluster;
        } catch (RuntimeException e) {
            cluster.close();
            throw e;
        }
    }

    private void addReplicas() {
        for (RedisProcess master : masters) {
            RedisProcess replica = startMember();
            replicas.add(replica);
            replica.say("CLUSTER MEET 127.0.0.1 " + master.port() + " " + busPort(master));
        }
        for (int i = 0; i < replicas.size(); i++) {
            RedisProcess replica = replicas.get(i);
            String master = idOf(masters.get(i));
            RedisProcess.awaitUntil("the replica knows its master", () -> replica.say("CLUSTER NODES")
                    .contains(master));
            replica.say("CLUSTER REPLICATE " + master);
        }
        for (RedisProcess replica : replicas) {
            RedisProcess.awaitUntil("the replica is in step", () -> replica.say("INFO replication")
                    .contains("master_link_status:up"));
        }
        for (RedisProcess master : masters) {
            RedisProcess.awaitUntil(
                    "all know the replicas",
                    () -> master.say("CLUSTER INFO").contains("cluster_known_nodes:6")
                            && master.say("INFO replication").contains("connected_slaves:1"));
        }
    }

    private static RedisProcess startMember() {
        return RedisProcess.start(
                "cluster-enabled yes",
                "cluster-config-file nodes.conf",
                "cluster-node-timeout 2000",
                "cluster-port " + RedisProcess.freePort());
    }

    RedisTarget target() {
        return new RedisTarget(
                masters.stream().map(RedisProcess::endpoint).toList(), StoreConfig.Mode.CLUSTER, "", "", Secret.NONE);
    }

    List<RedisProcess> masters() {
        return masters;
    }

    /** In the order of their masters. */
    List<RedisProcess> replicas() {
        return replicas;
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
        replicas.forEach(RedisProcess::close);
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
