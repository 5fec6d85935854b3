import { h, icon } from './dom.js';

/** Asks who is there. @param onLogin takes `{account, token, isKept}` and returns a promise; its failure is shown */
export function loginView({ account = '', token = '', problem = '', onLogin }) {
  const accountInput = h('input', { type: 'text', name: 'account', value: account, required: true, maxLength: 32, autocomplete: 'username', autocapitalize: 'none', spellcheck: false });
  const tokenInput = h('input', { type: 'password', name: 'token', value: token, required: true, autocomplete: 'current-password' });
  const keepInput = h('input', { type: 'checkbox', name: 'keep' });
  const trouble = h('p', { class: 'trouble', role: 'alert' }, problem);
  const button = h('button', { class: 'primary' }, 'Sign in');

  async function onSubmit(event) {
    event.preventDefault();
    button.disabled = true;
    trouble.textContent = '';
    try {
      await onLogin({ account: accountInput.value.trim(), token: tokenInput.value.trim(), isKept: keepInput.checked });
    } catch (error) {
      trouble.textContent = wordsFor(error);
      button.disabled = false;
      (error.code === 302 ? tokenInput : button).focus();
    }
  }

  return h('main', { class: 'login' },
    h('form', { on: { submit: onSubmit } },
      h('div', { class: 'brand' }, h('span', { class: 'mark' }, icon('house')), h('h1', {}, 'Posthouse')),
      h('label', { class: 'field' }, h('span', {}, 'Account'), accountInput),
      h('label', { class: 'field' }, h('span', {}, 'Token'), tokenInput),
      h('label', { class: 'check' }, keepInput, h('span', {}, 'Keep me signed in on this device')),
      trouble,
      button));
}

export function wordsFor(error) {
  if (error.code === 302) return 'Account or token is wrong.';
  if (error.code === 414) return 'Account and token are needed.';
  return 'The gateway cannot be reached. Try again in a moment.';
}
