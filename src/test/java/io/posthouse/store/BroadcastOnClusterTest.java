package io.posthouse.store;

/** The same rules where every account may be on another server than the broadcasts. */
@OnCluster
class BroadcastOnClusterTest extends BroadcastTest {}
