package io.posthouse.model;

/** What one account decided about another (A3). */
public enum RelationKind {
    /** The other's messages are refused (S5). */
    BLACK,
    /** The other's messages come, but the clients do not make a noise about them. */
    MUTE
}
