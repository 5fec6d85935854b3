/** Team rules: who may do what in a team (T1, T3, R1). Decides nothing itself: the store does, by the rows of this table. */
@org.jspecify.annotations.NullMarked
package io.posthouse.team;
