/** What is kept, and its Redis: scripts, keys, batches, the embedded server. */
@NullMarked
package io.posthouse.store;

import org.jspecify.annotations.NullMarked;
