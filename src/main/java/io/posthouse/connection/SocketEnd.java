package io.posthouse.connection;

/** The gateway's end of one socket, as its connection uses it on the connection verticle's event loop. */
interface SocketEnd {

    void write(String frame);

    /** Whether more waits to be sent than may. Once it has been, the end says so when there is room again. */
    boolean isFull();

    /** What comes in waits in the socket until {@link #resume}. */
    void pause();

    void resume();

    void close(int code, String reason);

    boolean isClosed();
}
