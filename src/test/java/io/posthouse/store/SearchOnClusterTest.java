package io.posthouse.store;

/** The same rules where every account and conversation may be on another server. */
@OnCluster
class SearchOnClusterTest extends SearchTest {}
