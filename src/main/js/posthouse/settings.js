import { invalid } from './faults.js';
import { newId } from './message.js';

const DEVICE_KEY = 'posthouse.deviceId';
const CLIENT_TYPES = ['Android', 'iOS', 'PC', 'WindowsPhone', 'Web', 'Server', 'Mac'];

/** Checks the options of a client and fills in the rest; the options are described in posthouse.d.ts. */
export function settingsOf(options) {
  if (typeof options !== 'object' || options === null) throw invalid('options must be an object');
  const WebSocket = options.WebSocket ?? globalThis.WebSocket;
  if (typeof WebSocket !== 'function') throw invalid('this platform has no WebSocket: pass one as options.WebSocket');
  const settings = {
    account: text(options.account, 'account').toLowerCase(),
    token: typeof options.token === 'function' ? options.token : text(options.token, 'token'),
    url: addressOf(options.url),
    WebSocket,
    clientType: options.clientType ?? 'Web',
    deviceId: options.deviceId ?? deviceIdFrom(options),
    needReconnect: options.needReconnect ?? true,
    reconnectionAttempts: options.reconnectionAttempts ?? Number.MAX_SAFE_INTEGER,
    reconnectDelayMillis: options.reconnectDelayMillis ?? 500,
    reconnectDelayMaxMillis: options.reconnectDelayMaxMillis ?? 30_000,
    requestTimeoutMillis: options.requestTimeoutMillis ?? 8_000,
    connectTimeoutMillis: options.socketConnectTimeout ?? 8_000,
    pingTimeoutMillis: 10_000,
    logoutTimeoutMillis: 1_000,
  };
  if (!CLIENT_TYPES.includes(settings.clientType)) throw invalid(`clientType must be one of ${CLIENT_TYPES.join(', ')}`);
  return settings;
}

function text(value, name) {
  if (typeof value !== 'string' || value === '') throw invalid(`${name} must be a text`);
  return value;
}

/** http and https mean the socket beside that page; no path means /ws. */
function addressOf(given) {
  const base = globalThis.location?.href;
  if (given === undefined && base === undefined) throw invalid('url must be the address of the gateway');
  let url;
  try {
    url = given === undefined ? new URL('ws', new URL('.', base)) : new URL(given, base);
  } catch {
    throw invalid('url must be the address of the gateway');
  }
  url.protocol = url.protocol === 'https:' || url.protocol === 'wss:' ? 'wss:' : 'ws:';
  if (url.pathname === '/') url.pathname = '/ws';
  url.hash = '';
  url.search = '';
  return url.href;
}

/** One installation is one device: kept where the platform can keep it. */
function deviceIdFrom({ isFixedDeviceId = true, storage = defaultStorage() }) {
  if (!isFixedDeviceId || !storage) return newId();
  try {
    const kept = storage.getItem(DEVICE_KEY);
    if (kept) return kept;
    const fresh = newId();
    storage.setItem(DEVICE_KEY, fresh);
    return fresh;
  } catch {
    return newId(); // a full or forbidden storage
  }
}

function defaultStorage() {
  try {
    return globalThis.localStorage;
  } catch {
    return undefined; // browsers refuse it in some frames
  }
}
