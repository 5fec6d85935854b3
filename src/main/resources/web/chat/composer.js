import { Attachments } from './attachments.js';
import { h, icon, iconButton } from './dom.js';
import { MentionPicker } from './mention-picker.js';
import { pushInfoFor } from './mentions.js';
import { isTeam } from './session-id.js';

/** The box to write in. Keeps what is written and not sent for each conversation; in a team, `@` offers its members. */
export class Composer {
  #chat;
  #actions;
  #id;
  #drafts = new Map(); // session id → {text, picked}
  #picked = []; // {account, isAll, text} in what is written now
  #input = h('textarea', { rows: 1, name: 'message', placeholder: 'Write a message', 'aria-label': 'Message', autocomplete: 'off', enterKeyHint: 'send' });
  #picker;
  #form;
  #attachments = new Attachments(() => this.#grow());
  #file = h('input', { type: 'file', multiple: true, hidden: true, 'aria-label': 'Files' });
  #closed = h('p', { class: 'composer-closed', role: 'status' });

  /** @param actions `onSend(text, pushInfo)`, `onSendFiles(attachments)`, `onUp()` and `onEscape()` for keys in the empty box */
  constructor(chat, actions) {
    this.#chat = chat;
    this.#actions = actions;
    this.#picker = new MentionPicker(this.#input, (letters) => this.#choicesFor(letters), (choice, text) => this.#onPick(choice, text));
    this.#form = h('form', { class: 'composer', on: { submit: (event) => this.#onSubmit(event) } },
      iconButton('clip', 'Add files', () => this.#file.click()), this.#file, this.#input, h('button', { class: 'send', 'aria-label': 'Send', title: 'Send' }, icon('send')), this.#picker.element);
    this.#input.addEventListener('keydown', (event) => this.#onKey(event));
    this.#input.addEventListener('input', () => this.#grow());
    this.#file.addEventListener('change', () => this.#onPicked());
    this.#input.addEventListener('paste', (event) => this.#onFiles(event, event.clipboardData));
    this.element = h('div', { class: 'composer-place' }, this.#attachments.element, this.#form, this.#closed);
  }

  /** @param id of the conversation that is written to from now on; undefined for none */
  show(id) {
    if (this.#id) this.#drafts.set(this.#id, { text: this.#input.value, picked: this.#picked });
    this.#id = id;
    const { text, picked } = this.#drafts.get(id) ?? { text: '', picked: [] };
    this.#input.value = text;
    this.#picked = picked;
    this.#picker.close();
    this.#attachments.show(id);
    this.render();
  }

  /** Files that were let go over the conversation. */
  drop(event) {
    if (!this.#form.hidden) this.#onFiles(event, event.dataTransfer);
  }

  /** Says why one cannot write, if one cannot. */
  render() {
    const reason = this.#id && isTeam(this.#id) ? this.#reasonNotToWrite() : '';
    this.#form.hidden = reason !== '';
    this.#closed.hidden = reason === '';
    if (this.#closed.textContent !== reason) this.#closed.textContent = reason;
  }

  /** For somebody who has just opened the conversation. */
  focus() {
    this.#grow();
    if (!this.#form.hidden) this.#input.focus();
  }

  #reasonNotToWrite() {
    const { teams } = this.#chat;
    const team = teams.teamOf(this.#id);
    const me = teams.me(this.#id);
    if (team?.valid === false) return 'This team was dismissed.';
    if (me === null) return 'You are not in this team any more.';
    if (me?.mute) return 'You are muted in this team.';
    if (team?.muteType === 'all') return 'Everybody is muted in this team.';
    if (team?.muteType === 'normal' && me && !teams.isManager(this.#id)) return 'Only the owner and the managers write in this team.';
    return '';
  }

  #choicesFor(letters) {
    if (!this.#id || !isTeam(this.#id)) return [];
    const { teams, account: me } = this.#chat;
    const members = teams.membersOf(this.#id)
      .filter(({ account }) => account !== me)
      .map(({ account }) => ({ account, name: this.#chat.nameOf(account, this.#id) }));
    const everyone = teams.isManager(this.#id) ? [{ account: '', name: 'everyone', isAll: true }] : [];
    const fits = (text) => text.toLowerCase().split(/\s+/).some((word) => word.startsWith(letters));
    return [...members, ...everyone].filter(({ account, name }) => fits(name) || (account && fits(account)));
  }

  #onPick({ account, isAll }, text) {
    this.#picked.push({ account, isAll, text });
    this.#grow();
  }

  /** Those who are picked and still in the text. */
  #mentioned(text) {
    const left = this.#picked.filter((pick) => text.includes(pick.text));
    return { isAll: left.some(({ isAll }) => isAll), accounts: [...new Set(left.filter(({ isAll }) => !isAll).map(({ account }) => account))] };
  }

  #onSubmit(event) {
    event.preventDefault();
    const text = this.#input.value.trim();
    if (this.#attachments.isReady) this.#actions.onSendFiles(this.#attachments);
    if (text === '') return;
    const pushInfo = pushInfoFor(this.#mentioned(text));
    this.#input.value = '';
    this.#picked = [];
    this.#picker.close();
    this.#grow();
    this.#actions.onSend(text, pushInfo);
    this.#input.focus();
  }

  #onPicked() {
    this.#attachments.add(this.#file.files);
    this.#file.value = '';
    this.#input.focus();
  }

  /** Text that comes along, such as a picture's address, is left out. */
  #onFiles(event, { files }) {
    if (files.length === 0) return;
    event.preventDefault();
    this.#attachments.add(files);
    this.#input.focus();
  }

  #onKey(event) {
    if (this.#picker.takeKey(event)) return;
    if (event.key === 'Enter' && !event.shiftKey && !event.isComposing) {
      event.preventDefault();
      this.#form.requestSubmit();
    } else if (event.key === 'ArrowUp' && this.#input.value === '') {
      event.preventDefault();
      this.#actions.onUp();
    } else if (event.key === 'Escape') {
      this.#actions.onEscape();
    }
  }

  #grow() {
    this.#input.style.height = 'auto';
    this.#input.style.height = `${Math.min(this.#input.scrollHeight, 160)}px`;
    this.#form.classList.toggle('ready', this.#input.value.trim() !== '' || this.#attachments.isReady);
  }
}
