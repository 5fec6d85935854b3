import { WebSocket } from 'ws';
import Posthouse from '../../../main/js/posthouse.js';

const WAIT_MILLIS = 30_000;

/** Makes clients that are ended together, and remembers what each was told. */
export class Clients {
  #gateway;
  #all = [];

  constructor(gateway) {
    this.#gateway = gateway;
  }

  /** The options of an account's client, with a device of its own. */
  options({ account, token }, others = {}) {
    return {
      account,
      token,
      url: this.#gateway.url,
      WebSocket,
      deviceId: `device-${this.#all.length}-${account}`,
      reconnectDelayMillis: 50,
      reconnectDelayMaxMillis: 500,
      ...others,
    };
  }

  /** A client that is not connected yet. */
  make(identity, others) {
    return this.adopt(new Posthouse(this.options(identity, others)));
  }

  async connect(identity, others) {
    const nim = this.make(identity, others);
    await nim.connect();
    return nim;
  }

  adopt(nim) {
    this.#all.push(nim);
    return nim;
  }

  async endAll() {
    await Promise.all(this.#all.splice(0).map((nim) => nim.destroy()));
  }
}

/** What a client is told from now on, by event. */
export function record(nim, ...names) {
  const heard = Object.fromEntries(names.map((name) => [name, []]));
  for (const name of names) nim.on(name, (argument) => heard[name].push(argument));
  return heard;
}

/** The next such event. */
export function next(nim, name, matches = () => true) {
  const told = new Promise((resolve, reject) => {
    const timer = setTimeout(() => {
      nim.off(name, onEvent);
      reject(new Error(`${nim.account} was not told ${name} in time`));
    }, WAIT_MILLIS);
    const onEvent = (argument) => {
      if (!matches(argument)) return;
      clearTimeout(timer);
      nim.off(name, onEvent);
      resolve(argument);
    };
    nim.on(name, onEvent);
  });
  told.catch(() => {}); // a test that fails before it waits for this is told of its own failure
  return told;
}

/** Waits for a condition. @param condition may be asynchronous */
export async function until(what, condition, waitMillis = WAIT_MILLIS) {
  const end = Date.now() + waitMillis;
  while (!(await condition())) {
    if (Date.now() > end) throw new Error(`in vain: ${what}`);
    await new Promise((resolve) => { setTimeout(resolve, 10); });
  }
}

/** What everything sent so far has reached: a message from one to the other that comes last. */
export async function settle(from, to) {
  const body = `settled ${Math.random()}`;
  const arrived = next(to, 'msg', (msg) => msg.body === body);
  await from.msg.sendTextMsg({ scene: 'p2p', to: to.account, body });
  return arrived;
}
