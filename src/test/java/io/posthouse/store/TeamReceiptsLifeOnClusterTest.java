package io.posthouse.store;

/** The same where every team may be on another server. */
@OnCluster
class TeamReceiptsLifeOnClusterTest extends TeamReceiptsLifeTest {}
