package io.posthouse.store;

/** The same rules on a Redis Cluster. */
@OnCluster
class TeamOrderOnClusterTest extends TeamOrderTest {}
