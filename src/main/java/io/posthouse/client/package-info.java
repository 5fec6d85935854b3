/**
 * A client of the native protocol for bots, tests and load, with the vocabulary of the browser client.
 *
 * <pre>{@code
 * Clients clients = Clients.on(vertx);
 * PosthouseClient ann = clients.client(ClientOptions.of("127.0.0.1", 8080, "ann", annsToken));
 * ann.on(new Listener() {
 *     @Override
 *     public void msg(PosthouseClient client, ChatMessage msg) {
 *         client.sendReceipt(msg);
 *         client.sendText(msg.sessionTarget(), "you said: " + msg.body());
 *     }
 * });
 * ann.connect()
 *         .compose(loggedIn -> ann.sendText("bob", "hello"))
 *         .onSuccess(msg -> System.out.println(msg.status()))                 // SENT, or REFUSED
 *         .onFailure(cause -> ((ClientException) cause).message());           // the message as SEND_FAILED: resend it
 * }</pre>
 *
 * <p>What is done in teams is in {@link io.posthouse.client.Teams}; {@link io.posthouse.client.Friends}, {@link
 * io.posthouse.client.Statuses}, {@link io.posthouse.client.Channels}, {@link io.posthouse.client.StickTops} and {@link
 * io.posthouse.client.Archive} are the others of their kind.
 *
 * <p>What arrives is acknowledged by itself. A dropped line is taken up again by itself, with backoff and jitter, and
 * what was missed meanwhile comes as the sync events. A request that was under way fails; to send the same message
 * again with {@link io.posthouse.client.PosthouseClient#resend} never makes a second one.
 *
 * <p>Ten thousands of clients fit one JVM: what they have in common lives in {@link io.posthouse.client.Clients}, one for
 * each event loop.
 */
@NullMarked
package io.posthouse.client;

import org.jspecify.annotations.NullMarked;
