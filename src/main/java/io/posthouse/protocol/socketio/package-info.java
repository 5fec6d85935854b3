/** The framing of socket.io 0.9 around whatever wire speaks inside its messages; knows no command. */
@NullMarked
package io.posthouse.protocol.socketio;

import org.jspecify.annotations.NullMarked;
