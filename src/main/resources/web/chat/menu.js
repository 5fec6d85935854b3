import { arrowKeys, h } from './dom.js';

let closeOpen = () => {};

/**
 * Opens a menu beside an element. Escape, Tab and a click elsewhere close it; the focus goes back to where it was.
 *
 * @param items `{text, run, isDangerous}`
 */
export function openMenu(anchor, items) {
  closeOpen();
  const buttons = items.map((item) => h('button', {
    type: 'button',
    role: 'menuitem',
    class: item.isDangerous ? 'menu-item dangerous' : 'menu-item',
    on: { click: () => { close(); item.run(); } },
  }, item.text));
  const menu = h('div', { class: 'menu', role: 'menu' }, buttons);
  const before = document.activeElement;

  function close() {
    menu.remove();
    document.removeEventListener('pointerdown', onPointer, true);
    anchor.setAttribute('aria-expanded', 'false');
    closeOpen = () => {};
    before?.focus();
  }
  function onPointer(event) {
    if (!menu.contains(event.target)) close();
  }
  menu.addEventListener('keydown', (event) => {
    if (event.key !== 'Escape' && event.key !== 'Tab') return;
    event.preventDefault();
    event.stopPropagation();
    close();
  });
  arrowKeys(menu, '.menu-item');
  document.addEventListener('pointerdown', onPointer, true);
  closeOpen = close;
  anchor.setAttribute('aria-expanded', 'true');
  (anchor.closest('dialog') ?? document.body).append(menu); // beside an open dialog nothing can be pressed
  place(menu, anchor.getBoundingClientRect());
  buttons[0].focus();
}

/** Below the anchor if there is room, else above; never outside of the window. */
function place(menu, anchor) {
  const gap = 6;
  const { width, height } = menu.getBoundingClientRect();
  const left = Math.min(Math.max(gap, anchor.right - width), innerWidth - width - gap);
  const isBelow = anchor.bottom + gap + height < innerHeight;
  menu.style.left = `${left}px`;
  menu.style.top = `${isBelow ? anchor.bottom + gap : Math.max(gap, anchor.top - gap - height)}px`;
}
