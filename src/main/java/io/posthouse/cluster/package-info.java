/** A node's identity and lease. */
@NullMarked
package io.posthouse.cluster;

import org.jspecify.annotations.NullMarked;
