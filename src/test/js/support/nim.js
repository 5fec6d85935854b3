/** Runs the vendor's own browser SDK, unmodified, in Node: each client in a context of its own, as in a browser of its own. */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import vm from 'node:vm';
import { WebSocket } from 'ws';
import { asNewer } from './classic.js';
import { xhrClass } from './xhr.js';

const ORIGIN = 'https://app.example.com';
const WAIT_MILLIS = 30_000;
const ANSWER_MILLIS = 5_000;
const scripts = new Map();

/** The SDK's versions that every test runs, by the name under which npm installs them. */
export const VERSIONS = {
  '0.17.2': { file: 'nim-web-sdk-ng/dist/NIM_BROWSER_SDK.js', classOf: (window) => window.NIM },
  '10.8.1': { file: 'nim-web-sdk-ng-10/dist/v2/NIM_BROWSER_SDK.js', classOf: (window) => window.NIM.default },
};

/** Those and the ones that only the tests of versions run. The classic one has another API, which is driven under the same names. */
export const ALL_VERSIONS = {
  ...VERSIONS,
  '0.15.0': { file: 'nim-web-sdk-ng-0-15/dist/NIM_BROWSER_SDK.js', classOf: (window) => window.NIM },
  '0.11.1': { file: 'nim-web-sdk-ng-0-11/dist/NIM_BROWSER_SDK.js', classOf: (window) => window.NIM },
  '9.21.12': { file: 'nim-web-sdk-classic/dist/SDK/NIM_Web_NIM.js', classOf: (window) => asNewer(window.NIM) },
};

/** Makes clients that are ended together. */
export class NimClients {
  #gateway;
  #version;
  #all = [];

  constructor(gateway, version = '0.17.2') {
    this.#gateway = gateway;
    this.#version = version;
  }

