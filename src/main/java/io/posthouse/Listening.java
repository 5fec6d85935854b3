package io.posthouse;

/** A host's ear on the gateway; stops with the gateway at the latest. */
public interface Listening extends AutoCloseable {

    /** From its return on the handler is called no more. Closing again does nothing. */
    @Override
    void close();
}
