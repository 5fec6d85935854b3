import { h } from './dom.js';

/** Says how the line is when it is not well: one quiet strip, and nothing at all while it works. */
export class LineView {
  #chat;
  #text = h('span');
  #again = h('button', { type: 'button', class: 'quiet', on: { click: () => this.#chat.connect().catch(() => {}) } }, 'Try now');
  #timer;

  constructor(chat) {
    this.#chat = chat;
    this.element = h('div', { class: 'line', role: 'status', data: { state: 'connecting' } }, this.#text, this.#again);
    chat.on('line', () => this.#render());
    this.#render();
  }

  #render() {
    clearTimeout(this.#timer);
    const { state, until } = this.#chat.line;
    const seconds = Math.max(0, Math.ceil((until - Date.now()) / 1000));
    this.element.dataset.state = state;
    this.element.hidden = state === 'online';
    this.#again.hidden = state === 'connecting' || (state === 'waiting' && seconds === 0);
    const texts = {
      connecting: 'Connecting…',
      waiting: seconds > 0 ? `No connection. Trying again in ${seconds} s.` : 'No connection. Trying again…',
      offline: 'No connection.',
      online: 'Connected',
    };
    if (this.#text.textContent !== texts[state]) this.#text.textContent = texts[state];
    if (state === 'waiting' && seconds > 0) this.#timer = setTimeout(() => this.#render(), 250);
  }
}
