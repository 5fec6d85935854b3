/** Assembles the gateway: the builder for embedders and the command line. Nothing imports this package. */
@NullMarked
package io.posthouse;

import org.jspecify.annotations.NullMarked;
