import { contentOf } from './content.js';
import { h, icon } from './dom.js';
import { noticeWords } from './team-words.js';
import { clockOf, fullOf } from './time.js';

const STATUSES = {
  sending: ['clock', 'Sending'],
  sent: ['tick', 'Sent'],
  receipt: ['ticks', 'Read'],
  sendFailed: ['failed', 'Not sent'],
  refused: ['refused', 'Refused'],
};

/** The tick of an own message, said aloud by a screen reader; nothing for others. */
export function statusIcon(status) {
  const known = STATUSES[status];
  return known && h('span', { class: `status status-${status}`, title: known[1] }, icon(known[0], known[1]));
}

/**
 * One message.
 *
 * @param view `{isFirst, isLast}` of its group, `name` of its sender and in a team its `face`, `names` that stand for people in its
 *     text, `isMentioned`, `who(account)`, in a team `reads` of an own message, `onMenu(msg, anchor)`, `onResend(msg)`, `onReads(msg)`
 */
export function bubble(msg, view) {
  if (msg.type === 'tip') return h('div', { class: 'line-note' }, msg.body);
  if (msg.type === 'notification') return h('div', { class: 'line-note' }, noticeWords(msg, view.who));
  const isMine = msg.flow === 'out' || (msg.from === msg.to);
  const more = h('button', {
    type: 'button', class: 'icon-button bubble-more', tabIndex: -1, 'aria-label': 'What to do with this message', 'aria-haspopup': 'menu',
    on: { click: () => view.onMenu(msg, more) },
  }, icon('more'));
  const time = h('time', { title: fullOf(msg.time), dateTime: new Date(msg.time).toISOString() }, clockOf(msg.time));
  const meta = h('span', { class: 'meta' }, time, isMine && readsButton(msg, view), isMine && statusIcon(statusOf(msg, view.reads)));
  const isNamed = view.face && view.isFirst && !isMine;
  const classes = ['bubble-row', isMine ? 'mine' : 'theirs', view.face && 'in-team', view.isFirst && 'first', view.isLast && 'last', view.isMentioned && 'mentioned'];
  return h('div', { class: classes.filter(Boolean).join(' '), data: { status: msg.status } },
    !isMine && view.face && h('span', { class: 'face' }, view.isLast && view.face()),
    h('div', { class: 'bubble', on: { click: (event) => onTap(event, msg, view) } },
      h('span', { class: isNamed ? 'said-by shown' : 'said-by' }, isMine ? 'You' : view.name, h('span', { class: 'colon' }, ': ')),
      contentOf(msg, view.names), meta),
    more,
    explanation(msg, view));
}

/** In a team a message is read once everybody has. @param reads `{read, unread}`, if they are known */
export function statusOf({ status }, reads) {
  return status === 'sent' && reads?.unread === 0 && reads.read > 0 ? 'receipt' : status;
}

function readsButton(msg, { reads, onReads }) {
  if (!reads || reads.read + reads.unread === 0) return undefined;
  const all = reads.read + reads.unread;
  return h('button', { type: 'button', class: 'reads', tabIndex: -1, title: 'Who has read it', 'aria-label': `Read by ${reads.read} of ${all}`, on: { click: () => onReads(msg) } }, `${reads.read}/${all}`);
}

/** Where there is no pointer that hovers, a message is tapped for its menu. */
function onTap(event, msg, view) {
  if (matchMedia('(hover: none)').matches && !event.target.closest('a, button')) view.onMenu(msg, event.currentTarget);
}

/** @param recalled `from` (the sender), `by` (who took it back), `words` */
export function recalledLine({ from, by, words }, who) {
  const whose = from === by ? 'a message' : `a message of ${who(from) === 'You' ? 'yours' : who(from)}`;
  return h('div', { class: 'line-note' }, `${who(by)} took back ${whose}`, words && h('q', {}, words));
}

function explanation(msg, view) {
  if (msg.status === 'sendFailed') {
    return h('button', { type: 'button', class: 'explain failed', on: { click: () => view.onResend(msg) } }, 'Not sent. Tap to send again.');
  }
  if (msg.status === 'refused') return h('p', { class: 'explain' }, 'Not delivered: they do not take messages from you.');
  return undefined;
}
