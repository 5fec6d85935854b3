import { h } from './dom.js';
import { noticeWords } from './team-words.js';

const LINK = /https?:\/\/[^\s<>"']+[^\s<>"'.,;:!?)\]}]/g;

/** Text with its http and https links as links; everything else stays text. */
export function linked(text) {
  return split(text, LINK, (url) => link(url, url), (rest) => [rest]);
}

/** The same, with what stands for people set apart. @param names such as `@Bob Okafor`, longer ones first */
export function marked(text, names) {
  if (names.length === 0) return linked(text);
  const pattern = new RegExp(names.map((name) => name.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&')).join('|'), 'g');
  return split(text, pattern, (name) => h('span', { class: 'mention' }, name), linked);
}

/** What matches as an element, and what is between as something else. */
function split(text, pattern, make, between) {
  const parts = [];
  let end = 0;
  for (const match of text.matchAll(pattern)) {
    parts.push(...between(text.slice(end, match.index)), make(match[0]));
    end = match.index + match[0].length;
  }
  parts.push(...between(text.slice(end)));
  return parts.filter((part) => part !== '');
}

/** One line of it for a list. @param who takes an account and says its name, `You` for oneself */
export function summaryOf(msg, who) {
  switch (msg.type) {
    case 'text':
    case 'tip':
      return msg.body;
    case 'notification':
      return noticeWords(msg, who);
    case 'geo':
      return `Place: ${msg.attach?.title ?? 'a location'}`;
    case 'custom':
      return 'Custom message';
    default:
      return `${msg.type[0].toUpperCase()}${msg.type.slice(1)}: ${msg.attach?.name ?? msg.attach?.url ?? ''}`;
  }
}

export function link(url, text) {
  return h('a', { href: url, target: '_blank', rel: 'noopener noreferrer nofollow' }, text);
}

export function isWebAddress(url) {
  try {
    return ['http:', 'https:'].includes(new URL(url).protocol);
  } catch {
    return false;
  }
}

export function sizeOf(bytes) {
  const units = ['B', 'KB', 'MB', 'GB'];
  let at = 0;
  let size = bytes;
  for (; size >= 1000 && at < units.length - 1; at += 1) size /= 1000;
  return `${size < 10 && at > 0 ? size.toFixed(1) : Math.round(size)} ${units[at]}`;
}
