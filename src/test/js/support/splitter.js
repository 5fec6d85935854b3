import { once } from 'node:events';
import http from 'node:http';
import https from 'node:https';
import net from 'node:net';

/**
 * Stands before several gateways as a load balancer does that knows no stickiness: it ends TLS, and sends what is asked (the LBS, the
 * handshake) to one of them and the socket to another.
 */
export class Splitter {
  /** Which gateway is asked, by its number, and which one gets the sockets. */
  asked = 0;
  sockets = 1;
  /** What went through: `{ path, node }`. */
  passed = [];
  certificate;
  #ports;
  #server;
  #open = new Set();

  /** @param gateways are to believe what it says of the address that it was asked at */
  static async before(gateways, { certificate, certificateKey }) {
    const splitter = new Splitter();
    splitter.certificate = certificate;
    splitter.#ports = gateways.map(({ port }) => port);
    splitter.#server = https.createServer({ cert: certificate, key: certificateKey }, (request, answer) => splitter.#ask(request, answer));
    splitter.#server.on('upgrade', (request, client, first) => splitter.#join(request, client, first));
    splitter.#server.on('secureConnection', (client) => splitter.#keep(client));
    splitter.#server.listen(0, '127.0.0.1');
    await once(splitter.#server, 'listening');
    return splitter;
  }

  get tlsPort() {
    return this.#server.address().port;
  }

  async stop() {
    this.#server.close();
    for (const socket of this.#open) socket.destroy();
    await once(this.#server, 'close');
  }

  #ask(request, answer) {
    const headers = { ...request.headers, 'x-forwarded-proto': 'https', 'x-forwarded-host': request.headers.host };
    const { method, url: path } = request;
    const asked = http.request({ host: '127.0.0.1', port: this.#port(path, this.asked), method, path, headers }, (given) => {
      answer.writeHead(given.statusCode, given.headers);
      given.pipe(answer);
    });
    asked.on('error', () => answer.destroy());
    request.pipe(asked);
  }

  #join(request, client, first) {
    const gateway = net.connect(this.#port(request.url, this.sockets), '127.0.0.1');
    this.#keep(gateway);
    const lines = [`${request.method} ${request.url} HTTP/1.1`];
    for (let i = 0; i < request.rawHeaders.length; i += 2) lines.push(`${request.rawHeaders[i]}: ${request.rawHeaders[i + 1]}`);
    gateway.write(`${lines.join('\r\n')}\r\n\r\n`);
    gateway.write(first);
    client.pipe(gateway);
    gateway.pipe(client);
    client.on('close', () => gateway.destroy());
    gateway.on('close', () => client.destroy());
  }

  #port(path, node) {
    this.passed.push({ path, node });
    return this.#ports[node];
  }

  #keep(socket) {
    this.#open.add(socket);
    socket.on('error', () => {}); // its close is what counts
    socket.on('close', () => this.#open.delete(socket));
  }
}
