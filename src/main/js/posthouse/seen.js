const RANGES_PER_SESSION_MAX = 256;
const SESSIONS_MAX = 5_000;

/**
 * Remembers which entries of each conversation this client has been given, so that what comes a second time (after a
 * dropped line, from a healing gateway) is told to the app once. Kept as ranges of seq, so that thousands in a row cost
 * one; beyond the limit the two lowest ranges become one.
 */
export class Seen {
  #sessions = new Map(); // id → ascending [[first, last], …]

  /** @returns whether that entry is new; it is not afterwards */
  add(id, seq) {
    const ranges = this.#open(id);
    let at = ranges.length;
    while (at > 0 && ranges[at - 1][0] > seq) at -= 1;
    const below = ranges[at - 1];
    const above = ranges[at];
    if (below && seq <= below[1]) return false;
    if (below && seq === below[1] + 1) below[1] = seq;
    else if (above && seq === above[0] - 1) above[0] = seq;
    else ranges.splice(at, 0, [seq, seq]);
    if (below && above && below[1] + 1 === above[0]) join(ranges, at - 1);
    if (ranges.length > RANGES_PER_SESSION_MAX) join(ranges, 0);
    return true;
  }

  clear() {
    this.#sessions.clear();
  }

  #open(id) {
    const ranges = this.#sessions.get(id) ?? [];
    this.#sessions.delete(id);
    this.#sessions.set(id, ranges);
    if (this.#sessions.size > SESSIONS_MAX) this.#sessions.delete(this.#sessions.keys().next().value);
    return ranges;
  }
}

function join(ranges, at) {
  ranges[at][1] = ranges[at + 1][1];
  ranges.splice(at + 1, 1);
}
