import { arrange, avatar, h } from './dom.js';
import { wordsFor } from './fault-words.js';

/** Invitations and applications, above the conversations, with what answers them. */
export class NoticeList {
  #chat;
  #host;
  #rows = new Map();

  /** @param host `tell(text)` */
  constructor(chat, host) {
    this.#chat = chat;
    this.#host = host;
    this.element = h('ul', { class: 'notices', 'aria-label': 'Invitations and applications', 'aria-live': 'polite' });
    for (const event of ['notices', 'people']) chat.on(event, () => this.#render());
    this.#render();
  }

  #render() {
    const notices = this.#chat.notices.all();
    this.#chat.people.learn(notices.map(({ from }) => from));
    const keys = new Set(notices.map(({ key }) => key));
    for (const key of this.#rows.keys()) if (!keys.has(key)) this.#rows.delete(key);
    arrange(this.element, notices.map((notice) => this.#rowOf(notice)));
    this.element.hidden = notices.length === 0;
  }

  #rowOf(notice) {
    const text = this.#textOf(notice);
    const known = this.#rows.get(notice.key);
    if (known?.text === text) return known.row;
    const row = h('li', { class: 'notice-row' },
      avatar(notice.id, notice.team.name ?? 'Team', true),
      h('div', {}, h('p', {}, text), notice.words && h('q', {}, notice.words), h('div', { class: 'notice-actions' }, this.#buttons(notice))));
    this.#rows.set(notice.key, { text, row });
    return row;
  }

  #textOf({ kind, team, from }) {
    const who = this.#chat.nameOf(from);
    const name = team.name || 'a team';
    return {
      application: `${who} asks to join ${name}.`,
      invitation: `${who} invites you to ${name}.`,
      applicationRejected: `${who} did not let you into ${name}.`,
      invitationRejected: `${who} does not want to join ${name}.`,
    }[kind];
  }

  #buttons(notice) {
    if (!notice.yes) return [this.#button('OK', 'quiet', () => this.#chat.notices.forget(notice))];
    return [
      this.#button(notice.kind === 'application' ? 'Let in' : 'Accept', 'primary small', () => this.#answer(notice, true)),
      this.#button('Decline', 'quiet', () => this.#answer(notice, false)),
    ];
  }

  #button(text, look, run) {
    return h('button', { type: 'button', class: look, on: { click: run } }, text);
  }

  async #answer(notice, isYes) {
    try {
      const isDone = await this.#chat.notices.answer(notice, isYes);
      if (!isDone) this.#host.tell('Somebody has answered that already.');
      else if (isYes && notice.kind === 'invitation') this.#chat.open(notice.id);
    } catch (error) {
      this.#host.tell(wordsFor(error));
    }
  }
}
