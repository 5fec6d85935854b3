import { confirmStep } from './dialog.js';
import { arrange, avatar, h, icon, iconButton } from './dom.js';
import { openMenu } from './menu.js';
import { idOf } from './session-id.js';
import { roleWord } from './team-words.js';

/** The members of a team with what they are there, and for who may do something with them a menu each. */
export class MemberList {
  #chat;
  #id;
  #actions;
  #rows = new Map();
  #list = h('ul', { class: 'members', 'aria-label': 'Members' });
  #more = h('button', { type: 'button', class: 'quiet', on: { click: () => this.#actions.onMore() } }, 'Show more');

  /** @param actions `run(promise)` tells a failure, `onMore()`, `onLeave()` when the list is left for a conversation */
  constructor(chat, id, actions) {
    this.#chat = chat;
    this.#id = id;
    this.#actions = actions;
    this.element = h('div', {}, this.#list, this.#more);
  }

  render() {
    const { teams } = this.#chat;
    const members = teams.membersOf(this.#id);
    const accounts = new Set(members.map(({ account }) => account));
    for (const account of this.#rows.keys()) if (!accounts.has(account)) this.#rows.delete(account);
    arrange(this.#list, members.map((member) => this.#rowOf(member)));
    this.#more.hidden = !teams.hasMoreMembers(this.#id);
  }

  #rowOf(member) {
    const { account, type, mute } = member;
    const name = this.#chat.nameOf(account, this.#id);
    const actions = this.#actionsFor(member, name);
    const look = JSON.stringify([name, type, mute, actions.map(({ text }) => text)]);
    const known = this.#rows.get(account);
    if (known?.look === look) return known.row;
    const more = actions.length > 0 && iconButton('more', `What to do with ${name}`, () => openMenu(more, actions), { 'aria-haspopup': 'menu' });
    const isMe = account === this.#chat.account;
    const row = h('li', { class: 'member', data: { account } },
      avatar(account, name),
      h('div', { class: 'member-name' }, h('span', {}, isMe ? `${name} (you)` : name), name !== account && h('small', {}, account)),
      mute && icon('muted', 'Muted'), roleWord(type) && h('span', { class: 'role' }, roleWord(type)), more);
    this.#rows.set(account, { look, row });
    return row;
  }

  /** What this account may do with a member; the gateway decides in the end. */
  #actionsFor({ account, type, mute }, name) {
    const { teams, account: me } = this.#chat;
    if (account === me) return [];
    const isOwner = teams.me(this.#id)?.type === 'owner';
    const mayRule = isOwner || (teams.isManager(this.#id) && type === 'normal');
    const isManager = type === 'manager';
    const ask = (method, options) => this.#actions.run(teams.ask(this.#id, method, options));
    return [
      { text: 'Write to them', run: () => this.#writeTo(account) },
      isOwner && { text: isManager ? 'Make a normal member' : 'Make a manager', run: () => ask('updateTeamManagers', { accounts: [account], isManager: !isManager }) },
      mayRule && { text: mute ? 'Unmute' : 'Mute', run: () => ask('updateTeamMembersMute', { accounts: [account], mute: !mute }) },
      isOwner && { text: 'Make the owner', isDangerous: true, run: () => this.#confirmTransfer(account, name) },
      mayRule && { text: 'Remove', isDangerous: true, run: () => ask('removeTeamMembers', { accounts: [account] }) },
    ].filter(Boolean);
  }

  #writeTo(account) {
    this.#actions.onLeave();
    this.#chat.open(idOf('p2p', account));
  }

  #confirmTransfer(account, name) {
    confirmStep({
      title: `Make ${name} the owner?`,
      text: 'You become a normal member. Only the new owner can undo that.',
      action: 'Make the owner',
      onConfirm: () => this.#actions.run(this.#chat.teams.ask(this.#id, 'transferTeam', { account, leave: false })),
    });
  }
}
