package io.posthouse.store;

/** The same where the team and each account may be on another server. */
@OnCluster
class TeamAgainOnClusterTest extends TeamAgainTest {}
