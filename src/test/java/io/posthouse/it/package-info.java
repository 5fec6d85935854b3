/** Whole gateways: random histories against an oracle, and parts that are killed, stopped or left waiting. */
@NullMarked
package io.posthouse.it;

import org.jspecify.annotations.NullMarked;
