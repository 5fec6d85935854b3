import { confirmStep, pickAccount } from './dialogs.js';
import { avatar, h, icon, iconButton } from './dom.js';
import { openMenu } from './menu.js';
import { summaryOf } from './text.js';
import { Thread } from './thread.js';

/** The open conversation: who it is with, the messages, and the box to write in. */
export class ConversationView {
  #chat;
  #host;
  #account;
  #drafts = new Map();
  #header = h('header', { class: 'conversation-header' });
  #notice = h('div', { class: 'notice', role: 'status' });
  #thread;
  #input = h('textarea', { rows: 1, name: 'message', placeholder: 'Write a message', 'aria-label': 'Message', autocomplete: 'off', enterKeyHint: 'send' });
  #form;

  /** @param host `tell(text)` */
  constructor(chat, host) {
    this.#chat = chat;
    this.#host = host;
    this.#thread = new Thread(chat, {
      onMenu: (msg, anchor) => this.#openMessageMenu(msg, anchor),
      onResend: (msg) => this.#tellFailure(chat.resend(msg)),
    });
    this.#form = h('form', { class: 'composer', on: { submit: (event) => this.#onSubmit(event) } },
      this.#input, h('button', { class: 'send', 'aria-label': 'Send', title: 'Send' }, icon('send')));
    this.#input.addEventListener('keydown', (event) => this.#onKey(event));
    this.#input.addEventListener('input', () => this.#grow());
    this.element = h('main', { class: 'conversation' });
    this.#empty = h('div', { class: 'placeholder' }, icon('chat'), h('p', {}, 'Pick a conversation, or start a new one.'));
    chat.on('conversation', (account) => this.#onConversation(account));
    chat.on('people', () => this.#renderFrame());
    chat.on('line', () => this.#onLine());
    for (const event of ['focus', 'visibilitychange']) addEventListener(event, () => this.#look(), true);
    this.#switch(undefined);
  }

  #empty;

  #onConversation(account) {
    if (this.#chat.opened !== this.#account) this.#switch(this.#chat.opened);
    else if (account === this.#account && account) this.#thread.show(account);
    this.#look();
  }

  #switch(account) {
    if (this.#account) this.#drafts.set(this.#account, this.#input.value);
    this.#account = account;
    if (!account) {
      this.element.replaceChildren(this.#empty);
      return;
    }
    this.#input.value = this.#drafts.get(account) ?? '';
    this.element.replaceChildren(this.#header, this.#notice, this.#thread.element, this.#form);
    this.#renderFrame();
    this.#thread.show(account);
    this.#grow();
    this.#input.focus();
  }

  #renderFrame() {
    const account = this.#account;
    if (!account) return;
    const chat = this.#chat;
    const name = chat.nameOf(account);
    const marks = [name !== account && account, chat.isMuted(account) && 'muted', chat.isBlocked(account) && 'blocked'].filter(Boolean);
    const more = iconButton('more', 'What to do with this conversation', () => this.#openConversationMenu(more), { 'aria-haspopup': 'menu' });
    this.#header.replaceChildren(
      iconButton('back', 'Back to the conversations', () => chat.close(), { class: 'icon-button back' }),
      avatar(account, name),
      h('div', { class: 'who' }, h('h1', {}, name), marks.length > 0 && h('p', {}, marks.join(' · '))),
      more);
    const unblock = () => this.#tellFailure(chat.setBlocked(account, false));
    this.#notice.hidden = !chat.isBlocked(account);
    this.#notice.replaceChildren(
      h('span', {}, `You have blocked ${name}. Nothing they write reaches you.`),
      h('button', { type: 'button', class: 'quiet', on: { click: unblock } }, 'Unblock'));
    this.#thread.show(account);
  }

  #onLine() {
    if (this.#chat.line.state === 'online') this.#look();
  }

  /** Somebody looks at the open conversation: what arrived is read. */
  #look() {
    const isSeen = document.visibilityState === 'visible' && document.hasFocus();
    if (this.#account && isSeen) this.#chat.markRead(this.#account);
  }

  #onSubmit(event) {
    event.preventDefault();
    const text = this.#input.value.trim();
    if (text === '') return;
    this.#input.value = '';
    this.#grow();
    this.#thread.scrollToEnd();
    this.#tellFailure(this.#chat.send(this.#account, text));
    this.#input.focus();
  }

  #onKey(event) {
    if (event.key === 'Enter' && !event.shiftKey && !event.isComposing) {
      event.preventDefault();
      this.#form.requestSubmit();
    } else if (event.key === 'ArrowUp' && this.#input.value === '') {
      event.preventDefault();
      this.#thread.focusLast();
    } else if (event.key === 'Escape') {
      this.#chat.close();
    }
  }

  #grow() {
    this.#input.style.height = 'auto';
    this.#input.style.height = `${Math.min(this.#input.scrollHeight, 160)}px`;
    this.#form.classList.toggle('ready', this.#input.value.trim() !== '');
  }

  #openMessageMenu(msg, anchor) {
    const chat = this.#chat;
    const isSent = msg.idServer !== undefined;
    const isMine = msg.from === chat.account;
    const canRecall = isMine && isSent && msg.status !== 'refused';
    openMenu(anchor, [
      msg.status === 'sendFailed' && { text: 'Send again', run: () => this.#tellFailure(chat.resend(msg)) },
      isSent && { text: 'Forward', run: () => this.#forward(msg) },
      msg.type === 'text' && { text: 'Copy', run: () => navigator.clipboard?.writeText(msg.body) },
      canRecall && { text: 'Take back', run: () => this.#tellFailure(chat.recall(msg)) },
      { text: isSent ? 'Delete for me' : 'Discard', isDangerous: true, run: () => this.#tellFailure(chat.remove(msg)) },
    ].filter(Boolean));
  }

  #openConversationMenu(anchor) {
    const chat = this.#chat;
    const account = this.#account;
    const isMuted = chat.isMuted(account);
    const isBlocked = chat.isBlocked(account);
    openMenu(anchor, [
      { text: isMuted ? 'Unmute' : 'Mute', run: () => this.#tellFailure(chat.setMuted(account, !isMuted)) },
      { text: isBlocked ? 'Unblock' : 'Block', run: () => this.#tellFailure(chat.setBlocked(account, !isBlocked)), isDangerous: !isBlocked },
      { text: 'Clear history', isDangerous: true, run: () => this.#confirmClear(account) },
    ]);
  }

  #confirmClear(account) {
    confirmStep({
      title: 'Clear history?',
      text: `All messages with ${this.#chat.nameOf(account)} disappear from your devices. They keep theirs.`,
      action: 'Clear',
      onConfirm: () => this.#tellFailure(this.#chat.clear(account)),
    });
  }

  #forward(msg) {
    const title = `Forward “${summaryOf(msg).slice(0, 40)}”`;
    const onPick = (account) => {
      this.#tellFailure(this.#chat.forward(msg, account));
      this.#host.tell(`Forwarded to ${this.#chat.nameOf(account)}.`);
    };
    pickAccount(this.#chat, { title, action: 'Forward', onPick });
  }

  async #tellFailure(promise) {
    try {
      await promise;
    } catch (error) {
      this.#host.tell(wordsFor(error));
    }
  }
}

function wordsFor(error) {
  if (error.code === 508) return 'It is too late to take this message back.';
  if (error.code === 509) return 'This message cannot be taken back.';
  if (error.code === 405) return 'This is too long to be sent.';
  if (error.code === 415 || error.code === 408) return 'There is no connection right now. Try again in a moment.';
  return `That did not work: ${error.message}.`;
}
