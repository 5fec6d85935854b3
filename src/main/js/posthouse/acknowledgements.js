const DELAY_MILLIS = 100;
const MARKS_PER_FRAME_MAX = 100;

/** Tells the gateway what reached this device, a little later and many at once; held back while there is no login. */
export class Acknowledgements {
  #write;
  #writeChanges;
  #marks = new Map(); // session id → time
  #changes = 0; // the number of the last account change that waits for an acknowledgement
  #timer;
  #isHeld = true;

  /**
   * @param write takes marks and says whether it could write them
   * @param writeChanges the same for the number of the last account change
   */
  constructor(write, writeChanges = () => true) {
    this.#write = write;
    this.#writeChanges = writeChanges;
  }

  add(sessionId, time) {
    if (time > (this.#marks.get(sessionId) ?? 0)) this.#marks.set(sessionId, time);
    this.#flushSoon();
  }

  addChange(number) {
    this.#changes = Math.max(this.#changes, number);
    this.#flushSoon();
  }

  #flushSoon() {
    if (!this.#isHeld) this.#timer ??= setTimeout(() => this.flush(), DELAY_MILLIS);
  }

  hold() {
    this.#isHeld = true;
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }

  release() {
    this.#isHeld = false;
    this.flush();
  }

  clear() {
    this.#marks.clear();
    this.#changes = 0;
  }

  flush() {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    if (this.#isHeld) return;
    if (this.#changes > 0) {
      if (!this.#writeChanges(this.#changes)) return;
      this.#changes = 0;
    }
    const marks = [...this.#marks];
    for (let at = 0; at < marks.length; at += MARKS_PER_FRAME_MAX) {
      const some = marks.slice(at, at + MARKS_PER_FRAME_MAX);
      if (!this.#write(Object.fromEntries(some))) return; // the line is gone; the next one takes them
      for (const [id] of some) this.#marks.delete(id);
    }
  }
}
