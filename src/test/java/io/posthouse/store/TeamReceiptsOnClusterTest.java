package io.posthouse.store;

/** The same rules where every team and every account may be on another server. */
@OnCluster
class TeamReceiptsOnClusterTest extends TeamReceiptsTest {}
