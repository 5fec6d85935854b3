import { h, icon } from './dom.js';
import { isWebAddress, link, sizeOf } from './text.js';

const SIDE_MAX = 320;

/** What a message with a file shows: the picture, a player, or the file's name and size. */
export function mediaOf({ type, attach }) {
  if (!isWebAddress(attach.url)) return fileCard(attach);
  if (type === 'image') return picture(attach);
  if (type === 'audio' || type === 'video') return h('div', { class: 'media' }, player(type, attach), caption(attach));
  return fileCard(attach);
}

/** A link that is too old is followed once more, with a fresh one. */
function player(type, attach) {
  const sides = type === 'video' ? sidesOf(attach) : {};
  const shown = h(type, { src: attach.url, controls: true, preload: 'metadata', 'aria-label': nameOf(attach), ...sides });
  shown.addEventListener('error', () => refresh(shown, attach.url, (fresh) => { shown.src = fresh; }), { once: true });
  return shown;
}

/** Its place is kept before it is there, so that nothing jumps. A picture that does not come is a file like any other. */
function picture(attach) {
  const image = h('img', { src: smallOf(attach), alt: nameOf(attach), loading: 'lazy', decoding: 'async', ...sidesOf(attach) });
  const shown = h('a', { class: 'media', href: attach.url, target: '_blank', rel: 'noopener noreferrer nofollow' }, image);
  const giveUp = () => shown.replaceWith(fileCard(attach));
  const follow = (fresh) => {
    image.addEventListener('error', giveUp, { once: true });
    image.src = smallOf({ url: fresh });
  };
  image.addEventListener('error', () => refresh(image, attach.url, follow, giveUp), { once: true });
  return freshened(shown, attach.url);
}

/** Asks whoever can for a fresh link to a file of ours; where there is none nothing comes of it. */
function refresh(element, url, onFresh, onFail = () => {}) {
  if (!isOurs(url)) onFail();
  else element.dispatchEvent(new CustomEvent('stalelink', { bubbles: true, detail: { url, onFresh, onFail } }));
}

/** Has a link that is too old when it is followed be followed with a fresh one. */
function freshened(anchor, url) {
  if (!isOurs(url)) return anchor;
  anchor.addEventListener('click', (event) => {
    const expires = Number(new URL(anchor.href).searchParams.get('expires') ?? Infinity);
    if (expires > Date.now()) return;
    event.preventDefault();
    refresh(anchor, url, (fresh) => {
      anchor.href = fresh;
      anchor.click();
    });
  });
  return anchor;
}

function isOurs(url) {
  const address = new URL(url);
  return address.origin === location.origin && /\/files\/[0-9a-f]{32}$/.test(address.pathname);
}

/** Our own files come in the size that they are shown in; what is elsewhere is as it is. */
function smallOf({ url }) {
  return isOurs(url) ? `${url}${new URL(url).search ? '&' : '?'}thumbnail=${2 * SIDE_MAX}x${2 * SIDE_MAX}` : url;
}

function sidesOf({ w, h: high }) {
  if (!(w > 0 && high > 0)) return {};
  const scale = Math.min(1, SIDE_MAX / w, SIDE_MAX / high);
  return { width: Math.max(1, Math.round(w * scale)), height: Math.max(1, Math.round(high * scale)) };
}

function caption(attach) {
  return freshened(link(attach.url, [nameOf(attach), Number.isFinite(attach.size) && sizeOf(attach.size)].filter(Boolean).join(', ')), attach.url);
}

function fileCard(attach) {
  const { url, size } = attach;
  const detail = isWebAddress(url) ? freshened(link(url, Number.isFinite(size) ? sizeOf(size) : 'Open'), url) : h('span', {}, 'No safe address');
  return h('div', { class: 'card' }, icon('file'), h('div', {}, h('span', { class: 'card-title' }, nameOf(attach)), detail));
}

function nameOf({ name }) {
  return String(name || 'A file');
}
