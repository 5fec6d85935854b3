import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import readline from 'node:readline';
import { fileURLToPath } from 'node:url';

const JAR = fileURLToPath(new URL('../../../../target/posthouse.jar', import.meta.url));
const START_MILLIS = 60_000;
const STOP_MILLIS = 20_000;

/** The processes that run, to be stopped when this one is told to end before its tests are done. */
const running = new Set();
process.on('exit', () => running.forEach((child) => child.kill('SIGTERM')));
for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP']) process.once(signal, () => process.exit(1));

/**
 * A gateway of its own: the jar as users start it, on free ports, with a Redis and a directory of its own that are gone
 * afterwards. Only processes that were started here are stopped.
 */
export class Gateway {
  #process;
  #directory;
  #key;
  #output = [];
  #accounts = 0;
  /** `http://127.0.0.1:…` */
  url;
  /** Where it speaks TLS. */
  tlsPort;

  static async start(environment = {}) {
    if (!existsSync(JAR)) throw new Error('target/posthouse.jar is not there: build it first (mvn package)');
    const gateway = new Gateway();
    await gateway.#start(environment);
    return gateway;
  }

  get port() {
    return Number(new URL(this.url).port);
  }

  /** The certificate that it has made for itself, in PEM. */
  get certificate() {
    return readFileSync(path.join(this.#directory, 'tls-certificate.pem'), 'utf8');
  }

  /** Its private key, for what ends TLS in its place. */
  get certificateKey() {
    return readFileSync(path.join(this.#directory, 'tls-key.pem'), 'utf8');
  }

  /** Where its own Redis is, for tests that look behind its back. */
  get ownRedis() {
    const settings = readFileSync(path.join(this.#directory, 'redis.conf'), 'utf8');
    return { port: Number(settings.match(/^port (\d+)$/m)[1]), password: settings.match(/^requirepass (.*)$/m)[1] };
  }

  /** Makes an account with a name that no other test has. @returns `{account, token}` */
  async account(name, nick) {
    this.#accounts += 1;
    return this.namedAccount(`${name}-${this.#accounts}`, nick);
  }

  async namedAccount(account, nick) {
    const response = await this.#api('POST', 'accounts', { account, nick });
    if (response.status !== 201) throw new Error(`no account ${account}: ${response.status} ${await response.text()}`);
    return response.json();
  }

  /** Makes a team, as the app's server does. */
  async team(team) {
    const response = await this.#api('POST', 'teams', team);
    if (response.status !== 201) throw new Error(`no team: ${response.status} ${await response.text()}`);
    return response.json();
  }

  /** Tells all accounts something. @returns `{id, time}` */
  async broadcast(fields) {
    return (await this.#api('POST', 'broadcasts', fields)).json();
  }

  /** Tells one account something, as the app's server does. @returns `{time}` */
  async proxyMsg(account, fields) {
    const response = await this.#api('POST', `accounts/${account}/proxyMsgs`, fields);
    if (response.status !== 200) throw new Error(`not told: ${response.status} ${await response.text()}`);
    return response.json();
  }

  /** Gives an account another token, which closes its connections. */
  async changeToken(account) {
    return (await this.#api('POST', `accounts/${account}/token`, {})).json();
  }

  async stop() {
    const child = this.#process;
    if (child && child.exitCode === null && child.signalCode === null) {
      const gone = once(child, 'exit');
      child.kill('SIGTERM');
      const timer = setTimeout(() => child.kill('SIGKILL'), STOP_MILLIS);
      await gone;
      clearTimeout(timer);
    }
    rmSync(this.#directory, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
  }

  async #start(environment) {
    this.#directory = mkdtempSync(path.join(tmpdir(), 'posthouse-js-'));
    this.#key = crypto.randomUUID();
    const inherited = Object.entries(process.env).filter(([name]) => !name.startsWith('POSTHOUSE_'));
    const env = {
      ...Object.fromEntries(inherited),
      POSTHOUSE_SERVER_PORT: '0',
      POSTHOUSE_MANAGEMENT_PORT: '0',
      POSTHOUSE_STORE_DATA_DIRECTORY: this.#directory,
      POSTHOUSE_ADMIN_KEY: this.#key,
      ...environment,
    };
    this.#process = spawn('java', ['-Xmx256m', '-jar', JAR], { env, cwd: this.#directory, stdio: ['ignore', 'pipe', 'pipe'] });
    const child = this.#process;
    running.add(child);
    child.once('exit', () => running.delete(child));
    try {
      await this.#waitForAddress();
    } catch (error) {
      await this.stop();
      throw error;
    }
  }

  #waitForAddress() {
    return new Promise((resolve, reject) => {
      const fail = (why) => {
        clearTimeout(timer);
        reject(new Error(`the gateway did not start (${why}):\n${this.#output.join('\n')}`));
      };
      const timer = setTimeout(() => fail('no address in time'), START_MILLIS);
      this.#process.once('error', (error) => fail(error.message));
      this.#process.once('exit', (code) => fail(`exit ${code}`));
      const onLine = (line) => {
        if (this.#output.length < 200) this.#output.push(line);
        const [, url] = line.match(/Server API\s+(http:\/\/[^/\s]+)\/api\/v1/) ?? [];
        const [, tlsPort] = line.match(/Over TLS\s+https:\/\/[^/\s]+:(\d+)\//) ?? [];
        this.url ??= url;
        this.tlsPort ??= tlsPort && Number(tlsPort);
        if (!line.startsWith('Ready')) return;
        clearTimeout(timer);
        resolve();
      };
      for (const stream of [this.#process.stdout, this.#process.stderr]) readline.createInterface(stream).on('line', onLine);
    });
  }

  #api(method, resource, body) {
    const headers = { authorization: `Bearer ${this.#key}`, 'content-type': 'application/json' };
    return fetch(`${this.url}/api/v1/${resource}`, { method, headers, body: JSON.stringify(body) });
  }
}
