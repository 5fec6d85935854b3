package io.posthouse.bus;

import java.util.List;

/** These accounts came to or left a node: what other nodes remember of where they are is out of date. */
public record PresenceMoved(List<String> accounts) {}
