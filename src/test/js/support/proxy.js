import { once } from 'node:events';
import net from 'node:net';

/** A line that can be made bad: it stands between a client and the gateway, byte for byte, until it is told otherwise. */
export class BadLine {
  #server;
  #pairs = new Set();
  #isStalled = false;
  #isClosed = false;

  static async to(port) {
    const line = new BadLine();
    line.#server = net.createServer((client) => line.#join(client, port));
    line.#server.listen(0, '127.0.0.1');
    await once(line.#server, 'listening');
    return line;
  }

  get url() {
    return `http://127.0.0.1:${this.#server.address().port}`;
  }

  /** Ends all connections at once, as a router that reboots. */
  cut() {
    for (const { client, gateway } of this.#pairs) {
      client.resetAndDestroy();
      gateway.destroy();
    }
  }

  /** Ends all connections and takes no new ones until {@link open}. */
  close() {
    this.#isClosed = true;
    this.cut();
  }

  open() {
    this.#isClosed = false;
  }

  /** Connections stay, but nothing comes through, as on a phone in a tunnel. */
  stall() {
    this.#isStalled = true;
    for (const { client, gateway } of this.#pairs) {
      client.unpipe(gateway);
      gateway.unpipe(client);
    }
  }

  /** What clients say arrives; what the gateway answers does not. */
  stallAnswers() {
    for (const { client, gateway } of this.#pairs) gateway.unpipe(client);
  }

  resume() {
    this.#isStalled = false;
    for (const pair of this.#pairs) this.#pipe(pair);
  }

  async stop() {
    this.close();
    this.#server.close();
    await once(this.#server, 'close');
  }

  #join(client, port) {
    if (this.#isClosed) {
      client.resetAndDestroy();
      return;
    }
    const gateway = net.connect(port, '127.0.0.1');
    const pair = { client, gateway };
    this.#pairs.add(pair);
    for (const socket of [client, gateway]) {
      socket.on('error', () => {});
      socket.on('close', () => {
        this.#pairs.delete(pair);
        client.destroy();
        gateway.destroy();
      });
    }
    if (!this.#isStalled) this.#pipe(pair);
  }

  #pipe({ client, gateway }) {
    client.unpipe(gateway);
    client.pipe(gateway);
    gateway.unpipe(client);
    gateway.pipe(client);
  }
}
