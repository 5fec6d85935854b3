/** Sockets, login, limits, backpressure, drain; and the interface a protocol implements. */
@NullMarked
package io.posthouse.connection;

import org.jspecify.annotations.NullMarked;
