/** The NIM wire: its commands, field numbers and codes, and what they are in the words of the core. Vendor numbers live here alone. */
@NullMarked
package io.posthouse.protocol.nim;

import org.jspecify.annotations.NullMarked;
