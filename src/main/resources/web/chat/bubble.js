import { h, icon } from './dom.js';
import { contentOf } from './text.js';
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
 * @param view `{isFirst, isLast}` of its group, `name` of its sender, `onMenu(msg, anchor)`, `onResend(msg)`
 */
export function bubble(msg, view) {
  if (msg.type === 'tip') return h('div', { class: 'line-note' }, msg.body);
  const isMine = msg.flow === 'out' || (msg.from === msg.to);
  const more = h('button', {
    type: 'button', class: 'icon-button bubble-more', tabIndex: -1, 'aria-label': 'What to do with this message', 'aria-haspopup': 'menu',
    on: { click: () => view.onMenu(msg, more) },
  }, icon('more'));
  const time = h('time', { title: fullOf(msg.time), dateTime: new Date(msg.time).toISOString() }, clockOf(msg.time));
  const meta = h('span', { class: 'meta' }, time, isMine && statusIcon(msg.status));
  const classes = ['bubble-row', isMine ? 'mine' : 'theirs', view.isFirst && 'first', view.isLast && 'last'];
  return h('div', { class: classes.filter(Boolean).join(' '), data: { status: msg.status } },
    h('div', { class: 'bubble', on: { click: (event) => onTap(event, msg, view) } }, h('span', { class: 'said-by' }, `${isMine ? 'You' : view.name}: `), contentOf(msg), meta),
    more,
    explanation(msg, view));
}

/** Where there is no pointer that hovers, a message is tapped for its menu. */
function onTap(event, msg, view) {
  if (matchMedia('(hover: none)').matches && !event.target.closest('a')) view.onMenu(msg, event.currentTarget);
}

export function recalledLine({ from, words }, me, name) {
  const who = from === me ? 'You' : name;
  return h('div', { class: 'line-note' }, `${who} took back a message`, words && h('q', {}, words));
}

function explanation(msg, view) {
  if (msg.status === 'sendFailed') {
    return h('button', { type: 'button', class: 'explain failed', on: { click: () => view.onResend(msg) } }, 'Not sent. Tap to send again.');
  }
  if (msg.status === 'refused') return h('p', { class: 'explain' }, 'Not delivered: they do not take messages from you.');
  return undefined;
}
