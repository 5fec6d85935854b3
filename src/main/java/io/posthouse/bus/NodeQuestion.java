package io.posthouse.bus;

/** What one node asks another's management verticle. Answered with a {@link NodeReport}. */
public enum NodeQuestion {
    /** How it is. */
    REPORT,
    /** To tell its connections to go elsewhere. */
    DRAIN
}
