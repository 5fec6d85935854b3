import { arrange, arrowKeys, avatar, h, icon, iconButton } from './dom.js';
import { openProfile, pickAccount } from './dialogs.js';
import { statusIcon } from './bubble.js';
import { summaryOf } from './text.js';
import { fullOf, momentOf } from './time.js';

/** The list of conversations, with who is logged in above it. */
export class Sidebar {
  #chat;
  #host;
  #rows = new Map();
  #list = h('ul', { class: 'sessions', 'aria-label': 'Conversations' });
  #me = h('button', { type: 'button', class: 'me', on: { click: () => this.#openProfile() } });
  #empty = h('div', { class: 'empty' }, h('p', {}, 'No conversations yet.'), h('p', {}, 'Start one with the plus above.'));

  /** @param host `tell(text)` and `signOut()` */
  constructor(chat, host) {
    this.#chat = chat;
    this.#host = host;
    const start = iconButton('plus', 'New conversation', () => this.#startNew());
    this.element = h('nav', { class: 'sidebar', 'aria-label': 'Conversations' },
      h('header', {}, this.#me, start), this.#list, this.#empty);
    arrowKeys(this.#list, '.session');
    chat.on('sessions', () => this.#render());
    chat.on('people', () => this.#render());
    chat.on('conversation', () => this.#render());
    chat.on('line', () => this.#render());
    this.#render();
  }

  focus() {
    (this.#list.querySelector('[aria-current]') ?? this.#list.querySelector('.session'))?.focus();
  }

  #startNew() {
    pickAccount(this.#chat, { title: 'New conversation', action: 'Start', onPick: (account) => this.#chat.open(account) });
  }

  #openProfile() {
    openProfile(this.#chat, { onSignOut: () => this.#host.signOut(), tell: (text) => this.#host.tell(text) });
  }

  #render() {
    const chat = this.#chat;
    const name = chat.nameOf(chat.account);
    this.#me.replaceChildren(avatar(chat.account, name), h('span', { class: 'me-name' }, name));
    const isOnline = chat.line.state === 'online';
    this.#me.dataset.line = chat.line.state;
    this.#me.title = isOnline ? 'Connected' : 'Not connected';
    this.#me.setAttribute('aria-label', `${name}, your profile`);
    const sessions = chat.sessions();
    const isNew = chat.opened && !sessions.some((session) => session.to === chat.opened);
    const shown = isNew ? [{ id: `p2p-${chat.opened}`, to: chat.opened, unread: 0, lastMsg: null }, ...sessions] : sessions;
    arrange(this.#list, shown.map((session) => this.#rowOf(session)));
    this.#empty.hidden = shown.length > 0;
  }

  #rowOf(session) {
    let row = this.#rows.get(session.to);
    if (!row) {
      row = h('li', {}, h('button', { type: 'button', class: 'session', data: { account: session.to }, on: { click: () => this.#chat.open(session.to) } }));
      this.#rows.set(session.to, row);
    }
    const button = row.firstChild;
    const content = this.#contentOf(session);
    const look = JSON.stringify([content.label, session.lastMsg?.status]);
    if (button.dataset.look !== look) {
      button.dataset.look = look;
      button.replaceChildren(...content.nodes);
      button.setAttribute('aria-label', content.label);
    }
    if (session.to === this.#chat.opened) button.setAttribute('aria-current', 'true');
    else button.removeAttribute('aria-current');
    return row;
  }

  #contentOf({ to, unread, lastMsg }) {
    const chat = this.#chat;
    const name = chat.nameOf(to);
    const isMuted = chat.isMuted(to);
    const isMine = lastMsg?.from === chat.account && lastMsg.type !== 'tip';
    const summary = lastMsg ? summaryOf(lastMsg) : '';
    const time = lastMsg && h('time', { title: fullOf(lastMsg.time) }, momentOf(lastMsg.time));
    const badge = unread > 0 && h('span', { class: isMuted ? 'badge muted' : 'badge' }, unread > 99 ? '99+' : String(unread));
    const nodes = [
      avatar(to, name),
      h('span', { class: 'session-top' }, h('span', { class: 'session-name' }, name), isMuted && icon('muted'), chat.isBlocked(to) && icon('refused'), time),
      h('span', { class: 'session-bottom' }, isMine && statusIcon(lastMsg.status), h('span', { class: 'summary' }, summary), badge),
    ];
    const marks = [unread > 0 && `${unread} unread`, isMuted && 'muted', chat.isBlocked(to) && 'blocked'].filter(Boolean);
    const label = [name, ...marks, summary && `${isMine ? 'You: ' : ''}${summary}`, lastMsg && momentOf(lastMsg.time)].filter(Boolean).join(', ');
    return { nodes: nodes.filter(Boolean), label };
  }
}
