import { h } from './dom.js';
import { MODE_WORDS } from './team-words.js';

const LABELS = {
  muteType: 'Who may write',
  joinMode: 'Who may join',
  inviteMode: 'Who may add people',
  beInviteMode: 'People who are added come in',
  historyMode: 'Newcomers see of what was said before',
};

/** How a team is run; for its owner and managers to change. */
export class TeamModes {
  #chat;
  #id;
  #selects;

  /** @param run takes a promise and tells its failure */
  constructor(chat, id, run) {
    this.#chat = chat;
    this.#id = id;
    this.#selects = Object.keys(LABELS).map((mode) => this.#select(mode, run));
    this.element = h('div', { class: 'modes' },
      ...this.#selects.map(({ mode, select }) => h('label', { class: 'field' }, h('span', {}, LABELS[mode]), select)));
  }

  render() {
    const { teams } = this.#chat;
    this.element.hidden = !teams.isManager(this.#id);
    const team = teams.teamOf(this.#id);
    for (const { mode, select } of this.#selects) select.value = team[mode] ?? select.options[0].value;
  }

  #select(mode, run) {
    const options = Object.entries(MODE_WORDS[mode]).map(([value, text]) => h('option', { value }, text));
    const save = async () => {
      await run(this.#chat.teams.update(this.#id, { [mode]: select.value }));
      this.render(); // what was refused is what it was
    };
    const select = h('select', { name: mode, on: { change: save } }, options);
    return { mode, select };
  }
}
