const MESSAGES_PER_REQUEST = 50;
const COUNTS_MAX = 2_000;
/** Above this many members a receipt of each for each message is more than anybody looks at. */
const MEMBERS_MAX = 1_000;

/** Who has read what in teams: how many have read own messages, and that this account has read those of others. */
export class Receipts {
  #nim;
  #tell;
  #counts = new Map(); // idServer → {read, unread}

  /** @param tell takes the session id in which counts changed */
  constructor(nim, tell) {
    this.#nim = nim;
    this.#tell = tell;
    nim.on('teamMsgReceipts', (receipts) => this.#learn(receipts));
  }

  /** `{read, unread}` of an own message, as far as it is known. */
  countsOf(msg) {
    return this.#counts.get(msg.idServer);
  }

  /** What a message to that team asks for. */
  demandFor(team) {
    return (team?.memberNum ?? 0) <= MEMBERS_MAX ? { needACK: true } : undefined;
  }

  /** The person has seen these. */
  async send(msgs) {
    for (let at = 0; at < msgs.length; at += MESSAGES_PER_REQUEST) {
      const teamMsgReceipts = msgs.slice(at, at + MESSAGES_PER_REQUEST).map(nameOf);
      await this.#nim.msg.sendTeamMsgReceipt({ teamMsgReceipts });
    }
  }

  /** Asks for the counts of own messages; all of them if `isFresh`, else those that are not known. At most one request. */
  async ask(msgs, isFresh = false) {
    const wanted = msgs.filter((msg) => isFresh || !this.#counts.has(msg.idServer)).slice(0, MESSAGES_PER_REQUEST);
    if (wanted.length === 0) return;
    try {
      this.#learn(await this.#nim.msg.getTeamMsgReads({ teamMsgReceipts: wanted.map(nameOf) }));
    } catch {
      // the line went, or this account is not in the team any more: no counts then
    }
  }

  /** @returns `{readAccounts, unreadAccounts}` */
  accountsOf(msg) {
    return this.#nim.msg.getTeamMsgReadAccounts({ teamMsgReceipt: nameOf(msg) });
  }

  #learn(receipts) {
    const ids = new Set();
    for (const { scene, teamId, idServer, read, unread } of receipts) {
      const known = this.#counts.get(idServer);
      if (known && known.read > read && known.read + known.unread === read + unread) continue; // an older count that came late
      this.#counts.set(idServer, { read, unread });
      if (this.#counts.size > COUNTS_MAX) this.#counts.delete(this.#counts.keys().next().value);
      ids.add(`${scene}-${teamId}`);
    }
    for (const id of ids) this.#tell(id);
  }
}

function nameOf({ scene, to, idServer, idClient }) {
  return { scene, teamId: to, idServer, idClient };
}
