/** Typed settings with their defaults; every mistake of an operator is reported at once. */
@NullMarked
package io.posthouse.config;

import org.jspecify.annotations.NullMarked;
