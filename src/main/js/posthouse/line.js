import { Code, PosthouseError, errorOf, noLine } from './faults.js';

const OPEN = 1;

/**
 * One socket's life: frames out and in, each answer brought to its request, silence noticed. Knows nothing of logins,
 * sessions or messages. When it is over, `onClosed` is called once and every open request fails.
 */
export class Line {
  #socket;
  #listener;
  #requests = new Map();
  #lastId = 0;
  #pingTimer;
  #isClosed = false;
  #frameBytesMax = 64 * 1024;

  /**
   * @param socket an open WebSocket
   * @param listener `onEvent(event)` and `onClosed({code, reason})`
   */
  constructor(socket, listener) {
    this.#socket = socket;
    this.#listener = listener;
    socket.onmessage = (message) => this.#onFrame(message.data);
    socket.onclose = (event) => this.#end({ code: event.code, reason: event.reason });
    socket.onerror = () => {};
  }

  /** Opens a socket; fails with code 415 if that does not work in time. */
  static open(url, WebSocket, timeoutMillis, listener) {
    return new Promise((resolve, reject) => {
      const socket = new WebSocket(url);
      const fail = () => {
        clearTimeout(timer);
        silence(socket);
        socket.close();
        reject(noLine('the gateway cannot be reached'));
      };
      const timer = setTimeout(fail, timeoutMillis);
      socket.onerror = fail;
      socket.onclose = fail;
      socket.onopen = () => {
        clearTimeout(timer);
        socket.onopen = null;
        resolve(new Line(socket, listener));
      };
    });
  }

  /** @returns what the answer's `ok` holds; fails with the answer's error, 408 without an answer, 415 if the line is lost. */
  request(verb, fields, timeoutMillis) {
    return new Promise((resolve, reject) => {
      const id = ++this.#lastId;
      const frame = JSON.stringify({ id, do: verb, ...fields });
      const problem = this.#problemWith(frame);
      if (problem) {
        reject(problem);
        return;
      }
      const timer = setTimeout(() => {
        this.#requests.delete(id);
        reject(new PosthouseError(Code.TIMEOUT, 'no answer came in time'));
      }, timeoutMillis);
      this.#requests.set(id, { resolve, reject, timer });
      this.#socket.send(frame);
    });
  }

  /** Nothing answers a note. @returns whether it was written */
  note(verb, fields) {
    const frame = JSON.stringify({ do: verb, ...fields });
    if (this.#problemWith(frame)) return false;
    this.#socket.send(frame);
    return true;
  }

  limitFrames(bytesMax) {
    this.#frameBytesMax = bytesMax;
  }

  /** Pings for as long as the line lives; an answer that does not come in time ends it. */
  keepAlive(everyMillis, timeoutMillis, onAnswer) {
    const beat = async () => {
      try {
        onAnswer(await this.ping(timeoutMillis));
      } catch {
        // a refused ping is a sign of life too; one without an answer has ended the line
      }
      if (!this.#isClosed) this.#pingTimer = setTimeout(beat, everyMillis);
    };
    this.#pingTimer = setTimeout(beat, everyMillis);
  }

  /** Asks for a sign of life; without one the line is dropped. */
  ping(timeoutMillis) {
    return this.request('ping', {}, timeoutMillis).catch((error) => {
      if (!error.fault) this.drop('no answer to a ping');
      throw error;
    });
  }

  /** Ends the line at once, without waiting for the other side, which may be out of reach. */
  drop(reason, code = 1006) {
    silence(this.#socket);
    if (typeof this.#socket.terminate === 'function' && code === 1006) this.#socket.terminate();
    else this.#socket.close(code === 1006 ? 4000 : code);
    this.#end({ code, reason });
  }

  #problemWith(frame) {
    if (this.#isClosed || this.#socket.readyState !== OPEN) return noLine();
    if (frame.length * 3 <= this.#frameBytesMax) return undefined;
    const bytes = new TextEncoder().encode(frame).length;
    return bytes > this.#frameBytesMax ? new PosthouseError(Code.TOO_LONG, 'the frame is past the limit') : undefined;
  }

  #onFrame(data) {
    let frame;
    try {
      frame = JSON.parse(data);
    } catch {
      this.drop('the gateway sent what is no frame', 4500);
      return;
    }
    if (frame.on !== undefined) this.#listener.onEvent(frame);
    else this.#onAnswer(frame);
  }

  #onAnswer(answer) {
    const request = this.#requests.get(answer.id);
    if (!request) return; // it came after its timeout
    this.#requests.delete(answer.id);
    clearTimeout(request.timer);
    if (answer.error) request.reject(errorOf(answer.error));
    else request.resolve(answer.ok ?? {});
  }

  #end(why) {
    if (this.#isClosed) return;
    this.#isClosed = true;
    clearTimeout(this.#pingTimer);
    for (const request of this.#requests.values()) {
      clearTimeout(request.timer);
      request.reject(Object.assign(noLine('the connection was lost'), { closeCode: why.code }));
    }
    this.#requests.clear();
    this.#listener.onClosed(why);
  }
}

function silence(socket) {
  socket.onopen = null;
  socket.onmessage = null;
  socket.onclose = null;
  socket.onerror = ignore;
}

function ignore() {}
