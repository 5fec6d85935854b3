/**
 * Several nodes, faults at random, and devices whose histories are recorded while it happens and judged afterwards against
 * product.md's rules.
 */
@NullMarked
package io.posthouse.it.chaos;

import org.jspecify.annotations.NullMarked;
