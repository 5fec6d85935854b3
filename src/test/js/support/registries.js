/** What each version of the SDK can say and hear, read out of the SDKs themselves: none of them is asked, or changed on disk. */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import vm from 'node:vm';
import { ALL_VERSIONS } from './nim.js';

/** Products of the vendor's that share its SDK: circles, its agents, its customer service. */
const OTHER_PRODUCTS = /^(24_(?!1$)|25_|29_|6_3[5-9]$|6_40$|4_(26|27|29|30|100)$|101_[12]$)/;
/** A command of the newer wire that 10.8.1 asks among the older ones. */
const ASKED_BESIDE = 'v2GetUserList';
const NEWEST = '0.17.2';
/** Commands from this number on are said by the gateway alone. */
const PUSHES_FROM = 100;
const NOWHERE = 'https://127.0.0.1:1/';

/**
 * @returns by id (`7_1`) what this version has: its name, whether the client asks it (or is told it), and what it is made of; what is `undefined` in
 *   `fields` is no property
 */
export function registryOf(version) {
  const own = version === '9.21.12' ? classicRegistry(version) : newerRegistry(version);
  return new Map([...own].filter(([id]) => !OTHER_PRODUCTS.test(id)));
}

/** The newer ones register their commands by a function, which is listened to. */
function newerRegistry(version) {
  const { window, source } = open(version, (code) =>
    code.replace(/function registerParser\((\w)\)\{/, '$&(window.registered=window.registered||[]).push($1);'));
  const Nim = ALL_VERSIONS[version].classOf(window);
  new Nim({ appkey: 'an-app', account: 'ann', token: 'x', lbsUrls: [NOWHERE], debugLevel: 'off', isAbtestEnable: false }, {});
  const said = new Set([...source.matchAll(/sendCmd\("(\w+)"/g)].map((match) => match[1]));
  const registry = new Map();
  for (const { cmdConfig, cmdMap } of window.registered) {
    for (const [name, { sid, cid, params, service }] of Object.entries(cmdConfig)) {
      const isOfOldWire = (!service?.startsWith('V2') && !name.startsWith('v2')) || name === ASKED_BESIDE;
      const isAsked = isOfOldWire && cid < PUSHES_FROM && (Boolean(params) || said.has(name));
      if (isAsked) add(registry, `${sid}_${cid}`, { name, isAsked, types: typesOf(params), fields: (params ?? []).map(fieldsOf) });
    }
    for (const [id, name] of Object.entries(cmdMap)) {
      if (!name.startsWith('v2') && !registry.has(id) && !window.registered.some((other) => isAskedIn(other.cmdConfig[name], id))) {
        add(registry, id, { name, isAsked: false, types: [], fields: [] });
      }
    }
  }
  return registry;
}

/** Whether this is what the client itself asks by this name. */
const isAskedIn = (config, id) => Boolean(config?.params) && `${config.sid}_${config.cid}` === id && config.cid < PUSHES_FROM;

function add(registry, id, entry) {
  if (!registry.has(id)) registry.set(id, entry);
}

/** Numbers of a property's fields. */
const fieldsOf = ({ reflectMapper }) => reflectMapper && Object.values(reflectMapper).map((to) => Number(to.id ?? to));

/** The classic one has a parser, in which all tables are. */
function classicRegistry(version) {
  const { parser } = open(version).window.NIM.getInstance({
    appKey: 'an-app', account: 'ann', token: 'x', lbsUrl: NOWHERE, db: false, binaryWebsocket: false, isABTestEnable: false, skipConnectionOnInitialize: true,
  }).protocol;
  const { cmdConfig, packetConfig } = parser.configMap;
  const pushes = new Set([...newerRegistry(NEWEST)].filter(([, { isAsked }]) => !isAsked).map(([id]) => id));
  const registry = new Map(Object.entries(packetConfig).map(([id, { cmd }]) => [id, { name: cmd, isAsked: false, types: [], fields: [] }]));
  for (const [name, { sid, cid, params }] of Object.entries(cmdConfig)) {
    const id = `${sid}_${cid}`;
    const isAsked = !pushes.has(id) && cid < PUSHES_FROM;
    if (isAsked && !registry.get(id)?.isAsked) {
      const fields = (params ?? []).map((param) => parser.serializeMap[param.entity ?? param.name]);
      registry.set(id, { name, isAsked, types: typesOf(params), fields: fields.map((numbers) => numbers && Object.values(numbers).map(Number)) });
    }
  }
  return registry;
}

/** A browser in which nothing ever happens. */
function open(version, edit = (code) => code) {
  const source = readFileSync(fileURLToPath(new URL(`../node_modules/${ALL_VERSIONS[version].file}`, import.meta.url)), 'utf8');
  const nothing = () => {};
  class Nobody {
    open() {}

    setRequestHeader() {}

    send() {}

    abort() {}
  }
  const window = {
    console, queueMicrotask, performance, URL, TextEncoder, TextDecoder, Uint8Array, ArrayBuffer,
    setTimeout: nothing, clearTimeout: nothing, setInterval: nothing, clearInterval: nothing,
    XMLHttpRequest: Nobody,
    WebSocket: Nobody,
    localStorage: { getItem: () => null, setItem: nothing, removeItem: nothing },
    navigator: { userAgent: 'Mozilla/5.0 Chrome/131.0.0.0', onLine: true },
    document: { getElementById: () => null, documentElement: {}, createElement: () => ({}), addEventListener: nothing, removeEventListener: nothing },
    location: { href: 'https://app.example.com/', protocol: 'https:' },
    addEventListener: nothing,
    removeEventListener: nothing,
  };
  window.window = window;
  window.self = window;
  vm.createContext(window);
  vm.runInContext(edit(source), window);
  return { window, source };
}

const typesOf = (params) => (params ?? []).map(({ type }) => type.toLowerCase());
