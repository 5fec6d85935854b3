package io.posthouse.store;

/** The same rules where the two sides of a friendship may be on different servers. */
@OnCluster
class FriendBreakOnClusterTest extends FriendBreakTest {}
