package io.posthouse.model;

/** A command and who issues it, on its way between verticles. */
public record Request(Caller caller, Command command) {}
