/** The management port (health, metrics) and the server API. */
@NullMarked
package io.posthouse.management;

import org.jspecify.annotations.NullMarked;
