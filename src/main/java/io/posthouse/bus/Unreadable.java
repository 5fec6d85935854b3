package io.posthouse.bus;

/**
 * Stands for a body from another node that this one cannot or will not read.
 *
 * @param reason for the log; holds nothing of the body
 */
record Unreadable(String reason) {}
