const ENTRIES_MAX = 2_000;

/**
 * The messages of one conversation as the page shows them: each once, in order, with what was recalled as a line of its
 * own and at most one divider.
 */
export class Conversation {
  #entries = new Map(); // key → {key, msg, time} or {key, recalled: {from, by, words}, time}
  #clockOffset;
  #unread = { readTime: 0, count: 0 };

  /** The key of the entry above which `text` is written. */
  divider;
  /** Undefined as long as nobody has asked. */
  hasMore;
  isLoaded = false;
  isLoading = false;

  /**
   * @param id of the session
   * @param clockOffset how much the gateway's clock is ahead of this machine's, in ms
   */
  constructor(id, clockOffset) {
    this.id = id;
    this.#clockOffset = clockOffset;
  }

  /** In order. What is not stored yet stands where this machine's clock says, set right. */
  entries() {
    return [...this.#entries.values()].sort((a, b) => a.time - b.time);
  }

  add(msg) {
    const key = keyOf(msg.from, msg.idClient);
    if (this.#entries.get(key)?.recalled || msg.status === 'deleted') return;
    const time = msg.idServer ? msg.time : (this.#entries.get(key)?.time ?? msg.time + this.#clockOffset());
    this.#entries.set(key, { key, msg, time });
    if (this.#entries.size > ENTRIES_MAX) this.#dropOldest();
  }

  oldest() {
    return this.#messages().filter((msg) => msg.idServer).sort((a, b) => a.time - b.time)[0];
  }

  newestIncoming() {
    return this.#messages().filter((msg) => msg.flow === 'in' && msg.idServer).sort((a, b) => b.time - a.time)[0];
  }

  /** @param recalled `from` (the sender), `by` (who took it back), `words` */
  recall(idClient, recalled) {
    const key = keyOf(recalled.from, idClient);
    const known = this.#entries.get(key);
    if (known) this.#entries.set(key, { key, recalled, time: known.time });
  }

  /** Messages of others that ask to be told that they were read, and have not been. */
  owedReceipts() {
    return this.#messages().filter((msg) => msg.flow === 'in' && msg.idServer && msg.teamSpecializationInfo?.needACK && !msg.teamSpecializationInfo.isACKSent);
  }

  /** The newest own messages that ask for it, to learn who has read them. */
  ownWithReceipts(me, limit) {
    const own = this.#messages().filter((msg) => msg.from === me && msg.idServer && msg.teamSpecializationInfo?.needACK);
    return own.sort((a, b) => b.time - a.time).slice(0, limit);
  }

  remove(from, idClient) {
    this.#entries.delete(keyOf(from, idClient));
  }

  clearUpTo(time) {
    for (const entry of this.#entries.values()) if (entry.time <= time) this.#entries.delete(entry.key);
  }

  /** The other has read up to that time: also of messages that the client does not watch any more. */
  receipt(me, time) {
    for (const msg of this.#messages()) {
      if (msg.from === me && msg.status === 'sent' && msg.time <= time) msg.status = 'receipt';
    }
  }

  divide(msg, text) {
    const key = keyOf(msg.from, msg.idClient);
    const before = this.divider && this.#entries.get(this.divider.key);
    if (!before || before.time > msg.time || before.time < msg.time - 3_600_000) this.divider = { key, text };
  }

  /** Where the unread messages began when a person opened the conversation. */
  unreadFrom(readTime, count) {
    this.#unread = { readTime, count };
  }

  /** Says where they begin, as soon as the first of them is here. */
  divideUnread(me) {
    const { readTime, count } = this.#unread;
    if (count === 0 || this.divider) return;
    const first = this.entries().find(({ msg }) => msg && msg.from !== me && msg.time > readTime);
    if (first) this.divider = { key: first.key, text: 'New' };
  }

  forgetDivider() {
    this.divider = undefined;
    this.#unread = { readTime: 0, count: 0 };
  }

  #messages() {
    return [...this.#entries.values()].map((entry) => entry.msg).filter(Boolean);
  }

  #dropOldest() {
    const [oldest] = this.entries();
    this.#entries.delete(oldest.key);
    this.hasMore = true;
  }
}

function keyOf(from, idClient) {
  return `${from} ${idClient}`;
}
