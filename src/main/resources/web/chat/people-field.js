import { avatar, h, icon } from './dom.js';
import { isTeam, partsOf } from './session-id.js';

const SUGGESTIONS_MAX = 6;

/** A field to choose several people in: by writing accounts, or by tapping those one talks to already. */
export class PeopleField {
  #chat;
  #chosen = new Set();
  #left;
  #chips = h('ul', { class: 'chips', 'aria-label': 'Chosen people' });
  #suggestions = h('ul', { class: 'chips', 'aria-label': 'People you know' });
  #input = h('input', { type: 'text', name: 'people', maxLength: 400, autocomplete: 'off', autocapitalize: 'none', spellcheck: false, placeholder: 'for example bob' });

  /** @param left accounts that are not to be offered */
  constructor(chat, left = []) {
    this.#chat = chat;
    this.#left = new Set([chat.account, ...left]);
    this.#input.addEventListener('keydown', (event) => this.#onKey(event));
    this.#input.addEventListener('input', () => this.#onInput());
    this.element = h('div', { class: 'people-field' },
      h('label', { class: 'field' }, h('span', {}, 'People'), this.#input), this.#chips, this.#suggestions);
    this.#render();
  }

  focus() {
    this.#input.focus();
  }

  /** The chosen accounts, with what is in the field; undefined, and a word at the field, if that cannot be an account. */
  accounts() {
    return this.#takeInput() ? [...this.#chosen] : undefined;
  }

  #onKey(event) {
    if (event.key === 'Enter' && this.#input.value.trim() !== '') {
      event.preventDefault();
      this.#takeInput();
    } else if (event.key === 'Backspace' && this.#input.value === '') {
      this.#choose([...this.#chosen].at(-1), false);
    }
  }

  #onInput() {
    this.#input.setCustomValidity('');
    if (/[,;\s]$/.test(this.#input.value)) this.#takeInput();
  }

  #takeInput() {
    const accounts = this.#input.value.toLowerCase().split(/[,;\s]+/).filter(Boolean);
    const isValid = accounts.every((account) => /^[a-z0-9_@.-]{1,32}$/.test(account));
    this.#input.setCustomValidity(isValid ? '' : 'Letters, digits and _ @ . - only');
    if (!this.#input.reportValidity()) return false;
    for (const account of accounts) this.#chosen.add(account);
    this.#input.value = '';
    this.#render();
    return true;
  }

  #choose(account, isChosen) {
    if (isChosen) this.#chosen.add(account);
    else this.#chosen.delete(account);
    this.#render();
    this.#input.focus();
  }

  #render() {
    const chat = this.#chat;
    const known = chat.sessions().filter(({ id }) => !isTeam(id)).map(({ id }) => partsOf(id).to);
    const offered = known.filter((account) => !this.#left.has(account) && !this.#chosen.has(account)).slice(0, SUGGESTIONS_MAX);
    this.#chips.replaceChildren(...[...this.#chosen].map((account) => h('li', {}, this.#chip(account, false))));
    this.#suggestions.replaceChildren(...offered.map((account) => h('li', {}, this.#chip(account, true))));
  }

  #chip(account, isOffered) {
    const name = this.#chat.nameOf(account);
    return h('button', {
      type: 'button', class: isOffered ? 'chip offered' : 'chip', 'aria-label': `${isOffered ? 'Choose' : 'Leave out'} ${name}`,
      on: { click: () => this.#choose(account, isOffered) },
    }, avatar(account, name), h('span', {}, name), icon(isOffered ? 'plus' : 'close'));
  }
}
