package io.posthouse.store;

/** The same rules where every account and every channel may be on another server. */
@OnCluster
class ChannelOnClusterTest extends ChannelTest {}
