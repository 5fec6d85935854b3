const CARDS_PER_REQUEST = 100;

/** Names, and whom this account has blocked and muted. Says `people` when one of them changes. */
export class People {
  #nim;
  #tell;
  #names = new Map();
  #asked = new Set();
  #relations = { black: new Set(), mute: new Set() };

  /** @param tell called when somebody changed */
  constructor(nim, tell) {
    this.#nim = nim;
    this.#tell = tell;
    nim.on('relations', ({ blackList, muteList }) => this.#replace(blackList, muteList));
    nim.on('updateBlackList', ({ account, isAdd }) => this.#mark('black', account, isAdd));
    nim.on('updateMuteList', ({ account, isAdd }) => this.#mark('mute', account, isAdd));
    nim.on('syncMyNameCard', (card) => this.#learn(card));
    nim.on('updateMyNameCard', (card) => this.#learn(card));
  }

  nameOf(account) {
    return this.#names.get(account) || account;
  }

  isBlocked(account) {
    return this.#relations.black.has(account);
  }

  isMuted(account) {
    return this.#relations.mute.has(account);
  }

  async setBlocked(account, isAdd) {
    await this.#nim.user.setBlack({ account, isAdd });
    this.#mark('black', account, isAdd);
  }

  async setMuted(account, isAdd) {
    await this.#nim.user.setMute({ account, isAdd });
    this.#mark('mute', account, isAdd);
  }

  async rename(nick) {
    this.#learn(await this.#nim.user.updateMyNameCard({ nick }));
  }

  /** A message told its sender's name. */
  note(account, nick) {
    if (nick) this.#names.set(account, nick);
  }

  /** Asks for the names that nobody has asked for yet. */
  async learn(accounts) {
    const unknown = [...new Set(accounts)].filter((account) => !this.#asked.has(account));
    for (const account of unknown) this.#asked.add(account);
    for (let at = 0; at < unknown.length; at += CARDS_PER_REQUEST) {
      const some = unknown.slice(at, at + CARDS_PER_REQUEST);
      try {
        const cards = await this.#nim.user.getUsersNameCardFromServer({ accounts: some });
        for (const { account, nick } of cards) this.note(account, nick);
        this.#tell();
      } catch {
        for (const account of some) this.#asked.delete(account);
      }
    }
  }

  #learn({ account, nick }) {
    this.note(account, nick);
    this.#tell();
  }

  #replace(blackList, muteList) {
    this.#relations.black = new Set(blackList.map(({ account }) => account));
    this.#relations.mute = new Set(muteList.map(({ account }) => account));
    this.#tell();
  }

  #mark(kind, account, isAdd) {
    if (isAdd) this.#relations[kind].add(account);
    else this.#relations[kind].delete(account);
    this.#tell();
  }
}
