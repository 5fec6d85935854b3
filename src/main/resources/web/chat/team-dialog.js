import { confirmStep, openDialog } from './dialog.js';
import { avatar, h, icon } from './dom.js';
import { wordsFor } from './fault-words.js';
import { MemberList } from './member-list.js';
import { partsOf } from './session-id.js';
import { openAddPeople, textField } from './team-forms.js';
import { TeamModes } from './team-modes.js';

/** Shows a team: who is in it, what it is called and how it is run, and the way out. @param host `tell(text)` */
export function openTeam(chat, host, id) {
  new TeamDialog(chat, host, id).open();
}

class TeamDialog {
  #chat;
  #host;
  #id;
  #members;
  #modes;
  #close;
  #identity = h('div', { class: 'identity' });
  #name = this.#form('Name of the team', 64, (name) => this.#run(this.#chat.teams.update(this.#id, { name })));
  #nick = this.#form('Your name in this team', 64, (nickInTeam) => this.#run(this.#chat.teams.updateMe(this.#id, { nickInTeam })));
  #membersHead = h('h3', {});
  #add = h('button', { type: 'button', class: 'quiet', on: { click: () => openAddPeople(this.#chat, this.#host, this.#id) } }, 'Add people');
  #exit = h('button', { type: 'button', class: 'quiet dangerous', on: { click: () => this.#confirmExit() } });

  constructor(chat, host, id) {
    this.#chat = chat;
    this.#host = host;
    this.#id = id;
    const run = (promise) => this.#run(promise);
    this.#members = new MemberList(chat, id, { run, onMore: () => this.#loadMore(), onLeave: () => this.#close() });
    this.#modes = new TeamModes(chat, id, run);
  }

  open() {
    const { dialog, close } = openDialog('Team', this.#identity,
      h('div', { class: 'members-head' }, this.#membersHead, this.#add), this.#members.element,
      this.#name.form, this.#nick.form, this.#modes.element, this.#exit);
    this.#close = close;
    const onTeam = (id) => { if (id === undefined || id === this.#id) this.#render(); };
    const onPeople = () => this.#render();
    this.#chat.on('team', onTeam);
    this.#chat.on('people', onPeople);
    dialog.addEventListener('close', () => {
      this.#chat.off('team', onTeam);
      this.#chat.off('people', onPeople);
    });
    this.#nick.fill(this.#chat.teams.me(this.#id)?.nickInTeam ?? '');
    this.#name.fill(this.#chat.teams.nameOf(this.#id));
    this.#render();
  }

  #render() {
    const { teams } = this.#chat;
    const id = this.#id;
    const team = teams.teamOf(id);
    const me = teams.me(id);
    if (!me || team.valid === false) {
      this.#close();
      return;
    }
    const name = teams.nameOf(id);
    const { scene, to } = partsOf(id);
    this.#identity.replaceChildren(avatar(id, name, true),
      h('div', {}, h('strong', {}, name), h('span', {}, `${scene === 'superTeam' ? 'Super team' : 'Team'} number ${to}`)));
    this.#membersHead.textContent = team.memberNum === 1 ? '1 member' : `${team.memberNum} members`;
    this.#add.hidden = !(teams.isManager(id) || team.inviteMode === 'all');
    this.#name.form.hidden = !(teams.isManager(id) || team.updateTeamMode === 'all');
    this.#exit.replaceChildren(icon(me.type === 'owner' ? 'close' : 'back'), me.type === 'owner' ? 'Dismiss the team' : 'Leave the team');
    this.#members.render();
    this.#modes.render();
  }

  /** One text that is saved by itself, once it is another one. @returns its `form`, and `fill(text)` with what is saved */
  #form(label, maxLength, save) {
    const { input, field } = textField(label, { name: label, maxLength });
    const button = h('button', { class: 'primary' }, 'Save');
    let saved = '';
    const look = () => { button.hidden = input.value.trim() === saved; };
    const fill = (text) => {
      saved = text;
      input.value = text;
      look();
    };
    const onSubmit = async (event) => {
      event.preventDefault();
      const text = input.value.trim();
      if (await save(text)) fill(text);
    };
    return { fill, form: h('form', { class: 'row', on: { submit: onSubmit, input: look } }, field, button) };
  }

  #confirmExit() {
    const { teams } = this.#chat;
    const isOwner = teams.me(this.#id)?.type === 'owner';
    const name = teams.nameOf(this.#id);
    confirmStep({
      title: isOwner ? `Dismiss ${name}?` : `Leave ${name}?`,
      text: isOwner ? 'It ends for everybody, for good. What was said can still be read.' : 'You see nothing of what is said from then on.',
      action: isOwner ? 'Dismiss' : 'Leave',
      onConfirm: () => this.#run(teams.ask(this.#id, isOwner ? 'dismissTeam' : 'leaveTeam')),
    });
  }

  async #loadMore() {
    const { teams, people } = this.#chat;
    await this.#run(teams.loadMembers(this.#id).then((accounts) => people.learn(accounts)));
  }

  /** @returns whether it worked; a failure is told */
  async #run(promise) {
    try {
      await promise;
      return true;
    } catch (error) {
      this.#host.tell(wordsFor(error));
      return false;
    }
  }
}
