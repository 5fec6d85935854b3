/** Passes requests of clients on to configured upstreams. */
@NullMarked
package io.posthouse.upstream;

import org.jspecify.annotations.NullMarked;
