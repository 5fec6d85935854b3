package io.posthouse.it.chaos;

/**
 * What the gateways under test are configured to.
 *
 * @param windowMillis for recalls (R1)
 * @param cap messages of a session that a device is told at a login (D6)
 * @param durability what an answer has to say (S1)
 */
record Rules(long windowMillis, int cap, String durability) {}
