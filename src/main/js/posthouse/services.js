import { sidesOf } from './cloudsessions.js';
import { invalid } from './faults.js';
import { readMessage } from './message.js';

/** `nim.msgLog`: what was said before. */
export class MessageLog {
  #gateway;
  #inbox;
  #sessions;

  constructor(gateway, inbox, sessions) {
    this.#gateway = gateway;
    this.#inbox = inbox;
    this.#sessions = sessions;
  }

  /**
   * Newest first, unless `reverse` (from `beginTime` upwards) or `asc` (the same messages, oldest first).
   */
  async getHistoryMsgs(options) {
    return (await this.getHistoryPage(options)).msgs;
  }

  /** The same with whether there is more. */
  async getHistoryPage({ scene = 'p2p', to, beginTime, endTime, lastMsgId, limit = 100, reverse = false, asc, msgTypes }) {
    if (typeof to !== 'string' || to === '') throw invalid('to must be an account or a team');
    const types = msgTypes?.length > 0 ? msgTypes : undefined;
    const fields = { scene, to, beginTime, endTime, lastMsgId, limit, reverse, types };
    const answer = await this.#gateway.request('history', fields);
    const msgs = answer.msgs.map((wire) => this.#sessions.hold(readMessage(wire, this.#gateway.account)));
    if (asc) msgs.sort((a, b) => a.time - b.time);
    return { msgs, more: answer.more === true };
  }

  /** What was said until now in these sessions roams to no device any more. @param ids such as `p2p-bob` */
  async deleteRoamingMsgs({ ids }) {
    await this.#gateway.request('dropRoaming', { sessions: ids });
  }

  /** Clears a session's history for this account alone. */
  async clearHistoryMsgsFromServer({ scene = 'p2p', to }) {
    const { time } = await this.#gateway.request('clear', { scene, to });
    this.#inbox.onClearedHere(scene, to, time);
    return { timetag: time };
  }
}

/** `nim.session`: the conversations of this account. */
export class SessionList {
  #gateway;
  #inbox;
  #sessions;

  constructor(gateway, inbox, sessions) {
    this.#gateway = gateway;
    this.#inbox = inbox;
    this.#sessions = sessions;
  }

  getSession({ id }) {
    return this.#sessions.get(id);
  }

  getAllSessions() {
    return this.#sessions.all();
  }

  /** Newest first unless `desc` is false; `lastSessionId` goes on after that one. */
  getSessions({ limit = 100, lastSessionId, desc = true } = {}) {
    const all = desc ? this.#sessions.all() : this.#sessions.all().reverse();
    const from = lastSessionId ? all.findIndex((session) => session.id === lastSessionId) + 1 : 0;
    return all.slice(from, from + limit);
  }

  /** Asks the gateway for sessions older than those it sent at login. @param before a `time` of the answer before */
  async getSessionsFromServer({ before, limit = 100 } = {}) {
    const answer = await this.#gateway.request('sessions', { before, limit });
    const sessions = answer.sessions.map((state) => this.#inbox.onSessionRead(state));
    return { sessions, more: answer.more === true, before: answer.sessions.at(-1)?.time ?? 0 };
  }

  /** Keeps a session on top, or changes its text if it is there. */
  addStickTopSession({ id, ext }) {
    return this.#stick('addStickTop', id, ext);
  }

  updateStickTopSession({ id, ext }) {
    return this.#stick('updateStickTop', id, ext);
  }

  async deleteStickTopSession({ id }) {
    const top = { sessionId: id, ...sidesOf(id) };
    await this.#gateway.request('deleteStickTop', { scene: top.scene, to: top.to });
    return this.#sessions.stick(top, false);
  }

  /** What is on top, the last changed last. To be asked after a login without state: from there on `updateSession` tells everything. */
  async getStickTopSessions() {
    return this.#sessions.stickAll((await this.#gateway.request('stickTops', {})).tops);
  }

  async #stick(verb, id, ext) {
    const { top } = await this.#gateway.request(verb, { ...sidesOf(id), ext });
    return this.#sessions.stick(top, true);
  }

  /** Marks a session as read, on all devices of this account. */
  resetSessionUnreadCount({ id }) {
    return this.resetMultiSessionUnreadCount({ ids: [id] });
  }

  async resetMultiSessionUnreadCount({ ids }) {
    const marks = ids.map((id) => [id, this.#sessions.newestTime(id)]).filter(([, time]) => time > 0);
    if (marks.length === 0) return;
    const answer = await this.#gateway.request('read', { marks: Object.fromEntries(marks) });
    for (const state of answer.sessions) this.#inbox.onSessionMarked(state);
  }

  async resetAllSessionsUnreadCount() {
    const ids = this.#sessions.unreadIds();
    for (let at = 0; at < ids.length; at += 100) {
      await this.resetMultiSessionUnreadCount({ ids: ids.slice(at, at + 100) });
    }
  }
}

/** `nim.user`: name cards, and whom this account has blocked and muted. */
export class Users {
  #gateway;
  #relations;

  constructor(gateway, relations) {
    this.#gateway = gateway;
    this.#relations = relations;
  }

  setBlack({ account, isAdd }) {
    return this.#set('black', account, isAdd);
  }

  setMute({ account, isAdd }) {
    return this.#set('mute', account, isAdd);
  }

  async getRelations() {
    const { black, mute } = await this.#gateway.request('relations', {});
    this.#relations.replace(black, mute);
    return this.#relations.snapshot();
  }

  async getBlackList() {
    return (await this.getRelations()).blackList;
  }

  async getMuteList() {
    return (await this.getRelations()).muteList;
  }

  /** At most 150 at once. An unknown account has an empty card. */
  async getUsersNameCardFromServer({ accounts }) {
    return (await this.#gateway.request('cards', { accounts })).cards;
  }

  async updateMyNameCard({ nick, avatar, ext, signature, gender, email, birth, tel }) {
    const changed = { nick, avatar, ext, signature, gender, email, birth, tel };
    return (await this.#gateway.request('updateCard', changed)).card;
  }

  async #set(kind, account, isAdd) {
    if (typeof account !== 'string' || typeof isAdd !== 'boolean') throw invalid('account and isAdd are needed');
    await this.#gateway.request('relation', { kind, account, on: isAdd });
    this.#relations.set(kind, account.toLowerCase(), isAdd);
  }
}
