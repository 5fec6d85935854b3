import { formWith, openDialog } from './dialog.js';
import { h } from './dom.js';
import { wordsFor } from './fault-words.js';
import { PeopleField } from './people-field.js';

/** Asks for a name and people, and makes a team of them. @param host `tell(text)` */
export function openCreateTeam(chat, host) {
  const name = textField('Name', { name: 'team', required: true, maxLength: 64 });
  const people = new PeopleField(chat);
  const isSuper = checkbox('Super team, for very many people');
  const asks = checkbox('People come in when they accept');
  const form = formWith([name.field, people.element, asks.field, isSuper.field], 'Create', async () => {
    const accounts = people.accounts();
    if (!accounts) return;
    const options = { name: name.input.value.trim(), accounts, beInviteMode: asks.input.checked ? 'needVerify' : 'noVerify' };
    const { id, invited, left } = await spoken(chat.teams.create(isSuper.input.checked ? 'superTeam' : 'team', options));
    close();
    chat.open(id);
    host.tell(outcomeWords(chat, accounts, { invited, left }));
  });
  const { close } = openDialog('New team', form);
  name.input.focus();
}

/** Asks for a team's number. @param host `tell(text)` */
export function openJoinTeam(chat, host) {
  const number = textField('Number of the team', { name: 'teamId', required: true, inputMode: 'numeric', pattern: '[1-9][0-9]{0,14}', title: 'A number of up to 15 digits' });
  const words = textField('A word about yourself, if you like', { name: 'ps', maxLength: 200 });
  const form = formWith([number.field, words.field], 'Join', async () => {
    const { id, joined } = await spoken(chat.teams.join(number.input.value.trim(), words.input.value.trim()));
    close();
    if (joined) chat.open(id);
    else host.tell(`You have asked to join ${chat.titleOf(id)}.`);
  });
  const { close } = openDialog('Join a team', form);
  number.input.focus();
}

/** Asks for people to bring into a team. @param host `tell(text)` */
export function openAddPeople(chat, host, id) {
  const people = new PeopleField(chat, chat.teams.membersOf(id).map(({ account }) => account));
  const form = formWith([people.element], 'Add', async () => {
    const accounts = people.accounts();
    if (!accounts || accounts.length === 0) return;
    const { invited, left } = await spoken(chat.teams.ask(id, 'addTeamMembers', { accounts }));
    close();
    host.tell(outcomeWords(chat, accounts, { invited, left }));
  });
  const { close } = openDialog('Add people', form);
  people.focus();
}

/** What is to be said of people that were to be brought in; nothing if they simply are. */
function outcomeWords(chat, accounts, { invited, left }) {
  const words = [];
  if (left.length > 0) words.push(`Left out: ${left.map((account) => chat.nameOf(account)).join(', ')}.`);
  if (invited && left.length < accounts.length) words.push('They are in as soon as they accept.');
  return words.join(' ');
}

export function textField(label, props) {
  const input = h('input', { type: 'text', autocomplete: 'off', ...props });
  return { input, field: h('label', { class: 'field' }, h('span', {}, label), input) };
}

function checkbox(label) {
  const input = h('input', { type: 'checkbox' });
  return { input, field: h('label', { class: 'check' }, input, h('span', {}, label)) };
}

/** A failure says what a person is told of it. */
async function spoken(promise) {
  try {
    return await promise;
  } catch (error) {
    throw Object.assign(error, { words: wordsFor(error) });
  }
}
