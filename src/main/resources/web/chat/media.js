import { h, icon } from './dom.js';
import { isWebAddress, link, sizeOf } from './text.js';

const SIDE_MAX = 320;

/** What a message with a file shows: the picture, a player, or the file's name and size. */
export function mediaOf({ type, attach }) {
  if (!isWebAddress(attach.url)) return fileCard(attach);
  if (type === 'image') return picture(attach);
  if (type === 'audio') return h('div', { class: 'media' }, h('audio', { src: attach.url, controls: true, preload: 'metadata', 'aria-label': nameOf(attach) }), caption(attach));
  if (type === 'video') return h('div', { class: 'media' }, h('video', { src: attach.url, controls: true, preload: 'metadata', 'aria-label': nameOf(attach), ...sidesOf(attach) }), caption(attach));
  return fileCard(attach);
}

/** Its place is kept before it is there, so that nothing jumps. A picture that does not come is a file like any other. */
function picture(attach) {
  const image = h('img', { src: smallOf(attach), alt: nameOf(attach), loading: 'lazy', decoding: 'async', ...sidesOf(attach) });
  const shown = h('a', { class: 'media', href: attach.url, target: '_blank', rel: 'noopener noreferrer nofollow' }, image);
  image.addEventListener('error', () => shown.replaceWith(fileCard(attach)));
  return shown;
}

/** Our own files come in the size that they are shown in; what is elsewhere is as it is. */
function smallOf({ url }) {
  const address = new URL(url);
  const isOurs = address.origin === location.origin && /\/files\/[0-9a-f]{32}$/.test(address.pathname);
  return isOurs ? `${url}?thumbnail=${2 * SIDE_MAX}x${2 * SIDE_MAX}` : url;
}

function sidesOf({ w, h: high }) {
  if (!(w > 0 && high > 0)) return {};
  const scale = Math.min(1, SIDE_MAX / w, SIDE_MAX / high);
  return { width: Math.max(1, Math.round(w * scale)), height: Math.max(1, Math.round(high * scale)) };
}

function caption(attach) {
  return link(attach.url, [nameOf(attach), Number.isFinite(attach.size) && sizeOf(attach.size)].filter(Boolean).join(', '));
}

function fileCard(attach) {
  const { url, size } = attach;
  const detail = isWebAddress(url) ? link(url, Number.isFinite(size) ? sizeOf(size) : 'Open') : h('span', {}, 'No safe address');
  return h('div', { class: 'card' }, icon('file'), h('div', {}, h('span', { class: 'card-title' }, nameOf(attach)), detail));
}

function nameOf({ name }) {
  return String(name || 'A file');
}
