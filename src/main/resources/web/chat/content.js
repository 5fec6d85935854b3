import { h, icon } from './dom.js';
import { mediaOf } from './media.js';
import { link, marked } from './text.js';

/** What a message shows of itself. @param names what in its text stands for people */
export function contentOf(msg, names = []) {
  const { attach } = msg;
  if (msg.type === 'text') return h('p', { class: 'text' }, marked(msg.body, names));
  if (msg.type === 'geo' && typeof attach === 'object') return placeCard(attach);
  if (['image', 'audio', 'video', 'file'].includes(msg.type) && typeof attach === 'object') return mediaOf(msg);
  return h('div', { class: 'card' }, h('span', { class: 'card-title' }, 'Custom message'), h('code', {}, raw(attach ?? msg.body)));
}

function placeCard({ title, lat, lng }) {
  const where = `${Number(lat).toFixed(4)}, ${Number(lng).toFixed(4)}`;
  const url = `https://www.openstreetmap.org/?mlat=${Number(lat)}&mlon=${Number(lng)}#map=15/${Number(lat)}/${Number(lng)}`;
  return h('div', { class: 'card' }, icon('pin'), h('div', {}, h('span', { class: 'card-title' }, String(title ?? 'A place')), link(url, where)));
}

function raw(attach) {
  return typeof attach === 'string' ? attach : JSON.stringify(attach, null, 1);
}
