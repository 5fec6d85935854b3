import { invalid } from './faults.js';

/** Keys that travel as they are, in both directions. */
const PLAIN = ['body', 'ext', 'subType', 'setting', 'pushInfo', 'teamSpecializationInfo', 'threadMessageInfo'];
const FROM_GATEWAY = ['fromClientType', 'fromDeviceId', 'fromNick', 'time', 'idServer', 'seq'];

/**
 * The text an attach object was read from. Sent again or forwarded, it has to be that text to the letter, for another
 * text is another content (rule S2) and numbers past 2^53 would not survive.
 */
const attachTexts = new WeakMap();

/** @returns 32 hex digits, never the same twice. */
export function newId() {
  const bytes = globalThis.crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

export function sessionIdOf(scene, target) {
  return `${scene}-${target}`;
}

/** The other side of a session: the peer, or the team. @param sides anything with scene, from and to */
export function targetOf({ scene, from, to }, account) {
  return scene === 'p2p' && to === account ? from : to;
}

function flowOf({ scene, from, to }, account) {
  return from === account && !(scene === 'p2p' && to === account) ? 'out' : 'in';
}

/** The page's message object from a MESSAGE of the protocol; its status is the session's business. */
export function readMessage(wire, account, feature = 'default') {
  const target = targetOf(wire, account);
  const message = {
    scene: wire.scene,
    sessionId: sessionIdOf(wire.scene, target),
    target,
    from: wire.from,
    to: wire.to,
    flow: flowOf(wire, account),
    type: wire.type,
    idClient: wire.idClient,
    body: '',
    feature,
  };
  for (const key of [...PLAIN, ...FROM_GATEWAY]) if (wire[key] !== undefined) message[key] = wire[key];
  if (wire.attach !== undefined) message.attach = readAttach(wire.attach);
  if (wire.refused) message.status = 'refused';
  return message;
}

/** A message about to be sent, as `onSendBefore` sees it. */
export function draftMessage(type, options, account, device) {
  const { scene = 'p2p', to } = options;
  if (typeof to !== 'string' || to === '') throw invalid('to must be an account or a team');
  const receiver = scene === 'p2p' ? to.toLowerCase() : to;
  const message = {
    scene,
    sessionId: sessionIdOf(scene, receiver),
    target: receiver,
    from: account,
    to: receiver,
    flow: flowOf({ scene, from: account, to: receiver }, account),
    type,
    idClient: options.idClient ?? newId(),
    body: '',
    feature: 'default',
    fromClientType: device.clientType,
    fromDeviceId: device.deviceId,
    time: Date.now(),
    status: 'sending',
  };
  for (const key of PLAIN) if (options[key] !== undefined) message[key] = options[key];
  if (options.replyMsg !== undefined) message.threadMessageInfo = threadBehind(options.replyMsg);
  if (options.attach !== undefined) message.attach = readAttach(options.attach);
  return message;
}

/** A reply's place: behind the message it answers to, in the thread which that one is in or is the root of. */
function threadBehind(replied) {
  const root = replied.threadMessageInfo?.threadMsgIdServer ? replied.threadMessageInfo : {};
  return {
    replyMsgFromAccount: replied.from,
    replyMsgToAccount: replied.to,
    replyMsgTime: replied.time,
    replyMsgIdServer: replied.idServer,
    replyMsgIdClient: replied.idClient,
    threadMsgFromAccount: root.threadMsgFromAccount ?? replied.from,
    threadMsgToAccount: root.threadMsgToAccount ?? replied.to,
    threadMsgTime: root.threadMsgTime ?? replied.time,
    threadMsgIdServer: root.threadMsgIdServer ?? replied.idServer,
    threadMsgIdClient: root.threadMsgIdClient ?? replied.idClient,
  };
}

/** What of a message goes over the wire. */
export function writeMessage(message) {
  const wire = { scene: message.scene, to: message.to, type: message.type, idClient: message.idClient };
  for (const key of PLAIN) if (message[key] !== undefined) wire[key] = message[key];
  if (wire.body === '' && message.type !== 'text' && message.type !== 'tip') delete wire.body;
  if (message.attach !== undefined) wire.attach = attachText(message.attach);
  return wire;
}

/** Puts what the gateway added into the message that was sent. */
export function completeMessage(message, wire) {
  for (const key of ['from', ...FROM_GATEWAY]) if (wire[key] !== undefined) message[key] = wire[key];
  return message;
}

/** A caller may have frozen what it was given; then it keeps the status it had. */
export function setStatus(message, status) {
  if (!Object.isFrozen(message)) message.status = status;
}

/** The page's system message from a RECALL of the protocol. */
export function readRecall(recall, feature) {
  const types = { p2p: 'recallMsgP2p', team: 'recallMsgTeam', superTeam: 'recallMsgSuperTeam' };
  const message = {
    type: types[recall.scene],
    time: recall.time,
    from: recall.from,
    to: recall.to,
    state: 'none',
    feature,
    recallMessageInfo: {
      idClient: recall.idClient,
      idServer: recall.idServer,
      createTime: recall.messageTime,
      fromNick: recall.fromNick,
      from: recall.messageFrom,
      opeAccount: recall.from,
    },
  };
  if (recall.ps !== undefined) message.content = recall.ps;
  if (recall.attach !== undefined) message.attach = readAttach(recall.attach);
  return message;
}

function readAttach(attach) {
  if (typeof attach !== 'string') return attach;
  let parsed;
  try {
    parsed = JSON.parse(attach);
  } catch {
    return attach;
  }
  if (typeof parsed !== 'object' || parsed === null) return attach;
  attachTexts.set(parsed, attach);
  return parsed;
}

function attachText(attach) {
  if (typeof attach === 'string') return attach;
  const fresh = JSON.stringify(attach);
  const known = attachTexts.get(attach);
  return known !== undefined && JSON.stringify(JSON.parse(known)) === fresh ? known : fresh;
}
