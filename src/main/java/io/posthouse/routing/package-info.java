/** Who may do what, who gets what, and where they are. */
@NullMarked
package io.posthouse.routing;

import org.jspecify.annotations.NullMarked;
