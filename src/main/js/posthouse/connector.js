import { Code, PosthouseError, isUnanswered, noLine } from './faults.js';
import { Line } from './line.js';

const COME_BACK_BELOW = 4500;
const LOGGED_OUT = 1000;
const TRIES = 3;
const PROBE_TIMEOUT_MILLIS = 3_000;

/**
 * Keeps a client connected: opens a line, logs in, waits for the sync, and comes back with growing, jittered delays when
 * the line is lost. Says what happens through its listener; knows nothing of messages.
 */
export class Connector {
  #settings;
  #listener;
  #line;
  #status = 'unconnected';
  #attempt = 0; // names the attempt under way, so that an overtaken one notices
  #retries = 0;
  #retryTimer;
  #askedDelayMillis = 0;
  #firstSync; // {promise, resolve, reject} of connect()
  #unwatch;
  #returns = new Set(); // those who wait for the next login, or for its failure

  /**
   * @param settings url, token, WebSocket, timeouts and delays, as posthouse.js has checked them
   * @param listener `loginFields()`, `onLogin(ok)`, `onPing(ok)`, `onEvent(event)`, `onWillReconnect({retryCount, duration})`
   *     and `onDisconnect({isFinal, code, reason, error})`
   */
  constructor(settings, listener) {
    this.#settings = settings;
    this.#listener = listener;
  }

  get status() {
    return this.#status;
  }

