import { avatar, h } from './dom.js';

const CHOICES_MAX = 6;

/**
 * Offers members while `@` and letters are written in a field. Up and Down choose, Enter and Tab take, Escape closes; the
 * focus stays in the field.
 */
export class MentionPicker {
  #field;
  #choicesFor;
  #onPick;
  #choices = [];
  #at = 0;

  /**
   * @param choicesFor takes the letters, gives `{account, name, isAll}`
   * @param onPick takes the choice and what it is to be written as
   */
  constructor(field, choicesFor, onPick) {
    this.#field = field;
    this.#choicesFor = choicesFor;
    this.#onPick = onPick;
    this.element = h('ul', { class: 'mentions', id: 'mentions', role: 'listbox', 'aria-label': 'Mention', hidden: true });
    field.setAttribute('aria-controls', 'mentions');
    field.setAttribute('aria-autocomplete', 'list');
    field.addEventListener('input', () => this.#look());
    field.addEventListener('click', () => this.#look());
    field.addEventListener('blur', () => this.close());
  }

  close() {
    this.#show([]);
  }

  /** @returns whether the key was for the picker */
  takeKey(event) {
    if (this.#choices.length === 0 || event.isComposing) return false;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) this.#move(step);
    else if (event.key === 'Enter' || event.key === 'Tab') this.#pick(this.#choices[this.#at]);
    else if (event.key === 'Escape') this.close();
    else return false;
    event.preventDefault();
    event.stopPropagation();
    return true;
  }

  #look() {
    const letters = this.#letters();
    this.#at = 0;
    this.#show(letters === undefined ? [] : this.#choicesFor(letters.toLowerCase()).slice(0, CHOICES_MAX));
  }

  /** What is written between an `@` and the cursor. */
  #letters() {
    const before = this.#field.value.slice(0, this.#field.selectionEnd);
    return before.match(/(?:^|[\s(])@([^\s@]{0,32})$/u)?.[1];
  }

  #show(choices) {
    this.#choices = choices;
    this.element.hidden = choices.length === 0;
    this.element.replaceChildren(...choices.map((choice, at) => this.#option(choice, at)));
    this.#mark();
  }

  #option(choice, at) {
    const { account, name, isAll } = choice;
    const onPress = (event) => {
      event.preventDefault(); // the field keeps the focus
      this.#pick(choice);
    };
    return h('li', { id: `mention-${at}`, class: 'mention-choice', role: 'option', on: { pointerdown: onPress, pointermove: () => this.#move(at - this.#at) } },
      isAll ? h('span', { class: 'avatar', 'aria-hidden': 'true' }, '@') : avatar(account, name), h('span', {}, name),
      account && account !== name && h('small', {}, account));
  }

  #move(step) {
    this.#at = (this.#at + step + this.#choices.length) % this.#choices.length;
    this.#mark();
  }

  #mark() {
    [...this.element.children].forEach((option, at) => option.setAttribute('aria-selected', String(at === this.#at)));
    if (this.#choices.length > 0) this.#field.setAttribute('aria-activedescendant', `mention-${this.#at}`);
    else this.#field.removeAttribute('aria-activedescendant');
  }

  #pick(choice) {
    const field = this.#field;
    const text = `@${choice.name}`;
    const end = field.selectionEnd;
    const start = end - this.#letters().length - 1;
    field.setRangeText(`${text} `, start, end, 'end');
    this.close();
    this.#onPick(choice, text);
  }
}
