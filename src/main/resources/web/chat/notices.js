import { idOf } from './session-id.js';

const KEY = 'posthouse.answered';
const ANSWERED_MAX = 200;
const CHECKED_MAX = 20;
const LIFE_MILLIS = 7 * 86_400_000;

/** What each is, and how `nim.team` calls the two answers to it. */
const KINDS = {
  applyTeam: { kind: 'application', yes: 'passTeamApply', no: 'rejectTeamApply' },
  applySuperTeam: { kind: 'application', yes: 'passTeamApply', no: 'rejectTeamApply' },
  teamInvite: { kind: 'invitation', yes: 'acceptTeamInvite', no: 'rejectTeamInvite' },
  superTeamInvite: { kind: 'invitation', yes: 'acceptTeamInvite', no: 'rejectTeamInvite' },
  rejectTeamApply: { kind: 'applicationRejected' },
  rejectSuperTeamApply: { kind: 'applicationRejected' },
  rejectTeamInvite: { kind: 'invitationRejected' },
  rejectSuperTeamInvite: { kind: 'invitationRejected' },
};

/**
 * Invitations and applications that wait for an answer. The gateway tells them again at each login, so what was answered is
 * kept on this device.
 */
export class Notices {
  #nim;
  #tell;
  #open = new Map();
  #answered;

  constructor(nim, tell) {
    this.#nim = nim;
    this.#tell = tell;
    this.#answered = new Set(readKept(nim.account));
    nim.on('sysMsg', (msg) => this.#learn([msg]));
    nim.on('syncSysMsgs', (msgs) => this.#learn(msgs));
    for (const scene of ['team', 'superTeam']) {
      nim.on(scene === 'team' ? 'addTeamMembers' : 'addSuperTeamMembers', ({ team, accounts }) => this.#onIn(idOf(scene, team.teamId), accounts));
    }
  }

  /** `{key, kind, id, team, from, words}`, oldest first. */
  all() {
    return [...this.#open.values()];
  }

  /** After a login: what was settled elsewhere is not asked again. @param teams what the page knows of teams */
  async settle(teams) {
    for (const notice of this.all().filter(({ yes }) => yes).slice(-CHECKED_MAX)) {
      if (await isSettled(notice, teams)) this.forget(notice);
    }
  }

  /** @returns false if it had been answered, or was taken back, already */
  async answer(notice, isYes) {
    const { scene, teamId } = notice.team;
    try {
      await this.#nim[scene][isYes ? notice.yes : notice.no]({ teamId, from: notice.from });
    } catch (error) {
      if (![404, 803, 809].includes(error.code)) throw error;
      this.forget(notice);
      return false;
    }
    this.forget(notice);
    return true;
  }

  forget(notice) {
    this.#open.delete(notice.key);
    this.#answered.add(notice.key);
    keep(this.#nim.account, [...this.#answered].slice(-ANSWERED_MAX));
    this.#tell();
  }

  #learn(msgs) {
    for (const msg of msgs) {
      const known = Object.hasOwn(KINDS, msg.type) && KINDS[msg.type];
      const key = `${msg.idServer} ${msg.time}`;
      if (!known || this.#answered.has(key) || msg.time < Date.now() - LIFE_MILLIS) continue;
      const id = idOf(msg.scene, msg.to);
      this.#dropOlder(known.kind, id, msg.from);
      this.#open.set(key, { key, ...known, id, team: msg.attach.team, from: msg.from, words: msg.content ?? '' });
    }
    this.#tell();
  }

  /** Who asks twice is answered once. */
  #dropOlder(kind, id, from) {
    for (const [key, notice] of this.#open) {
      if (notice.kind === kind && notice.id === id && notice.from === from) this.#open.delete(key);
    }
  }

  #onIn(id, accounts) {
    for (const notice of this.all()) {
      const account = notice.kind === 'invitation' ? this.#nim.account : notice.from;
      if (notice.yes && notice.id === id && accounts.includes(account)) this.forget(notice);
    }
  }
}

/** Who was let in or has come in is a member by now; who rules no more cannot answer; a team may have ended. */
async function isSettled({ kind, id, from }, teams) {
  if (teams.me(id) === undefined) return false; // own teams are not known
  try {
    if (kind === 'invitation') return teams.me(id) !== null || !(await teams.ask(id, 'getTeamInfo')).valid;
    return !teams.isManager(id) || (await teams.ask(id, 'getTeamMembersByAccounts', { accounts: [from] })).length > 0;
  } catch (error) {
    return error.code === 803;
  }
}

function readKept(account) {
  try {
    return JSON.parse(localStorage.getItem(`${KEY}.${account}`)) ?? [];
  } catch {
    return []; // storage may be forbidden, or hold what an older page wrote
  }
}

function keep(account, keys) {
  try {
    localStorage.setItem(`${KEY}.${account}`, JSON.stringify(keys));
  } catch {
    // full or forbidden: it is asked again after the next login
  }
}
