import { setStatus } from './message.js';

const SESSIONS_MAX = 1_000;
const HELD_PER_SESSION_MAX = 200;

/**
 * The conversations as this account sees them: marks, unread counts, last messages, and the message objects that the app
 * holds, so that their statuses change under its eyes. The gateway's word counts; between its words this counts on.
 */
export class Sessions {
  #account;
  #sessions = new Map(); // id → record; the least recently changed go first beyond SESSIONS_MAX
  #tops = new Map(); // id → what is kept on top, with the text that goes with it

  constructor(account) {
    this.#account = account;
  }

  clear() {
    this.#sessions.clear();
    this.#tops.clear();
  }

  get(id) {
    const session = this.#sessions.get(id);
    return session && this.#snapshot(session);
  }

  /** Newest first. */
  all() {
    return [...this.#sessions.values()].map((session) => this.#snapshot(session)).sort((a, b) => b.updateTime - a.updateTime);
  }

  /** Takes a SESSION of the protocol. @returns `{session, receiptMoved}` */
  apply(state, readLast) {
    const session = this.#open(state.sessionId, state.scene, state.to);
    const receiptMoved = (state.peerReceiptTime ?? 0) > session.peerReceiptTime;
    session.readTime = Math.max(session.readTime, state.readTime ?? 0);
    session.receiptTime = Math.max(session.receiptTime, state.receiptTime ?? 0);
    session.peerReceiptTime = Math.max(session.peerReceiptTime, state.peerReceiptTime ?? 0);
    if (state.unread !== undefined) session.unread = state.unread + this.#countAfter(session, state);
    session.highSeq = Math.max(session.highSeq, state.highSeq ?? 0);
    session.time = Math.max(session.time, state.time ?? 0);
    if (state.lastMsg) {
      const last = this.hold(readLast(state.lastMsg));
      if (!session.lastMsg || last.time >= session.lastMsg.time) session.lastMsg = last;
    }
    this.#restamp(session);
    return { session: this.#snapshot(session), receiptMoved };
  }

  /**
   * The one object that stands for a message: the one the app has already, or this one.
   */
  hold(message) {
    const session = this.#open(message.sessionId, message.scene, message.target);
    const known = session.held.get(message.idServer);
    if (known) return known;
    this.#stamp(session, message);
    session.held.set(message.idServer, message);
    if (session.held.size > HELD_PER_SESSION_MAX) session.held.delete(session.held.keys().next().value);
    return message;
  }

  /**
   * A message arrived or was sent.
   *
   * @param bringsIn whether it tells that this account came into the team: nothing from before is unread then
   */
  arrive(message, bringsIn = false) {
    const session = this.#open(message.sessionId, message.scene, message.target);
    if (bringsIn) session.joinTime = Math.max(session.joinTime, message.time);
    if (message.seq > session.highSeq) {
      session.highSeq = message.seq;
      if (bringsIn) session.unread = 0;
      else if (this.#counts(session, message)) session.unread += 1;
    }
    session.time = Math.max(session.time, message.time);
    if (!session.lastMsg || message.time >= session.lastMsg.time) session.lastMsg = message;
    return this.#snapshot(session);
  }

  /** A message was recalled. @returns the session, with `lastMsg` null if that was it */
  recall(id, recall) {
    const [scene, ...rest] = id.split('-');
    const session = this.#open(id, scene, rest.join('-'));
    const known = session.held.get(recall.idServer);
    if (recall.seq > session.highSeq) {
      session.highSeq = recall.seq;
      const lost = known ?? { from: recall.messageFrom, time: recall.messageTime };
      if (this.#counts(session, lost)) session.unread = Math.max(0, session.unread - 1);
    }
    session.time = Math.max(session.time, recall.time);
    this.#forget(session, recall.idServer);
    return this.#snapshot(session);
  }

  /** Messages were deleted for this account alone. */
  remove(id, idServers) {
    const session = this.#sessions.get(id);
    if (!session) return undefined;
    for (const idServer of idServers) this.#forget(session, idServer);
    return this.#snapshot(session);
  }

  /** Everything up to that time was cleared for this account alone. */
  clearUpTo(id, time) {
    const session = this.#sessions.get(id);
    if (!session) return undefined;
    const gone = [...session.held.values()].filter((message) => message.time <= time);
    for (const message of gone) this.#forget(session, message.idServer);
    if (session.lastMsg && session.lastMsg.time <= time) session.lastMsg = null;
    return this.#snapshot(session);
  }

  /** The peer, or another device of this account, has sent a receipt up to that time. */
  receipt(id, isPeer, time) {
    const session = this.#sessions.get(id);
    if (!session) return undefined;
    if (isPeer) session.peerReceiptTime = Math.max(session.peerReceiptTime, time);
    else session.receiptTime = Math.max(session.receiptTime, time);
    this.#restamp(session);
    return this.#snapshot(session);
  }

  /** This account has said that it has read that message of a team. */
  receiptSent(id, idServer) {
    const message = this.#sessions.get(id)?.held.get(idServer);
    if (!message || Object.isFrozen(message)) return;
    message.teamSpecializationInfo = { ...message.teamSpecializationInfo, isACKSent: true };
    this.#stamp(this.#sessions.get(id), message);
  }

  setLast(id, message) {
    const session = this.#sessions.get(id);
    if (!session || session.lastMsg) return undefined;
    session.lastMsg = message;
    return this.#snapshot(session);
  }

  /** Up to where everything in that session is to be marked as read; 0 if it is empty. */
  newestTime(id) {
    return this.#sessions.get(id)?.lastMsg?.time ?? 0;
  }

  unreadIds() {
    return [...this.#sessions.values()].filter((session) => session.unread > 0).map((session) => session.id);
  }

  /** What the gateway says of a session on top, or no more on top. @returns the session */
  stick(top, isOnTop) {
    const { sessionId, scene, to, ext, createTime, updateTime } = top;
    this.#tops.delete(sessionId);
    if (isOnTop) this.#tops.set(sessionId, { id: sessionId, isStickOnTop: true, ext, createTime, updateTime });
    return this.#snapshot(this.#open(sessionId, scene, to));
  }

  /** All that is on top. @returns the sessions, in the order in which they were changed there */
  stickAll(tops) {
    this.#tops.clear();
    return tops.map((top) => this.stick(top, true));
  }

  #snapshot(session) {
    const top = this.#tops.get(session.id);
    return top ? { ...snapshot(session), stickTopInfo: { ...top } } : snapshot(session);
  }

  #open(id, scene, to) {
    let session = this.#sessions.get(id);
    if (session) this.#sessions.delete(id);
    else session = { id, scene, to, unread: 0, readTime: 0, receiptTime: 0, peerReceiptTime: 0, joinTime: 0, highSeq: 0, time: 0, lastMsg: null, held: new Map() };
    this.#sessions.set(id, session);
    if (this.#sessions.size > SESSIONS_MAX) this.#sessions.delete(this.#sessions.keys().next().value);
    return session;
  }

  /** What arrived here after the state was read on the gateway is not in its count. */
  #countAfter(session, state) {
    const isLater = state.highSeq
      ? (message) => message.seq > state.highSeq && message.seq <= session.highSeq
      : (message) => message.time > (state.time ?? 0) && message.seq <= session.highSeq;
    return [...session.held.values()].filter((message) => isLater(message) && this.#counts(session, message)).length;
  }

  #counts(session, message) {
    if (message.from === this.#account || message.type === 'notification') return false;
    return message.time > Math.max(session.readTime, session.joinTime) && message.setting?.needUpdateSession !== false;
  }

  #stamp(session, message) {
    if (message.status === 'refused' || message.status === 'deleted') return;
    const status = message.from === this.#account
      ? reached(session.peerReceiptTime, message) ? 'receipt' : 'sent'
      : message.teamSpecializationInfo?.isACKSent || reached(Math.max(session.readTime, session.receiptTime), message) ? 'read' : 'unread';
    if (message.status !== status) setStatus(message, status);
  }

  #restamp(session) {
    for (const message of session.held.values()) this.#stamp(session, message);
  }

  #forget(session, idServer) {
    const message = session.held.get(idServer);
    if (message) setStatus(message, 'deleted');
    session.held.delete(idServer);
    if (session.lastMsg?.idServer === idServer) session.lastMsg = null;
  }
}

function reached(mark, message) {
  return mark > 0 && message.time <= mark;
}

function snapshot(session) {
  const { id, scene, to, unread, lastMsg, readTime, receiptTime, peerReceiptTime } = session;
  const updateTime = lastMsg ? lastMsg.time : session.time;
  return { id, scene, to, unread, lastMsg, updateTime, ack: readTime, receiptTime, msgReceiptTime: peerReceiptTime };
}
