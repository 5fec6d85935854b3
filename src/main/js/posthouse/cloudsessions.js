import { invalid } from './faults.js';
import { readMessage } from './message.js';

/** `nim.cloudSession`: the list of sessions that the gateway has, with the app's own text about each. */
export class CloudSessions {
  #gateway;

  constructor(gateway) {
    this.#gateway = gateway;
  }

  /** The last changed first; both times of change are exclusive, 0 for open. @returns `{sessionList, hasMore, before}`; go on with `before` as maxTimestamp */
  async queryCloudSessionList({ minTimestamp = 0, maxTimestamp = 0, limit = 100, includedLastMsg = true } = {}) {
    let page;
    let before = maxTimestamp;
    do {
      page = await this.#gateway.request('sessions', { after: minTimestamp, before, limit });
      before = page.before;
    } while (page.sessions.length === 0 && page.more);
    const sessionList = page.sessions.map((state) => this.#read(state, includedLastMsg));
    return { sessionList, hasMore: page.more, before };
  }

  /** Fails with 404 for a session in which nothing is, or that was deleted. */
  async queryCloudSession({ sessionId }) {
    return this.#read((await this.#gateway.request('session', sidesOf(sessionId))).session, true);
  }

  /** Without a text the one that is kept goes. */
  async updateCloudSession({ sessionId, ext }) {
    await this.#gateway.request('updateSession', { ...sidesOf(sessionId), ext });
  }

  /** Each is there again once something new is in it. */
  async deleteCloudSessionList({ sessionIdList }) {
    await this.#gateway.request('deleteSessions', { sessions: sessionIdList });
  }

  #read(state, withLast) {
    const session = { sessionId: state.sessionId, updateTime: state.time };
    if (state.ext !== undefined) session.ext = state.ext;
    if (withLast && state.lastMsg) {
      session.lastMsgInfo = { isLastMsgRecalled: false, lastMsg: readMessage(state.lastMsg, this.#gateway.account) };
    }
    return session;
  }
}

/** The scene and the other side that a session's id names. */
export function sidesOf(id) {
  const dash = String(id).indexOf('-');
  if (dash < 1) throw invalid('the id must be that of a session');
  return { scene: id.slice(0, dash), to: id.slice(dash + 1) };
}
