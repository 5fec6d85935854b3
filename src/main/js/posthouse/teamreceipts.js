import { inTeam, invalid } from './faults.js';
import { eachPage } from './pages.js';
import { readReads } from './team.js';

const MESSAGES_MAX = 50;

/** Receipts of single messages in teams (C2), as `nim.msg` has them. A message is named by `{teamId, idServer, idClient, scene}`. */
export class TeamReceipts {
  #gateway;
  #sessions;

  constructor(gateway, sessions) {
    this.#gateway = gateway;
    this.#sessions = sessions;
  }

  /** "I have read these." @returns the counts of those that count */
  async send(entries) {
    const reads = await this.#ask('teamReceipts', entries);
    for (const { scene = 'team', teamId, idServer } of entries) this.#sessions.receiptSent(`${scene}-${teamId}`, idServer);
    return reads;
  }

  counts(entries) {
    return this.#ask('teamReads', entries);
  }

  /** Collects all pages. */
  async accounts({ scene = 'team', teamId, idServer }) {
    const readAccounts = new Set();
    const unreadAccounts = new Set();
    let reads;
    await eachPage((page) => this.#request('teamReaders', { scene, teamId, idServer, page }), (answer) => {
      reads = answer.reads;
      for (const account of answer.readAccounts) readAccounts.add(account);
      for (const account of answer.unreadAccounts) unreadAccounts.add(account);
    });
    const teamMsgReceipt = readReads(scene, teamId, reads);
    return { teamMsgReceipt, readAccounts: [...readAccounts], unreadAccounts: [...unreadAccounts] };
  }

  async #ask(verb, entries) {
    if (!Array.isArray(entries) || entries.length === 0 || entries.length > MESSAGES_MAX) {
      throw invalid(`teamMsgReceipts must name 1 to ${MESSAGES_MAX} messages`);
    }
    const answers = await Promise.all(byTeam(entries).map(async ({ scene, teamId, msgs }) => {
      const { reads } = await this.#request(verb, { scene, teamId, msgs });
      return reads.map((wire) => readReads(scene, teamId, wire));
    }));
    return answers.flat();
  }

  #request(verb, fields) {
    return this.#gateway.request(verb, fields).catch((error) => {
      throw inTeam(error);
    });
  }
}

function byTeam(entries) {
  const teams = new Map();
  for (const { scene = 'team', teamId, idServer } of entries) {
    if (typeof teamId !== 'string' || typeof idServer !== 'string') throw invalid('teamId and idServer are needed');
    const key = `${scene}-${teamId}`;
    if (!teams.has(key)) teams.set(key, { scene, teamId, msgs: [] });
    teams.get(key).msgs.push(idServer);
  }
  return [...teams.values()];
}
