package io.posthouse.store;

/** The same rules where every ticket may be on another server. */
@OnCluster
class TicketOnClusterTest extends TicketTest {}
