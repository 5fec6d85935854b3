import { openDialog } from './dialog.js';
import { avatar, h } from './dom.js';
import { idOf, isTeam, partsOf } from './session-id.js';
import { openCreateTeam, openJoinTeam } from './team-forms.js';

/** What may be started: a conversation with somebody, or a team. */
export function openStart(chat, host) {
  const quiet = (text, run) => h('button', { type: 'button', class: 'quiet', on: { click: () => { close(); run(); } } }, text);
  const { close } = pickConversation(chat, {
    title: 'New conversation',
    action: 'Start',
    onPick: (id) => chat.open(id),
    more: h('div', { class: 'row start-more' }, quiet('Create a team', () => openCreateTeam(chat, host)), quiet('Join a team', () => openJoinTeam(chat, host))),
  });
}

/** Asks for an account, or lets a known conversation be picked. @param options `onPick` takes a session's id */
export function pickConversation(chat, { title, action, onPick, more }) {
  const input = h('input', { type: 'text', name: 'account', required: true, maxLength: 32, autocomplete: 'off', autocapitalize: 'none', spellcheck: false, placeholder: 'for example bob' });
  const pick = (id) => {
    close();
    onPick(id);
  };
  const onSubmit = (event) => {
    event.preventDefault();
    const account = input.value.trim().toLowerCase();
    const isValid = /^[a-z0-9_@.-]{1,32}$/.test(account);
    input.setCustomValidity(isValid ? '' : 'Letters, digits and _ @ . - only');
    if (input.reportValidity()) pick(idOf('p2p', account));
  };
  input.addEventListener('input', () => input.setCustomValidity(''));
  const form = h('form', { class: 'row', on: { submit: onSubmit } },
    h('label', { class: 'field' }, h('span', {}, 'Account'), input),
    h('button', { class: 'primary' }, action));
  const known = chat.sessions().slice(0, 8).map(({ id }) => h('li', {},
    h('button', { type: 'button', class: 'person', on: { click: () => pick(id) } },
      avatar(isTeam(id) ? id : partsOf(id).to, chat.titleOf(id), isTeam(id)), h('span', {}, chat.titleOf(id)))));
  const { close } = openDialog(title, form, known.length > 0 && h('ul', { class: 'people' }, known), more);
  input.focus();
  return { close };
}

/** The account's own card, its other devices, and the way out. */
export function openProfile(chat, { onSignOut, tell }) {
  const name = chat.nameOf(chat.account);
  const input = h('input', { type: 'text', name: 'nick', maxLength: 64, value: name, autocomplete: 'nickname' });
  const onSubmit = async (event) => {
    event.preventDefault();
    try {
      await chat.people.rename(input.value.trim());
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
