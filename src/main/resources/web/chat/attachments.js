import { h, icon, iconButton } from './dom.js';
import { sizeOf } from './text.js';

/** What browsers show as pictures; anything else that calls itself one is sent as a file. */
const PICTURES = new Set(['image/png', 'image/jpeg', 'image/gif', 'image/webp', 'image/avif', 'image/bmp']);
const AT_ONCE_MAX = 20;
const GIVEN_UP = 499;

/** Which kind of message a file becomes. */
export function kindOf({ type }) {
  if (PICTURES.has(type)) return 'image';
  if (type.startsWith('audio/')) return 'audio';
  return type.startsWith('video/') ? 'video' : 'file';
}

/** The files that wait above the box to write in, of each conversation: shown before they are sent, and while they are. */
export class Attachments {
  #onChange;
  #id;
  #items = new Map(); // session id → [Item]
  element = h('ul', { class: 'attachments', hidden: true, 'aria-label': 'Files to send' });

  constructor(onChange) {
    this.#onChange = onChange;
  }

  show(id) {
    this.#id = id;
    this.#render();
  }

  /** Whether something waits to be sent. */
  get isReady() {
    return this.#ofOpen().some((item) => !item.isSending);
  }

  add(files) {
    if (!this.#id) return;
    const items = this.#ofOpen();
    for (const file of [...files].slice(0, AT_ONCE_MAX - items.length)) items.push(this.#item(this.#id, file));
    this.#items.set(this.#id, items);
    this.#render();
  }

  /**
   * Sends what waits, one after the other, in the order it was added.
   *
   * @param send takes a kind, a file and the handlers of its upload
   * @returns fails with the first failure; what failed waits again
   */
  async send(send) {
    for (const item of this.#ofOpen().filter((one) => !one.isSending)) item.isSending = true;
    const all = this.#ofOpen().filter((one) => one.isSending && !one.isStarted);
    for (const item of all) item.isStarted = true;
    this.#render();
    let failure;
    for (const item of all) {
      if (item.isGone) continue;
      try {
        await send(kindOf(item.file), item.file, item.handlers());
        this.#remove(item);
      } catch (error) {
        if (error.code === GIVEN_UP) this.#remove(item);
        else item.wait();
        failure ??= error.code === GIVEN_UP ? undefined : error;
      }
    }
    this.#render();
    if (failure) throw failure;
  }

  #ofOpen() {
    return this.#items.get(this.#id) ?? [];
  }

  #item(id, file) {
    const item = new Item(id, file, () => (item.task ? item.task.abort() : this.#remove(item)));
    return item;
  }

  #remove(item) {
    item.end();
    this.#items.set(item.id, (this.#items.get(item.id) ?? []).filter((other) => other !== item));
    this.#render();
  }

  #render() {
    const items = this.#ofOpen();
    this.element.replaceChildren(...items.map((item) => item.element));
    this.element.hidden = items.length === 0;
    this.#onChange();
  }
}

/** One file that waits or is on its way. */
class Item {
  isSending = false;
  isStarted = false;
  isGone = false;
  task;
  #preview;
  #progress = h('progress', { max: 1, value: 0, hidden: true, 'aria-label': 'How much is uploaded' });

  constructor(id, file, onCancel) {
    this.id = id;
    this.file = file;
    this.#preview = kindOf(file) === 'image' ? URL.createObjectURL(file) : undefined;
    const picture = this.#preview ? h('img', { src: this.#preview, alt: '' }) : icon('file');
    const words = h('span', { class: 'attachment-words' }, h('span', { class: 'attachment-name' }, file.name || 'Picture'), h('small', {}, sizeOf(file.size)), this.#progress);
    this.element = h('li', { class: 'attachment' }, picture, words, iconButton('close', `Do not send ${file.name || 'the picture'}`, onCancel));
  }

  handlers() {
    return {
      onUploadStart: (task) => {
        this.task = task;
        this.#progress.hidden = false;
      },
      onUploadProgress: ({ percentage }) => { this.#progress.value = percentage; },
      onUploadDone: () => { this.task = undefined; },
    };
  }

  /** After a failure. */
  wait() {
    this.isSending = false;
    this.isStarted = false;
    this.task = undefined;
    this.#progress.hidden = true;
  }

  end() {
    this.isGone = true;
    if (this.#preview) URL.revokeObjectURL(this.#preview);
  }
}
