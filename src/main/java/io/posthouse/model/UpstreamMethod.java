package io.posthouse.model;

/** What a client may do at an upstream. */
public enum UpstreamMethod {
    GET,
    POST,
    PUT,
    DELETE
}
