const KNOWN_MAX = 200;

/** Tells what the server says to all accounts, each once, and that it is here. */
export class Broadcasts {
  #acknowledge;
  #emit;
  #known = new Set();

  /** @param acknowledge takes the ids of what is here */
  constructor(acknowledge, emit) {
    this.#acknowledge = acknowledge;
    this.#emit = emit;
  }

  onMsgs(wires) {
    const fresh = wires.filter(({ id }) => !this.#known.has(id));
    for (const { id } of fresh) this.#remember(id);
    if (fresh.length > 0) this.#emit('broadcastMsgs', fresh.map(({ from, ...msg }) => (from === undefined ? msg : { ...msg, fromAccid: from })));
    this.#acknowledge(wires.map(({ id }) => id));
  }

  forget() {
    this.#known.clear();
  }

  #remember(id) {
    this.#known.add(id);
    if (this.#known.size > KNOWN_MAX) this.#known.delete(this.#known.values().next().value);
  }
}
