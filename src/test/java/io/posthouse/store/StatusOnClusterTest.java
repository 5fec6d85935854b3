package io.posthouse.store;

/** The same rules where every account may be on another server. */
@OnCluster
class StatusOnClusterTest extends StatusTest {}
