/** Whom this account has blocked and muted, as far as the gateway has told. */
export class Relations {
  #accounts = { black: new Set(), mute: new Set() };

  replace(black, mute) {
    this.#accounts = { black: new Set(black), mute: new Set(mute) };
  }

  set(kind, account, isOn) {
    if (isOn) this.#accounts[kind].add(account);
    else this.#accounts[kind].delete(account);
  }

  has(kind, account) {
    return this.#accounts[kind].has(account);
  }

  /** In the page's form. */
  snapshot() {
    return { blackList: this.#list('black'), muteList: this.#list('mute') };
  }

  #list(kind) {
    const { black, mute } = this.#accounts;
    return [...this.#accounts[kind]].map((account) => ({ account, isBlack: black.has(account), isMuted: mute.has(account) }));
  }
}
