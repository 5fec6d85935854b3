package io.posthouse.store;

/** The same rules where every file may be on another server than the messages that refer to it. */
@OnCluster
class FileOnClusterTest extends FileTest {}