  /**
   * A client that is not connected yet.
   *
   * @param options further options of the SDK's first argument
   * @param others of its second
   * @param localStorage what its browser has kept
   */
  make(identity, options = {}, others = {}, localStorage = new Map()) {
    const client = new NimClient(this.#gateway, this.#version, identity, options, others, localStorage);
    this.#all.push(client);
    return client;
  }

  async connect(identity, options, others) {
    const client = this.make(identity, options, others);
    const synced = client.next('syncdone');
    await client.nim.connect();
    await synced; // 10.8.1 resolves before
    return client;
  }

  async endAll() {
    await Promise.all(this.#all.splice(0).map((client) => client.end()));
  }
}

/** One browser with one SDK in it: `nim` is what an app has in its hands, the rest is what a test sees. */
export class NimClient {
  /** Frames on all its sockets so far: `{ from: 'client' | 'gateway', text }`. */
  frames = [];
  /** Addresses off this machine that the SDK would have called. */
  blocked = new Set();
  sockets = [];
  #window;
  #listeners = new Map();
  #timers = new Set();
  #isEnded = false;
  /** @type {boolean | ((frame: string) => boolean)} */
  #isMute = false;

  constructor(gateway, version, { account, token }, options, others, localStorage) {
    this.localStorage = localStorage;
    this.#window = this.#browser(gateway.certificate);
    run(ALL_VERSIONS[version].file, this.#window);
    const Nim = ALL_VERSIONS[version].classOf(this.#window);
    const address = `127.0.0.1:${gateway.tlsPort}`;
    this.account = account;
    // The two options that an app changes are lbsUrls and linkUrl; what else stands here keeps the test on this machine.
    this.nim = new Nim(
      {
        appkey: 'an-app',
        account,
        token,
        debugLevel: 'off',
        isAbtestEnable: false,
        lbsUrls: [`https://${address}/lbs/webconf.jsp`],
        linkUrl: address,
        ...options,
      },
      {
        reportConfig: { isDataReportEnable: false },
        reporterConfig: { enableCompass: false, isDataReportEnable: false },
        ...others,
      },
    );
  }

  /** The next such event's arguments. */
  next(name, matches = () => true, waitMillis = WAIT_MILLIS) {
    const told = new Promise((resolve, reject) => {
      const timer = setTimeout(() => {
        this.nim.off(name, onEvent);
        reject(new Error(`${this.account} was not told ${name} in time`));
      }, waitMillis);
      const onEvent = (...given) => {
        if (!matches(...given)) return;
        clearTimeout(timer);
        this.nim.off(name, onEvent);
        resolve(given);
      };
      this.nim.on(name, onEvent);
    });
    told.catch(() => {}); // a test that fails before it waits for this is told of its own failure
    return told;
  }

  /** The value as an object of the client's own window: 10.8.1 takes one of another for none in some calls. */
  own(value) {
    return vm.runInContext(`(${JSON.stringify(value)})`, this.#window);
  }

  /** What it is told from now on, by event; the first argument, copied. */
  record(...names) {
    const heard = Object.fromEntries(names.map((name) => [name, []]));
    for (const name of names) this.nim.on(name, (given) => heard[name].push(plain(given)));
    return heard;
  }

  /** Whether the browser says that it is online; the SDK listens. */
  setOnline(isOnline) {
    this.#window.navigator.onLine = isOnline;
    for (const listener of this.#listeners.get(isOnline ? 'online' : 'offline') ?? []) listener({});
  }

  /** What the client says from now on is lost on the way, and nobody tells it. @param isMute true or false, or tells it of a frame */
  mute(isMute) {
    this.#isMute = isMute;
  }

  /** Cuts its sockets as a router does that reboots. */
  cut() {
    for (const socket of this.sockets) socket.terminate();
  }

  async end() {
    await this.#answered();
    await this.nim.destroy().catch(() => {}); // a client that never connected has nothing to log out from
    this.cut();
    this.#timers.forEach(clearTimeout);
    this.#isEnded = true;
  }

  /** The SDK leaves timers behind, which would keep the test's process running, and starts more when it has ended. */
  #timed(start) {
    return (...given) => {
      if (this.#isEnded) return undefined;
      const timer = start(...given);
      this.#timers.add(timer);
      return timer;
    };
  }

  /** The SDK minds, where nobody can catch it, if the line goes while it waits for an answer. */
  async #answered() {
    const end = Date.now() + ANSWER_MILLIS;
    while (this.sockets.at(-1)?.readyState === WebSocket.OPEN && this.#isWaiting() && Date.now() < end) {
      await new Promise((resolve) => { setTimeout(resolve, 10); });
    }
  }

  #isWaiting() {
    const asked = this.frames.filter((frame) => frame.line === this.sockets.length && !frame.isLost && !/"SID":4,"CID":5,/.test(frame.text));
    const sers = (frames, key) => frames.map((frame) => Number(frame.text.match(key)?.[1] ?? 0)).filter((ser) => ser > 0);
    const answers = new Set(sers(this.frames.filter((frame) => frame.from === 'gateway'), /"ser":(\d+)/));
    return sers(asked, /"SER":(\d+)/).some((ser) => !answers.has(ser));
  }

  #browser(ca) {
    const window = {
      console,
      setTimeout: this.#timed(setTimeout),
      clearTimeout,
      setInterval: this.#timed(setInterval),
      clearInterval,
      queueMicrotask,
      performance,
      URL,
      File,
      FormData,
      Blob,
      TextEncoder,
      TextDecoder,
      Uint8Array,
      ArrayBuffer,
      XMLHttpRequest: xhrClass({ ca, blocked: this.blocked, origin: ORIGIN }),
      WebSocket: this.#socketClass(ca),
      localStorage: this.#storage(),
      navigator: { userAgent: 'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 Chrome/131.0.0.0 Safari/537.36', onLine: true },
      document: {
        readyState: 'complete',
        documentElement: {},
        getElementById: () => null,
        createElement: () => ({}),
        addEventListener() {},
        removeEventListener() {},
      },
      location: { href: `${ORIGIN}/`, protocol: 'https:', host: new URL(ORIGIN).host, hostname: new URL(ORIGIN).hostname, port: '' },
      addEventListener: (name, listener) => {
        this.#listeners.set(name, [...(this.#listeners.get(name) ?? []), listener]);
      },
      removeEventListener: (name, listener) => {
        this.#listeners.set(name, (this.#listeners.get(name) ?? []).filter((other) => other !== listener));
      },
    };
    window.window = window;
    window.self = window;
    return vm.createContext(window);
  }

  #socketClass(ca) {
    const client = this;
    return class extends WebSocket {
      constructor(url, protocols) {
        super(url, protocols, { ca, origin: ORIGIN, perMessageDeflate: false });
        client.sockets.push(this);
        this.on('error', () => {}); // the SDK hears of it by onerror
        this.on('message', (data) => client.frames.push({ from: 'gateway', text: data.toString() }));
      }

      send(data, ...rest) {
        const isLost = typeof client.#isMute === 'function' ? client.#isMute(String(data)) : client.#isMute;
        client.frames.push({ from: 'client', text: String(data), isLost, line: client.sockets.length });
        if (!isLost) super.send(data, ...rest);
      }
    };
  }

  #storage() {
    return {
      getItem: (key) => this.localStorage.get(key) ?? null,
      setItem: (key, value) => { this.localStorage.set(key, String(value)); },
      removeItem: (key) => { this.localStorage.delete(key); },
    };
  }
}

function run(file, window) {
  if (!scripts.has(file)) {
    const filename = fileURLToPath(new URL(`../node_modules/${file}`, import.meta.url));
    scripts.set(file, new vm.Script(readFileSync(filename, 'utf8'), { filename }));
  }
  scripts.get(file).runInContext(window);
}

/** A copy as of now, and of this context: assert's deep comparison minds both. */
export function plain(value) {
  return value === undefined ? undefined : JSON.parse(JSON.stringify(value));
}
