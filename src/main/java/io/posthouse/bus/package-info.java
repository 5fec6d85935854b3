/** Addresses, the JSON forms of what travels between verticles, and faults as failed replies. */
@NullMarked
package io.posthouse.bus;

import org.jspecify.annotations.NullMarked;
