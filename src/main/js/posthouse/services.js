import { sidesOf } from './cloudsessions.js';
import { invalid } from './faults.js';
import { readMessage } from './message.js';

const SEARCH_PAGE_MIN = 20;
const SEARCH_PAGE_MAX = 100;

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

  /** The messages whose body holds the keyword, the newest first; searches on until it has as many as wanted. */
  async ftsCloudMsgLogs({ msglogsLimit = 10, ...options }) {
    const found = new Map();
    let range = options;
    const edge = options.orderRule === 'ASC' ? 'fromTime' : 'toTime';
    for (let isMore = true; isMore && found.size < msglogsLimit;) {
      const known = found.size;
      // Messages of one time may come again, so a few more are asked for.
      const limit = Math.min(SEARCH_PAGE_MAX, Math.max(SEARCH_PAGE_MIN, msglogsLimit - known));
      const page = await this.ftsCloudMsgLogsPage({ ...range, msglogsLimit: limit });
      for (const msg of page.msgs) found.set(msg.idServer, msg);
      isMore = page.more && (found.size > known || page.searchedTo !== range[edge]);
      range = { ...range, [edge]: page.searchedTo };
    }
    return [...found.values()].slice(0, msglogsLimit);
  }

  /** What one request finds: with `more`, go on with `searchedTo` as `toTime` (ASC: `fromTime`). */
  async ftsCloudMsgLogsPage({ msglogsLimit = 10, ...options }) {
    const { msgs, more, searchedTo } = await this.#gateway.request('search', { ...searchOf(options), limit: msglogsLimit });
    return { msgs: msgs.map((wire) => this.#read(wire)), more, searchedTo };
  }

  /** Session by session, the one with the newest message first: at most `msglogsLimit` messages of each. */
  async ftsCloudMsgLogsAggWithSession({ sessionLimit = 10, msglogsLimit = 5, ...options }) {
    const fields = { ...searchOf(options), perSession: msglogsLimit, sessionLimit, limit: Math.min(100, sessionLimit * msglogsLimit) };
    return (await this.#gateway.request('search', fields)).msgs.map((wire) => this.#read(wire));
  }

  #read(wire) {
    return this.#sessions.hold(readMessage(wire, this.#gateway.account));
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

/** The page's words of a search in those of the protocol. */
function searchOf(options) {
  const { keyword, fromTime, toTime, orderRule = 'DESC' } = options;
  const { p2pSessionList = [], teamSessionList = [], superTeamSessionList = [], senderList, msgTypeList, msgSubTypeList } = options;
  const sessions = [
    ...p2pSessionList.map((account) => `p2p-${account}`),
    ...teamSessionList.map((id) => `team-${id}`),
    ...superTeamSessionList.map((id) => `superTeam-${id}`),
  ];
  return {
    keyword,
    beginTime: fromTime,
    endTime: toTime,
    sessions: someOf(sessions),
    senders: someOf(senderList),
    types: someOf(msgTypeList),
    subTypes: someOf(msgSubTypeList),
    reverse: orderRule === 'ASC',
  };
}

function someOf(list) {
  return list?.length > 0 ? list : undefined;
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
