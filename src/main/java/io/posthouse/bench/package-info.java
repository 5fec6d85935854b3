/** The load driver behind {@code posthouse bench}. */
@NullMarked
package io.posthouse.bench;

import org.jspecify.annotations.NullMarked;
