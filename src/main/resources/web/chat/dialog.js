import { h, iconButton } from './dom.js';

/** Opens a dialog; Escape or its cross close it. @returns `{dialog, close}` */
export function openDialog(title, ...content) {
  const id = `dialog-${Math.random().toString(36).slice(2)}`;
  const close = () => dialog.close();
  const dialog = h('dialog', { class: 'dialog', 'aria-labelledby': id },
    h('header', {}, h('h2', { id }, title), iconButton('close', 'Close', close)),
    ...content.filter(Boolean));
  dialog.addEventListener('close', () => dialog.remove());
  dialog.addEventListener('click', (event) => {
    if (event.target === dialog) close();
  });
  document.body.append(dialog);
  dialog.showModal();
  return { dialog, close };
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

/** A form whose failure is said below it. @param run what its button does; the dialog closes once that has worked */
export function formWith(fields, action, run) {
  const trouble = h('p', { class: 'trouble', role: 'alert' });
  const button = h('button', { class: 'primary' }, action);
  const onSubmit = async (event) => {
    event.preventDefault();
    button.disabled = true;
    trouble.textContent = '';
    try {
      await run();
    } catch (error) {
      trouble.textContent = error.words ?? error.message;
    } finally {
      button.disabled = false;
    }
  };
  return h('form', { class: 'stack', on: { submit: onSubmit } }, ...fields, trouble, button);
}
