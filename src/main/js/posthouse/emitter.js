/** Tells handlers of events by name. A handler that throws is reported and does not keep the others from hearing. */
export class Emitter {
  #handlers = new Map();

  on(name, handler) {
    if (typeof handler !== 'function') throw new TypeError('a handler must be a function');
    const handlers = this.#handlers.get(name) ?? [];
    this.#handlers.set(name, [...handlers, { handler, isOnce: false }]);
    return this;
  }

  once(name, handler) {
    this.on(name, handler);
    this.#handlers.get(name).at(-1).isOnce = true;
    return this;
  }

  /** Without a handler all of that event's go. */
  off(name, handler) {
    const left = handler ? (this.#handlers.get(name) ?? []).filter((entry) => entry.handler !== handler) : [];
    if (left.length > 0) this.#handlers.set(name, left);
    else this.#handlers.delete(name);
    return this;
  }

  /** Without a name all handlers go. */
  removeAllListeners(name) {
    if (name === undefined) this.#handlers.clear();
    else this.#handlers.delete(name);
    return this;
  }

  emit(name, ...args) {
    const handlers = this.#handlers.get(name) ?? [];
    for (const entry of handlers) {
      if (entry.isOnce) this.#forget(name, entry);
      try {
        entry.handler(...args);
      } catch (error) {
        report(error);
      }
    }
    return handlers.length > 0;
  }

  #forget(name, entry) {
    const left = (this.#handlers.get(name) ?? []).filter((other) => other !== entry);
    if (left.length > 0) this.#handlers.set(name, left);
    else this.#handlers.delete(name);
  }
}

function report(error) {
  if (typeof globalThis.reportError === 'function') globalThis.reportError(error);
  else console.error('a handler of a Posthouse event failed', error);
}
