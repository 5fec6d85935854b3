/** Whether a message may still be taken back. */
@NullMarked
package io.posthouse.recall;

import org.jspecify.annotations.NullMarked;