  /** @returns a promise of the first complete sync. Does not wait any longer if it was waiting to come back. */
  connect() {
    if (this.#status === 'destroyed') return Promise.reject(noLine('this client was destroyed'));
    if (this.#status === 'waitReconnect') this.#onNetworkBack();
    if (this.#status !== 'unconnected') return this.#firstSync.promise;
    this.#firstSync = promised();
    this.#retries = 0;
    this.#unwatch = watchNetwork(
      () => this.#line?.drop('the network went away'),
      () => this.#onNetworkBack(),
    );
    this.#try();
    return this.#firstSync.promise;
  }

  /** Leaves the gateway; open requests fail. */
  async disconnect(status = 'unconnected') {
    const line = this.#line;
    const wasLoggedIn = this.#status === 'logined';
    this.#halt(status);
    this.#firstSync?.reject(noLine('disconnected by the app'));
    if (!line) return;
    if (wasLoggedIn) await line.request('logout', {}, this.#settings.logoutTimeoutMillis).catch(() => {});
    line.drop('logged out', 1000);
    this.#listener.onDisconnect({ isFinal: true, code: 1000, reason: 'logged out' });
  }

  /** Like a line's request; fails with 415 at once unless logged in. */
  request(verb, fields) {
    if (this.#status !== 'logined') return Promise.reject(noLine());
    return this.#line.request(verb, fields, this.#settings.requestTimeoutMillis);
  }

  /** A request that makes nothing twice: without an answer it is made again, on this line or the next. Fails as a request does. */
  async persist(verb, fields) {
    for (let tries = 1; ; tries += 1) {
      const wasUp = this.#status === 'logined';
      try {
        return await this.request(verb, fields);
      } catch (error) {
        if (tries === TRIES || !wasUp || !isUnanswered(error) || !(await this.#back())) throw error;
      }
    }
  }

  note(verb, fields) {
    return this.#status === 'logined' && this.#line.note(verb, fields);
  }

  /** The line's state can no longer be trusted: drop it and come back. */
  restart(reason) {
    this.#line?.drop(reason);
  }

  /** The gateway said that it pushes this connection out: not to come back by itself. */
  giveUp(reason) {
    const line = this.#line;
    this.#finish({ code: 4502, reason, error: noLine(reason) });
    line?.drop(reason, 1000);
  }

  async #try() {
    const attempt = ++this.#attempt;
    this.#status = 'connecting';
    const settings = this.#settings;
    let line;
    try {
      const token = typeof settings.token === 'function' ? await settings.token() : settings.token;
      line = await Line.open(settings.url, settings.WebSocket, settings.connectTimeoutMillis, {
        onEvent: (event) => this.#onEvent(line, event),
        onClosed: (why) => this.#onClosed(line, why),
      });
      if (attempt !== this.#attempt) {
        line.drop('not wanted any more', 1000);
        return;
      }
      this.#line = line;
      this.#status = 'connected';
      const fields = { ...this.#listener.loginFields(), token };
      this.#onLoggedIn(line, await line.request('login', fields, settings.connectTimeoutMillis));
    } catch (error) {
      if (attempt !== this.#attempt) return;
      this.#onFailedTry(line, error);
    }
  }

  #onLoggedIn(line, ok) {
    if (line !== this.#line) return;
    this.#status = 'logined';
    line.limitFrames(ok.limits.frameBytes);
    line.keepAlive(ok.heartbeatMillis, this.#settings.pingTimeoutMillis, (answer) => this.#listener.onPing(answer));
    this.#listener.onLogin(ok);
    for (const tell of this.#returns) tell(true);
  }

  /** @returns a promise of whether the line is up, or comes up again */
  #back() {
    if (this.#status === 'logined') return true;
    if (this.#status === 'unconnected' || this.#status === 'destroyed') return false;
    return new Promise((resolve) => {
      const { reconnectDelayMaxMillis, connectTimeoutMillis } = this.#settings;
      const tell = (isBack) => {
        clearTimeout(timer);
        this.#returns.delete(tell);
        resolve(isBack);
      };
      const timer = setTimeout(tell, reconnectDelayMaxMillis + connectTimeoutMillis, false);
      this.#returns.add(tell);
    });
  }

  #onFailedTry(line, error) {
    this.#line = undefined;
    line?.drop('login failed', 1000);
    const isFirst = this.#firstSync.isPending && this.#retries === 0;
    const isHopeless = error.fault?.retry === 'never' || error.closeCode >= COME_BACK_BELOW;
    if (isFirst || isHopeless) this.#finish({ code: error.code, reason: error.message, error });
    else this.#tryLater();
  }

  #onEvent(line, event) {
    if (line !== this.#line) return;
    if (event.on === 'reconnect') this.#askedDelayMillis = event.delayMillis ?? 0;
    this.#listener.onEvent(event);
    if (event.on === 'synced') {
      this.#retries = 0;
      this.#firstSync.resolve();
    }
  }

  #onClosed(line, { code, reason }) {
    if (!line || line !== this.#line) return;
    this.#line = undefined;
    if (this.#status !== 'logined') return; // the login's request fails as well and decides
    const mayComeBack = this.#settings.needReconnect && code < COME_BACK_BELOW && code !== LOGGED_OUT;
    if (!mayComeBack) {
      this.#finish({ code, reason, error: new PosthouseError(Code.NO_LINE, reason || 'the gateway closed the connection') });
      return;
    }
    this.#listener.onDisconnect({ isFinal: false, code, reason });
    this.#tryLater();
  }

  #tryLater() {
    const { reconnectionAttempts, reconnectDelayMillis, reconnectDelayMaxMillis } = this.#settings;
    if (this.#retries >= reconnectionAttempts) {
      this.#finish({ code: Code.NO_LINE, reason: 'too many attempts', error: noLine('the gateway cannot be reached') });
      return;
    }
    const ceiling = Math.min(reconnectDelayMaxMillis, reconnectDelayMillis * 2 ** this.#retries);
    const duration = this.#askedDelayMillis || Math.ceil(ceiling * Math.random()); // so that not all come back at once
    this.#askedDelayMillis = 0;
    this.#retries += 1;
    this.#status = 'waitReconnect';
    this.#attempt += 1;
    this.#retryTimer = setTimeout(() => this.#try(), duration);
    this.#listener.onWillReconnect({ retryCount: this.#retries, duration });
  }

  #onNetworkBack() {
    if (this.#status === 'logined') this.#line.ping(PROBE_TIMEOUT_MILLIS).catch(() => {});
    if (this.#status !== 'waitReconnect') return;
    clearTimeout(this.#retryTimer);
    this.#try();
  }

  #finish(why) {
    this.#halt('unconnected');
    this.#firstSync.reject(why.error);
    this.#listener.onDisconnect({ isFinal: true, ...why });
  }

  #halt(status) {
    this.#attempt += 1;
    clearTimeout(this.#retryTimer);
    this.#unwatch?.();
    this.#unwatch = undefined;
    this.#line = undefined;
    if (this.#status !== 'destroyed') this.#status = status;
    for (const tell of this.#returns) tell(false);
  }
}

/** Browsers say when the network goes and comes, and when a page that slept is looked at again. */
function watchNetwork(onGone, onBack) {
  const { addEventListener, removeEventListener, document } = globalThis;
  if (typeof addEventListener !== 'function' || typeof document === 'undefined') return () => {};
  const onVisible = () => {
    if (document.visibilityState === 'visible') onBack();
  };
  addEventListener('offline', onGone);
  addEventListener('online', onBack);
  document.addEventListener('visibilitychange', onVisible);
  return () => {
    removeEventListener('offline', onGone);
    removeEventListener('online', onBack);
    document.removeEventListener('visibilitychange', onVisible);
  };
}

function promised() {
  const result = { isPending: true };
  result.promise = new Promise((resolve, reject) => {
    result.resolve = () => {
      result.isPending = false;
      resolve();
    };
    result.reject = (error) => {
      result.isPending = false;
      reject(error);
    };
  });
  result.promise.catch(() => {}); // whoever called connect() has the same promise and hears of it there
  return result;
}
