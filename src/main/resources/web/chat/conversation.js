import { Composer } from './composer.js';
import { confirmStep } from './dialog.js';
import { pickConversation } from './dialogs.js';
import { avatar, h, icon, iconButton } from './dom.js';
import { wordsFor } from './fault-words.js';
import { openMenu } from './menu.js';
import { openReaders } from './readers.js';
import { isTeam, partsOf } from './session-id.js';
import { openTeam } from './team-dialog.js';
import { summaryOf } from './text.js';
import { Thread } from './thread.js';

/** The open conversation: who it is with, the messages, and the box to write in. */
export class ConversationView {
  #chat;
  #host;
  #id;
  #header = h('header', { class: 'conversation-header' });
  #notice = h('div', { class: 'notice', role: 'status' });
  #thread;
  #composer;
  #empty;

  /** @param host `tell(text)` */
  constructor(chat, host) {
    this.#chat = chat;
    this.#host = host;
    this.#thread = new Thread(chat, {
      onMenu: (msg, anchor) => this.#openMessageMenu(msg, anchor),
      onResend: (msg) => this.#tellFailure(chat.resend(msg)),
      onReads: (msg) => this.#openReaders(msg),
    });
    this.#composer = new Composer(chat, {
      onSend: (text, pushInfo) => this.#send(text, pushInfo),
      onSendFiles: (attachments) => this.#sendFiles(attachments),
      onUp: () => this.#thread.focusLast(),
      onEscape: () => chat.close(),
    });
    this.element = h('main', { class: 'conversation', on: { dragover: (event) => this.#onDrag(event), drop: (event) => this.#onDrop(event) } });
    this.element.addEventListener('stalelink', ({ detail: { url, onFresh, onFail } }) => chat.freshLink(url).then(onFresh, onFail));
    this.#empty = h('div', { class: 'placeholder' }, icon('chat'), h('p', {}, 'Pick a conversation, or start a new one.'));
    chat.on('conversation', (id) => this.#onConversation(id));
    chat.on('people', () => this.#renderFrame());
    chat.on('team', (id) => this.#onTeam(id));
    chat.on('line', () => this.#onLine());
    for (const event of ['focus', 'visibilitychange']) addEventListener(event, () => this.#look(), true);
    this.#switch(undefined);
  }

  #onDrag(event) {
    if (this.#id && event.dataTransfer.types.includes('Files')) event.preventDefault();
  }

  #onDrop(event) {
    if (!this.#id || !event.dataTransfer.types.includes('Files')) return;
    event.preventDefault();
    this.#composer.drop(event);
  }

  #onConversation(id) {
    if (this.#chat.opened !== this.#id) this.#switch(this.#chat.opened);
    else if (id === this.#id && id) this.#thread.show(id);
    this.#look();
  }

  #onTeam(id) {
    if (id !== undefined && id !== this.#id) return;
    this.#renderFrame();
    this.#look();
  }

  #switch(id) {
    this.#id = id;
    this.#composer.show(id);
    if (!id) {
      this.element.replaceChildren(this.#empty);
      return;
    }
    this.element.replaceChildren(this.#header, this.#notice, this.#thread.element, this.#composer.element);
    this.#renderFrame();
    this.#composer.focus();
  }

  #renderFrame() {
    const id = this.#id;
    if (!id) return;
    const chat = this.#chat;
    const name = chat.titleOf(id);
    const more = iconButton('more', 'What to do with this conversation', () => this.#openConversationMenu(more), { 'aria-haspopup': 'menu' });
    const people = isTeam(id) && chat.teams.me(id) && iconButton('people', 'Members and settings', () => openTeam(chat, this.#host, id));
    const hadFocus = [...this.#header.children].indexOf(document.activeElement);
    this.#header.replaceChildren(...[
      iconButton('back', 'Back to the conversations', () => chat.close(), { class: 'icon-button back' }),
      avatar(isTeam(id) ? id : partsOf(id).to, name, isTeam(id)),
      h('div', { class: 'who' }, h('h1', {}, name), h('p', {}, this.#marks(id, name))),
      people,
      more].filter(Boolean));
    this.#header.children[hadFocus]?.focus();
    this.#renderNotice(id, name);
    this.#composer.render();
    this.#thread.show(id);
  }

  #marks(id, name) {
    const chat = this.#chat;
    const { to } = partsOf(id);
    const members = chat.teams.me(id) && chat.teams.teamOf(id)?.memberNum;
    const about = isTeam(id) ? members && (members === 1 ? '1 member' : `${members} members`) : name !== to && to;
    return [about, chat.isMuted(id) && 'muted', chat.isBlocked(id) && 'blocked'].filter(Boolean).join(' · ');
  }

  #renderNotice(id, name) {
    const unblock = () => this.#tellFailure(this.#chat.people.setBlocked(partsOf(id).to, false));
    this.#notice.hidden = !this.#chat.isBlocked(id);
    this.#notice.replaceChildren(
      h('span', {}, `You have blocked ${name}. Nothing they write reaches you.`),
      h('button', { type: 'button', class: 'quiet', on: { click: unblock } }, 'Unblock'));
  }

  #onLine() {
    if (this.#chat.line.state === 'online') this.#look();
  }

  /** Somebody looks at the open conversation: what arrived is read. */
  #look() {
    const isSeen = document.visibilityState === 'visible' && document.hasFocus();
    if (this.#id && isSeen) this.#chat.markRead(this.#id);
  }

  #send(text, pushInfo) {
    this.#thread.scrollToEnd();
    this.#tellFailure(this.#chat.send(this.#id, text, pushInfo));
  }

  #sendFiles(attachments) {
    const id = this.#id;
    this.#thread.scrollToEnd();
    this.#tellFailure(attachments.send((kind, file, handlers) => this.#chat.sendFile(id, kind, file, handlers)));
  }

  #openMessageMenu(msg, anchor) {
    const chat = this.#chat;
    const isSent = msg.idServer !== undefined;
    const isMine = msg.from === chat.account;
    const canRecall = isSent && msg.status !== 'refused' && (isMine || chat.teams.isManager(msg.sessionId));
    openMenu(anchor, [
      msg.status === 'sendFailed' && { text: 'Send again', run: () => this.#tellFailure(chat.resend(msg)) },
      isSent && { text: 'Forward', run: () => this.#forward(msg) },
      msg.type === 'text' && { text: 'Copy', run: () => navigator.clipboard?.writeText(msg.body) },
      isMine && chat.receipts.countsOf(msg) && { text: 'Who has read it', run: () => this.#openReaders(msg) },
      canRecall && { text: 'Take back', run: () => this.#tellFailure(chat.recall(msg)) },
      { text: isSent ? 'Delete for me' : 'Discard', isDangerous: true, run: () => this.#tellFailure(chat.remove(msg)) },
    ].filter(Boolean));
  }

  #openReaders(msg) {
    openReaders(this.#chat, msg);
  }

  #openConversationMenu(anchor) {
    const chat = this.#chat;
    const id = this.#id;
    const isMuted = chat.isMuted(id);
    const isBlocked = chat.isBlocked(id);
    openMenu(anchor, [
      (!isTeam(id) || chat.teams.me(id)) && { text: isMuted ? 'Unmute' : 'Mute', run: () => this.#tellFailure(chat.setMuted(id, !isMuted)) },
      !isTeam(id) && { text: isBlocked ? 'Unblock' : 'Block', run: () => this.#tellFailure(chat.people.setBlocked(partsOf(id).to, !isBlocked)), isDangerous: !isBlocked },
      { text: 'Clear history', isDangerous: true, run: () => this.#confirmClear(id) },
    ].filter(Boolean));
  }

  #confirmClear(id) {
    const name = this.#chat.titleOf(id);
    confirmStep({
      title: 'Clear history?',
      text: isTeam(id) ? `All messages in ${name} disappear from your devices. The others keep theirs.` : `All messages with ${name} disappear from your devices. They keep theirs.`,
      action: 'Clear',
      onConfirm: () => this.#tellFailure(this.#chat.clear(id)),
    });
  }

  #forward(msg) {
    const title = `Forward “${summaryOf(msg, (account) => this.#chat.whoIs(account, msg.sessionId)).slice(0, 40)}”`;
    const onPick = (id) => {
      this.#tellFailure(this.#chat.forward(msg, id));
      this.#host.tell(`Forwarded to ${this.#chat.titleOf(id)}.`);
    };
    pickConversation(this.#chat, { title, action: 'Forward', onPick });
  }

  async #tellFailure(promise) {
    try {
      await promise;
    } catch (error) {
      this.#host.tell(wordsFor(error));
    }
  }
}
