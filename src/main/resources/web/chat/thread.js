import { bubble, recalledLine } from './bubble.js';
import { arrange, avatar, h, icon } from './dom.js';
import { mentionTexts, mentions } from './mentions.js';
import { isTeam } from './session-id.js';
import { dayOf, isSameDay } from './time.js';

const GROUP_MILLIS = 5 * 60_000;
const NEAR_PIXELS = 120;

/** The messages of the open conversation. Keeps the reader where they are: at the end, or at what they look at. */
export class Thread {
  #chat;
  #actions;
  #nodes = new Map(); // key → {look, node}
  #id;
  #isAtEnd = true;
  #list = h('ol', { class: 'messages', role: 'log', 'aria-label': 'Messages', 'aria-live': 'polite' });
  #top = h('p', { class: 'thread-top', role: 'status' });
  #toEnd = h('button', { type: 'button', class: 'to-end', hidden: true, 'aria-label': 'To the newest message', on: { click: () => this.scrollToEnd(true) } }, icon('down'));

  /** @param actions `onMenu(msg, anchor)`, `onResend(msg)`, `onReads(msg)` */
  constructor(chat, actions) {
    this.#chat = chat;
    this.#actions = actions;
    this.#scroller = h('div', { class: 'scroller', tabIndex: -1, on: { scroll: () => this.#onScroll() } }, this.#top, this.#list);
    this.element = h('div', { class: 'thread' }, this.#scroller, this.#toEnd);
    this.#list.addEventListener('keydown', (event) => this.#onKey(event));
    new ResizeObserver(() => { if (this.#isAtEnd) this.scrollToEnd(); }).observe(this.#scroller);
  }

  #scroller;

  show(id) {
    if (id !== this.#id) {
      this.#id = id;
      this.#nodes.clear();
      this.#list.replaceChildren();
      this.#isAtEnd = true;
    }
    this.#render();
  }

  scrollToEnd(isSmooth = false) {
    this.#isAtEnd = true;
    this.#scroller.scrollTo({ top: this.#scroller.scrollHeight, behavior: isSmooth ? 'smooth' : 'instant' });
    this.#toEnd.hidden = true;
  }

  /** The newest message takes the focus, for somebody who comes from the composer by keyboard. */
  focusLast() {
    this.#messages().at(-1)?.focus();
  }

  #render() {
    const conversation = this.#chat.conversation(this.#id);
    const before = this.#scroller.scrollHeight - this.#scroller.scrollTop;
    const entries = conversation.entries();
    const nodes = entries.flatMap((entry, at) => this.#nodesOf(entry, entries[at - 1], entries[at + 1], conversation));
    const kept = new Set(nodes);
    for (const [key, { node }] of this.#nodes) if (!kept.has(node)) this.#nodes.delete(key);
    arrange(this.#list, nodes);
    this.#list.setAttribute('aria-busy', String(conversation.isLoading));
    this.#top.textContent = topText(conversation, entries.length, this.#chat.titleOf(this.#id));
    if (this.#isAtEnd) this.scrollToEnd();
    else this.#scroller.scrollTop = this.#scroller.scrollHeight - before;
    this.#fill(conversation);
  }

  #nodesOf(entry, previous, next, conversation) {
    const nodes = [];
    const isNewDay = !previous || !isSameDay(previous.time, entry.time);
    if (isNewDay) nodes.push(this.#node(`day ${entry.key}`, dayOf(entry.time), () => h('li', { class: 'day' }, h('span', {}, dayOf(entry.time)))));
    const divider = conversation.divider;
    const isDivided = divider?.key === entry.key;
    if (isDivided) nodes.push(this.#node(`divider ${entry.key}`, divider.text, () => h('li', { class: 'divider' }, h('span', {}, divider.text))));
    const isFirst = isNewDay || isDivided || !isOneGroup(previous, entry);
    const isLast = !next || next.key === divider?.key || !isSameDay(entry.time, next.time) || !isOneGroup(entry, next);
    nodes.push(this.#entryNode(entry, { isFirst, isLast }));
    return nodes;
  }

  #entryNode({ key, msg, recalled }, group) {
    const who = (account) => this.#chat.whoIs(account, this.#id);
    if (recalled) {
      const line = () => recalledLine(recalled, who);
      return this.#node(key, `recalled ${who(recalled.from)} ${who(recalled.by)}`, () => h('li', { class: 'message' }, line()));
    }
    const view = { ...group, ...this.#viewOf(msg), who };
    const words = msg.type === 'notification' && bubble(msg, view).textContent;
    const look = JSON.stringify([msg.status, msg.time, view, words]);
    return this.#node(key, look, () => h('li', { class: 'message', tabIndex: words ? undefined : -1, data: { id: msg.idClient } },
      bubble(msg, { ...view, ...this.#actions })));
  }

  #viewOf(msg) {
    const chat = this.#chat;
    const id = this.#id;
    const name = chat.nameOf(msg.from, id);
    if (!isTeam(id)) return { name };
    return {
      name,
      face: () => avatar(msg.from, name),
      names: mentionTexts(msg, (account) => chat.nameOf(account, id)),
      isMentioned: msg.from !== chat.account && mentions(msg, chat.account),
      reads: chat.receipts.countsOf(msg),
    };
  }

  /** A node stays as long as it looks the same; a changed one takes the place and the focus of the one before. */
  #node(key, look, make) {
    const known = this.#nodes.get(key);
    if (known?.look === look) return known.node;
    const fresh = make();
    if (known) {
      const hadFocus = known.node.contains(document.activeElement);
      known.node.replaceWith(fresh);
      if (hadFocus) fresh.focus();
    }
    this.#nodes.set(key, { look, node: fresh });
    return fresh;
  }

  #onScroll() {
    const { scrollTop, scrollHeight, clientHeight } = this.#scroller;
    this.#isAtEnd = scrollHeight - scrollTop - clientHeight < NEAR_PIXELS;
    this.#toEnd.hidden = this.#isAtEnd;
    this.#fill(this.#chat.conversation(this.#id));
  }

  /** Asks for older messages when the reader comes near the top. */
  #fill(conversation) {
    if (!this.element.isConnected || conversation.isLoading || conversation.hasMore === false) return;
    if (!conversation.isLoaded || this.#scroller.scrollTop < NEAR_PIXELS) this.#chat.loadOlder(this.#id);
  }

  #messages() {
    return [...this.#list.querySelectorAll('.message[tabindex]')];
  }

  #onKey(event) {
    const messages = this.#messages();
    const at = messages.indexOf(event.target);
    if (at < 0) return;
    const to = { ArrowUp: at - 1, ArrowDown: at + 1, Home: 0, End: messages.length - 1 }[event.key];
    if (messages[to]) {
      event.preventDefault();
      messages[to].focus();
    } else if (event.key === 'Enter' || event.key === 'ContextMenu') {
      event.preventDefault();
      (event.target.querySelector('.explain.failed') ?? event.target.querySelector('.bubble-more'))?.click();
    }
  }
}

function isOneGroup(a, b) {
  if (!a?.msg || !b?.msg || isNote(a.msg) || isNote(b.msg)) return false;
  return a.msg.from === b.msg.from && b.time - a.time < GROUP_MILLIS;
}

function isNote({ type }) {
  return type === 'tip' || type === 'notification';
}

function topText(conversation, count, name) {
  if (conversation.isLoading && count > 0) return 'Reading older messages…';
  if (conversation.hasMore === false) return count === 0 ? `Say hello to ${name}.` : '';
  return '';
}
