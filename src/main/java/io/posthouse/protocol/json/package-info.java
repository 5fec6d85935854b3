/** The native protocol: JSON over WebSocket, as src/docs/protocol.md describes it. */
@NullMarked
package io.posthouse.protocol.json;

import org.jspecify.annotations.NullMarked;
