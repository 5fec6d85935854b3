/** A client of the native protocol for bots, tests and load. */
@NullMarked
package io.posthouse.client;

import org.jspecify.annotations.NullMarked;
