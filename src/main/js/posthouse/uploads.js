import { Code, PosthouseError, errorOf, invalid } from './faults.js';

const TRIES = 8;
const PAUSE_MILLIS = 250;
const PAUSE_MAX_MILLIS = 8_000;

/** Brings files to the gateway: in chunks, one after the other, going on where it was after a line that dropped. */
export class Uploads {
  #gateway;

  constructor(gateway) {
    this.#gateway = gateway;
  }

  /**
   * @param kind image, audio, video or file
   * @param options `file`, or `fileInput`: an input element or its id; `onUploadStart(task)`, `onUploadProgress(progress)` and
   *     `onUploadDone(file)`
   * @returns what belongs into the message's attach
   */
  async upload(kind, options) {
    const file = fileOf(options);
    const type = file.type ?? '';
    if (kind !== 'file' && type !== '' && !type.startsWith(`${kind}/`)) throw invalid(`the file is of type ${type}, not ${kind}`);
    const task = new Task();
    options.onUploadStart?.(task);
    task.check();
    const name = nameOf(file);
    const grant = await this.#gateway.request('upload', { size: file.size, name, type: mediaTypeOf(type) });
    const base = this.#base();
    const job = new Job(new URL(grant.path.slice(1), base), grant, file, task);
    const done = await job.run((loaded) => options.onUploadProgress?.(progressOf(loaded, file.size)));
    const attach = { ...done, url: new URL(done.url, base).href, ext: done.ext.toLowerCase() };
    options.onUploadDone?.({ size: attach.size, name: attach.name, url: attach.url, ext: attach.ext });
    return attach;
  }

  /** The uploads lie beside the socket. */
  #base() {
    const base = new URL(this.#gateway.url);
    base.protocol = base.protocol === 'wss:' ? 'https:' : 'http:';
    return base;
  }
}

/** One upload as the app sees it. */
class Task {
  #aborter = new AbortController();

  /** Gives the upload up; the send fails with code 499, and nothing of the file stays at the gateway. */
  abort() {
    this.#aborter.abort();
  }

  get signal() {
    return this.#aborter.signal;
  }

  check() {
    if (this.signal.aborted) throw new PosthouseError(Code.ABORTED, 'the upload was given up');
  }
}

/** One upload under way. */
class Job {
  #address;
  #grant;
  #file;
  #task;

  constructor(address, grant, file, task) {
    this.#address = address;
    this.#grant = grant;
    this.#file = file;
    this.#task = task;
  }

  async run(onLoaded) {
    let offset = 0;
    let failures = 0;
    for (;;) {
      try {
        const answer = await this.#chunk(offset, onLoaded);
        if (answer.file) return answer.file;
        offset = answer.offset;
        failures = 0;
      } catch (error) {
        if (this.#task.signal.aborted) {
          await this.#giveUp();
          this.#task.check();
        }
        failures += 1;
        if (!error.isRetryable || failures === TRIES) throw error;
        await this.#pause(failures);
        offset = await this.#offset(offset);
      }
    }
  }

  #chunk(offset, onLoaded) {
    const end = Math.min(offset + this.#grant.chunkBytesMax, this.#file.size);
    const headers = { ...this.#headers(), 'upload-offset': String(offset) };
    if (end === this.#file.size) headers['upload-complete'] = '?1';
    const request = { method: 'PATCH', headers, body: this.#file.slice(offset, end), signal: this.#task.signal };
    return ask(this.#address, request, (loaded) => onLoaded(offset + loaded));
  }

  /** How far the gateway is; if it cannot be asked now, the next chunk shows. */
  async #offset(otherwise) {
    try {
      return (await ask(this.#address, { method: 'GET', headers: this.#headers(), signal: this.#task.signal })).offset;
    } catch (error) {
      if (!error.isRetryable && !this.#task.signal.aborted) throw error;
      return otherwise;
    }
  }

  async #giveUp() {
    try {
      await ask(this.#address, { method: 'DELETE', headers: this.#headers() });
    } catch {
      // the gateway lets go of it by itself when its time is over
    }
  }

  #headers() {
    return { authorization: `Bearer ${this.#grant.token}` };
  }

  #pause(failures) {
    const longest = Math.min(PAUSE_MILLIS * 2 ** failures, PAUSE_MAX_MILLIS);
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, longest * (0.5 + Math.random() / 2));
      this.#task.signal.addEventListener('abort', () => {
        clearTimeout(timer);
        resolve();
      });
    });
  }
}

/** @returns what the answer holds; a browser tells how much of the body has left, elsewhere all of it has at the end. */
async function ask(address, request, onLoaded = () => {}) {
  const isWatched = typeof globalThis.XMLHttpRequest === 'function' && request.body !== undefined;
  const { status, text } = await (isWatched ? askWatched(address, request, onLoaded) : askPlain(address, request));
  let answer = {};
  try {
    answer = text === '' ? {} : JSON.parse(text);
  } catch {
    // what stands in front of the gateway answered, not the gateway
  }
  if (status >= 200 && status < 300) {
    onLoaded(request.body?.size ?? 0);
    return answer;
  }
  if (answer.error) throw retryable(errorOf(answer.error));
  throw new PosthouseError(status >= 500 ? Code.NO_LINE : Code.INTERNAL, `the upload was answered with ${status}`);
}

/** A chunk at the wrong place is sent again from the right one. */
function retryable(error) {
  if (error.fault.name === 'stale') error.fault.retry = 'later';
  return error;
}

async function askPlain(address, request) {
  try {
    const response = await fetch(address, request);
    return { status: response.status, text: await response.text() };
  } catch {
    throw new PosthouseError(Code.NO_LINE, 'the gateway cannot be reached');
  }
}

function askWatched(address, { method, headers, body, signal }, onLoaded) {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open(method, address);
    for (const [name, value] of Object.entries(headers)) request.setRequestHeader(name, value);
    request.upload.onprogress = (event) => onLoaded(event.loaded);
    request.onload = () => resolve({ status: request.status, text: request.responseText });
    request.onerror = () => reject(new PosthouseError(Code.NO_LINE, 'the gateway cannot be reached'));
    request.onabort = () => reject(new PosthouseError(Code.ABORTED, 'the upload was given up'));
    signal.addEventListener('abort', () => request.abort());
    request.send(body);
  });
}

function fileOf({ file, fileInput }) {
  const input = typeof fileInput === 'string' ? globalThis.document?.getElementById(fileInput) : fileInput;
  const found = file ?? input?.files?.[0];
  if (typeof found?.slice !== 'function' || typeof found.size !== 'number') throw invalid('file must be a File or a Blob');
  return found;
}

/** A file picked with its folder is called by its own name. */
function nameOf(file) {
  const name = (file.name ?? '').split(/[/\\]/).pop().replaceAll(/\p{Cc}/gu, '');
  return Array.from(name).slice(-200).join('');
}

/** Without the parameters that some files have behind their type. */
function mediaTypeOf(type) {
  const plain = type.split(';')[0].trim().toLowerCase();
  return /^[a-z]{1,20}\/[a-z0-9!#$&^_.+-]{1,100}$/.test(plain) ? plain : '';
}

function progressOf(loaded, total) {
  const percentage = total === 0 ? 1 : loaded / total;
  return { loaded, total, percentage, percentageText: `${(percentage * 100).toFixed(2)}%` };
}
