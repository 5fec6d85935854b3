package io.posthouse.store;

/** The same rules where every conversation and every account may be on another server. */
@OnCluster
class SysMsgOnClusterTest extends SysMsgTest {}
