/** Messages, commands, answers, events, faults and ids: immutable, and nothing but the JDK. */
@NullMarked
package io.posthouse.model;

import org.jspecify.annotations.NullMarked;
