import { openDialog } from './dialog.js';
import { avatar, h } from './dom.js';
import { wordsFor } from './fault-words.js';

const SHOWN_MAX = 200;

/** Says who has read an own message of a team, and who has not yet. */
export async function openReaders(chat, msg) {
  const content = h('div', { class: 'readers', role: 'status' }, h('p', { class: 'explanation' }, 'Asking…'));
  openDialog('Who has read it', content);
  try {
    const { readAccounts, unreadAccounts } = await chat.receipts.accountsOf(msg);
    const all = [...readAccounts, ...unreadAccounts];
    await chat.people.learn(all.slice(0, SHOWN_MAX));
    content.replaceChildren(
      h('p', { class: 'explanation' }, `Read by ${readAccounts.length} of ${all.length}.`),
      ...listOf(chat, msg.sessionId, 'Read', readAccounts),
      ...listOf(chat, msg.sessionId, 'Not yet', unreadAccounts));
  } catch (error) {
    content.replaceChildren(h('p', { class: 'trouble' }, wordsFor(error)));
  }
}

function listOf(chat, id, title, accounts) {
  if (accounts.length === 0) return [];
  const rest = accounts.length - SHOWN_MAX;
  const rows = accounts.slice(0, SHOWN_MAX).map((account) => {
    const name = chat.nameOf(account, id);
    return h('li', { class: 'person still' }, avatar(account, name), h('span', {}, name));
  });
  return [h('h3', {}, title), h('ul', { class: 'people', 'aria-label': title }, rows), rest > 0 && h('p', { class: 'explanation' }, `and ${rest} more`)].filter(Boolean);
}
