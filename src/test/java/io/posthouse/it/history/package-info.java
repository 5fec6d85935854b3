/** Random histories of devices, and the oracle that knows what product.md makes of them. */
@NullMarked
package io.posthouse.it.history;

import org.jspecify.annotations.NullMarked;
