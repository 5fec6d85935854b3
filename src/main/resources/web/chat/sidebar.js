import { statusIcon, statusOf } from './bubble.js';
import { openProfile, openStart } from './dialogs.js';
import { arrange, arrowKeys, avatar, h, icon, iconButton } from './dom.js';
import { NoticeList } from './notice-list.js';
import { isTeam, partsOf } from './session-id.js';
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
    const start = iconButton('plus', 'New conversation', () => openStart(chat, host));
    this.element = h('nav', { class: 'sidebar', 'aria-label': 'Conversations' },
      h('header', {}, this.#me, start), new NoticeList(chat, host).element, this.#list, this.#empty);
    arrowKeys(this.#list, '.session');
    for (const event of ['sessions', 'people', 'team', 'conversation', 'line']) chat.on(event, () => this.#render());
    this.#render();
  }

  focus() {
    (this.#list.querySelector('[aria-current]') ?? this.#list.querySelector('.session'))?.focus();
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
    const isNew = chat.opened && !sessions.some((session) => session.id === chat.opened);
    const shown = isNew ? [{ id: chat.opened, unread: 0, lastMsg: null }, ...sessions] : sessions;
    arrange(this.#list, shown.map((session) => this.#rowOf(session)));
    this.#empty.hidden = shown.length > 0;
  }

  #rowOf(session) {
    const { id } = session;
    let row = this.#rows.get(id);
    if (!row) {
      const data = isTeam(id) ? { session: id } : { session: id, account: partsOf(id).to };
      row = h('li', {}, h('button', { type: 'button', class: 'session', data, on: { click: () => this.#chat.open(id) } }));
      this.#rows.set(id, row);
    }
    const button = row.firstChild;
    const content = this.#contentOf(session);
    const look = JSON.stringify([content.label, content.status]);
    if (button.dataset.look !== look) {
      button.dataset.look = look;
      button.replaceChildren(...content.nodes);
      button.setAttribute('aria-label', content.label);
    }
    if (id === this.#chat.opened) button.setAttribute('aria-current', 'true');
    else button.removeAttribute('aria-current');
    return row;
  }

  #contentOf({ id, unread, lastMsg }) {
    const chat = this.#chat;
    const name = chat.titleOf(id);
    const isMuted = chat.isMuted(id);
    const isBlocked = chat.isBlocked(id);
    const isMentioned = unread > 0 && chat.isMentioned(id);
    const isSaid = lastMsg && !['tip', 'notification'].includes(lastMsg.type);
    const isMine = isSaid && lastMsg.from === chat.account;
    const by = isSaid && !isMine && isTeam(id) ? `${chat.nameOf(lastMsg.from, id)}: ` : '';
    const summary = lastMsg ? by + summaryOf(lastMsg, (account) => chat.whoIs(account, id)) : '';
    const status = isMine ? statusOf(lastMsg, chat.receipts.countsOf(lastMsg)) : undefined;
    const time = lastMsg && h('time', { title: fullOf(lastMsg.time) }, momentOf(lastMsg.time));
    const nodes = [
      avatar(isTeam(id) ? id : partsOf(id).to, name, isTeam(id)),
      h('span', { class: 'session-top' }, h('span', { class: 'session-name' }, name), isMuted && icon('muted'), isBlocked && icon('refused'), time),
      h('span', { class: 'session-bottom' }, isMine && statusIcon(status), h('span', { class: 'summary' }, summary),
        isMentioned && h('span', { class: 'badge mentioned' }, '@'), unread > 0 && badge(unread, isMuted)),
    ];
    const marks = [isTeam(id) && 'team', unread > 0 && `${unread} unread`, isMentioned && 'you are mentioned', isMuted && 'muted', isBlocked && 'blocked'].filter(Boolean);
    const label = [name, ...marks, summary && `${isMine ? 'You: ' : ''}${summary}`, lastMsg && momentOf(lastMsg.time)].filter(Boolean).join(', ');
    return { nodes: nodes.filter(Boolean), label, status };
  }
}

function badge(unread, isMuted) {
  return h('span', { class: isMuted ? 'badge muted' : 'badge' }, unread > 99 ? '99+' : String(unread));
}
