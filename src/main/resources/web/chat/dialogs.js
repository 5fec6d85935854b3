import { avatar, h, iconButton } from './dom.js';

/** Opens a dialog; Escape or its cross close it. @returns `{dialog, close}` */
function openDialog(title, ...content) {
  const id = `dialog-${Math.random().toString(36).slice(2)}`;
  const close = () => dialog.close();
  const dialog = h('dialog', { class: 'dialog', 'aria-labelledby': id },
    h('header', {}, h('h2', { id }, title), iconButton('close', 'Close', close)),
    ...content);
  dialog.addEventListener('close', () => dialog.remove());
  dialog.addEventListener('click', (event) => {
    if (event.target === dialog) close();
  });
  document.body.append(dialog);
  dialog.showModal();
  return { dialog, close };
}

/** Asks for an account, or lets one of the known be picked. */
export function pickAccount(chat, { title, action, onPick }) {
  const input = h('input', { type: 'text', name: 'account', required: true, maxLength: 32, autocomplete: 'off', autocapitalize: 'none', spellcheck: false, placeholder: 'for example bob' });
  const pick = (account) => {
    close();
    onPick(account);
  };
  const onSubmit = (event) => {
    event.preventDefault();
    const account = input.value.trim().toLowerCase();
    const isValid = /^[a-z0-9_@.-]{1,32}$/.test(account);
    input.setCustomValidity(isValid ? '' : 'Letters, digits and _ @ . - only');
    if (input.reportValidity()) pick(account);
  };
  input.addEventListener('input', () => input.setCustomValidity(''));
  const form = h('form', { class: 'row', on: { submit: onSubmit } },
    h('label', { class: 'field' }, h('span', {}, 'Account'), input),
    h('button', { class: 'primary' }, action));
  const known = chat.sessions().slice(0, 8).map((session) => h('li', {},
    h('button', { type: 'button', class: 'person', on: { click: () => pick(session.to) } },
      avatar(session.to, chat.nameOf(session.to)), h('span', {}, chat.nameOf(session.to)))));
  const { close } = openDialog(title, form, known.length > 0 && h('ul', { class: 'people' }, known));
  input.focus();
}

/** The account's own card, its other devices, and the way out. */
export function openProfile(chat, { onSignOut, tell }) {
  const name = chat.nameOf(chat.account);
  const input = h('input', { type: 'text', name: 'nick', maxLength: 64, value: name, autocomplete: 'nickname' });
  const onSubmit = async (event) => {
    event.preventDefault();
    try {
      await chat.rename(input.value.trim());
      close();
      tell('Your name is changed.');
    } catch (error) {
      tell(error.message);
    }
  };
  const devices = h('ul', { class: 'devices' });
  const showDevices = () => devices.replaceChildren(...chat.devices().map((device) => deviceRow(chat, device, tell)));
  showDevices();
  const { close } = openDialog('You',
    h('div', { class: 'identity' }, avatar(chat.account, name), h('div', {}, h('strong', {}, name), h('span', {}, chat.account))),
    h('form', { class: 'row', on: { submit: onSubmit } },
      h('label', { class: 'field' }, h('span', {}, 'Name that others see'), input),
      h('button', { class: 'primary' }, 'Save')),
    chat.devices().length > 0 && h('h3', {}, 'Your other devices'),
    devices,
    h('button', { type: 'button', class: 'quiet', on: { click: () => { close(); onSignOut(); } } }, 'Sign out'));
}

export function confirmStep({ title, text, action, onConfirm }) {
  const run = () => {
    close();
    onConfirm();
  };
  const yes = h('button', { type: 'button', class: 'primary dangerous', on: { click: run } }, action);
  const { close } = openDialog(title, h('p', { class: 'explanation' }, text), h('div', { class: 'actions' }, yes));
  yes.focus();
}

function deviceRow(chat, device, tell) {
  const since = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'short' }).format(device.time);
  const signOut = async () => {
    try {
      await chat.signOutDevice(device.deviceId);
      row.remove();
    } catch (error) {
      tell(error.message);
    }
  };
  const row = h('li', {},
    h('span', {}, device.type, h('small', {}, ` since ${since}`)),
    h('button', { type: 'button', class: 'quiet', on: { click: signOut } }, 'Sign it out'));
  return row;
}
