const SVG = 'http://www.w3.org/2000/svg';

/** Outlines on a 24 × 24 field. */
const ICONS = {
  back: ['M15 5l-7 7 7 7'],
  plus: ['M12 5v14', 'M5 12h14'],
  send: ['M5 12h13', 'M12.5 6l6 6-6 6'],
  more: ['M6 12h.01', 'M12 12h.01', 'M18 12h.01'],
  close: ['M6 6l12 12', 'M18 6L6 18'],
  down: ['M6 9.5l6 6 6-6'],
  clock: ['M12 7.5V12l3 2', 'M12 4a8 8 0 1 0 0 16 8 8 0 0 0 0-16z'],
  tick: ['M5 12.5l4.5 4.5L19 7.5'],
  ticks: ['M2.5 12.8l4.2 4.2 8.6-9.3', 'M11.6 16.4l.6.6 8.8-9.3'],
  failed: ['M12 8v5', 'M12 16.2h.01', 'M12 4a8 8 0 1 0 0 16 8 8 0 0 0 0-16z'],
  refused: ['M6.5 6.5l11 11', 'M12 4a8 8 0 1 0 0 16 8 8 0 0 0 0-16z'],
  muted: ['M9 9.5H6v5h3l4 3.5V6L9 9.5z', 'M17 10l4 4', 'M21 10l-4 4'],
  pin: ['M12 21s6.5-5.6 6.5-11a6.5 6.5 0 0 0-13 0C5.5 15.4 12 21 12 21z', 'M12 12.2a2.2 2.2 0 1 0 0-4.4 2.2 2.2 0 0 0 0 4.4z'],
  clip: ['M18.5 11.5l-6.8 6.8a4 4 0 0 1-5.7-5.7l7.5-7.4a2.7 2.7 0 0 1 3.8 3.8l-7.3 7.3a1.3 1.3 0 0 1-1.9-1.9l6.5-6.4'],
  file: ['M7 4h7l4 4v12H7z', 'M14 4v4h4'],
  house: ['M5 11.2L12 6l7 5.2V19H5z', 'M5.5 12.6l6.5 4.4 6.5-4.4'],
  chat: ['M5 6h14v10H11l-4 3.5V16H5z'],
  people: ['M9 11.2a3.1 3.1 0 1 0 0-6.2 3.1 3.1 0 0 0 0 6.2z', 'M3.5 19c.3-3.3 2.5-5 5.5-5s5.2 1.7 5.5 5', 'M15.5 5.3a3.1 3.1 0 0 1 0 5.6', 'M17.3 14.3c1.9.7 3 2.3 3.2 4.7'],
};

/**
 * Makes an element. Text only ever becomes text: strings among the children are text nodes, and no property is markup.
 *
 * @param props `class`, `on` (event → handler), `data`, properties of the element, or attributes if their name has a dash or is `role`
 */
export function h(tag, props = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(props)) {
    if (value === undefined || value === null || (value === false && !(name in element))) continue;
    if (name === 'class') element.className = value;
    else if (name === 'on') for (const [event, handler] of Object.entries(value)) element.addEventListener(event, handler);
    else if (name === 'data') Object.assign(element.dataset, value);
    else if (name.includes('-') || name === 'role' || !(name in element)) element.setAttribute(name, value === true ? '' : value);
    else element[name] = value;
  }
  element.append(...children.flat().filter((child) => child !== undefined && child !== null && child !== false));
  return element;
}

/** @param label said by a screen reader; without one the icon is decoration */
export function icon(name, label) {
  const svg = document.createElementNS(SVG, 'svg');
  svg.setAttribute('viewBox', '0 0 24 24');
  svg.setAttribute('class', `icon icon-${name}`);
  if (label) {
    svg.setAttribute('role', 'img');
    svg.setAttribute('aria-label', label);
  } else {
    svg.setAttribute('aria-hidden', 'true');
  }
  for (const d of ICONS[name]) {
    const path = document.createElementNS(SVG, 'path');
    path.setAttribute('d', d);
    svg.append(path);
  }
  return svg;
}

export function iconButton(name, label, onClick, props = {}) {
  return h('button', { type: 'button', class: 'icon-button', 'aria-label': label, title: label, on: { click: onClick }, ...props }, icon(name));
}

/** A circle with initials, for a team a rounded square; its colour is always the same for an account or team. */
export function avatar(key, name, isTeam = false) {
  return h('span', { class: isTeam ? 'avatar team' : 'avatar', 'aria-hidden': 'true', data: { hue: hueOf(key) } }, initialsOf(name));
}

/** Puts the nodes in that order into the parent, moving as few as may be, so that focus and scroll survive. */
export function arrange(parent, nodes) {
  const wanted = new Set(nodes);
  for (const child of [...parent.children]) if (!wanted.has(child)) child.remove();
  nodes.forEach((node, at) => {
    if (parent.children[at] !== node) parent.insertBefore(node, parent.children[at] ?? null);
  });
}

/** Up and Down, Home and End move the focus among the children that match. */
export function arrowKeys(container, selector) {
  container.addEventListener('keydown', (event) => {
    const items = [...container.querySelectorAll(selector)];
    const at = items.indexOf(event.target.closest(selector));
    const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: items.length - 1 }[event.key];
    if (to === undefined || at < 0 || !items[to]) return;
    event.preventDefault();
    items[to].focus();
  });
}

function initialsOf(name) {
  const words = name.split(/[\s._@-]+/).filter(Boolean);
  const letters = words.length > 1 ? [words[0], words.at(-1)] : [words[0] ?? '?'];
  return letters.map((word) => [...word][0].toUpperCase()).join('');
}

function hueOf(account) {
  let hash = 2_166_136_261;
  for (const char of account) hash = Math.imul(hash ^ char.codePointAt(0), 16_777_619);
  return (hash >>> 8) % 6;
}
