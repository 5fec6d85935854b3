import { Code, PosthouseError, inTeam, invalid } from './faults.js';
import { newId } from './message.js';
import { eachPage } from './pages.js';
import { TEAM_FIELDS, readMember, readWholeTeam } from './team.js';

/** `nim.team`, and under other names `nim.superTeam`: makes teams, changes who is in them and what they are, reads them. */
export class Teams {
  #gateway;
  #scene;

  /** @param scene `team` or `superTeam` */
  constructor(gateway, scene) {
    this.#gateway = gateway;
    this.#scene = scene;
  }

  /**
   * Asks again if no answer comes, and makes one team all the same; so does another call with the same `idClient`.
   * @returns the team, with `left` (accounts that were left out) and `invited` (whether the others have to accept)
   */
  async createTeam(options) {
    const { level, accounts, ps, idClient = newId() } = options;
    const fields = { scene: this.#scene, ...fieldsOf(options), level, accounts: listOf(accounts ?? []), ps, idClient };
    const { team, left, invited } = await this.#gateway.persist('createTeam', fields).catch((error) => {
      throw inTeam(error);
    });
    return { ...readWholeTeam(team), left: left ?? [], invited: invited === true };
  }

  /** Brings accounts in, or invites them if the team's beInviteMode says so; `ext` is passed on to the members. */
  addTeamMembers({ teamId, accounts, ps, ext }) {
    return this.#change('addTeamMembers', teamId, { accounts: listOf(accounts), ps, attach: ext });
  }

  removeTeamMembers({ teamId, accounts }) {
    return this.#change('removeTeamMembers', teamId, { accounts: listOf(accounts) });
  }

  leaveTeam({ teamId }) {
    return this.#change('leaveTeam', teamId, {});
  }

  dismissTeam({ teamId }) {
    return this.#change('dismissTeam', teamId, {});
  }

  transferTeam({ teamId, account, leave = false }) {
    return this.#change('transferTeam', teamId, { account, leave });
  }

  /** Makes members managers, or managers normal members. */
  updateTeamManagers({ teamId, accounts, isManager }) {
    return this.#change('updateTeamManagers', teamId, { accounts: listOf(accounts), isAdd: isManager });
  }

  addTeamManagers({ teamId, accounts }) {
    return this.updateTeamManagers({ teamId, accounts, isManager: true });
  }

  removeTeamManagers({ teamId, accounts }) {
    return this.updateTeamManagers({ teamId, accounts, isManager: false });
  }

  updateTeamMembersMute({ teamId, accounts, mute }) {
    return this.#change('updateTeamMembersMute', teamId, { accounts: listOf(accounts), mute });
  }

  muteTeamMember({ teamId, account, mute }) {
    return this.updateTeamMembersMute({ teamId, accounts: [account], mute });
  }

  /** Mutes the normal members, with `muteType: 'all'` everybody. */
  async muteTeam({ teamId, mute, muteType = 'normal' }) {
    await this.updateTeamInfo({ teamId, muteType: mute ? muteType : 'none' });
  }

  /** Fails with 409 if `ifUpdateTime` is given and the team has changed since. */
  async updateTeamInfo(options) {
    const { teamId, ifUpdateTime } = options;
    const { team } = await this.#request('updateTeam', { teamId, ...fieldsOf(options), ifUpdateTime });
    return readWholeTeam(team);
  }

  /** Changes what this account is in the team; an empty text removes. */
  updateMyMemberInfo({ teamId, nickInTeam, ext, muteTeam, bitConfigMask }) {
    const quiet = muteTeam ?? (bitConfigMask === undefined ? undefined : bitConfigMask % 2 === 1);
    return this.#updateMember({ teamId, nickInTeam, ext, quiet });
  }

  updateMemberNick({ teamId, account, nickInTeam }) {
    return this.#updateMember({ teamId, account, nickInTeam });
  }

  /** @returns the team, with `joined`: whether one is in at once, or has to wait to be passed */
  async applyTeam({ teamId, ps }) {
    const { team, joined } = await this.#request('applyTeam', { teamId, ps });
    return { ...readWholeTeam(team), joined: joined === true };
  }

  /** @param options `from` is who applied */
  passTeamApply({ teamId, from }) {
    return this.#answer('answerTeamApply', teamId, { account: from, pass: true });
  }

  rejectTeamApply({ teamId, from, ps }) {
    return this.#answer('answerTeamApply', teamId, { account: from, pass: false, ps });
  }

  /** @param options `from` is who invited */
  acceptTeamInvite({ teamId, from }) {
    return this.#answer('answerTeamInvite', teamId, { account: from, accept: true });
  }

  rejectTeamInvite({ teamId, from, ps }) {
    return this.#answer('answerTeamInvite', teamId, { account: from, accept: false, ps });
  }

  /** Fails with 803 for a team that is not. */
  async getTeamInfo({ teamId }) {
    const { teams } = await this.getTeamsById({ teamIds: [teamId] });
    if (teams.length === 0) throw new PosthouseError(Code.NO_TEAM, 'there is no such team');
    return teams[0];
  }

  /** At most 100 at once. @returns `teams`, and `tids`: those that are not */
  async getTeamsById({ teamIds }) {
    const answer = await this.#request('teamsById', { teamIds: listOf(teamIds) });
    const known = new Set(answer.teams.map((team) => team.teamId));
    return { teams: answer.teams.map(readWholeTeam), tids: teamIds.filter((id) => !known.has(id)) };
  }

  /** The teams that this account is in. */
  async getTeams() {
    return (await this.getTeamsWithMe()).teams;
  }

  /** The same with what this account is in each of them. */
  async getTeamsWithMe() {
    const own = { teams: [], members: [] };
    await eachPage((page) => this.#request('teams', { page }), ({ teams, members }) => {
      own.teams.push(...teams.filter(({ scene }) => scene === this.#scene).map(readWholeTeam));
      own.members.push(...members.filter(({ scene }) => scene === this.#scene).map(readMember));
    });
    return own;
  }

  /** All members, or at most some `limit`, or those of some `accounts`; in no order. */
  getTeamMembers({ teamId, accounts, limit }) {
    return accounts ? this.getTeamMembersByAccounts({ teamId, accounts }) : this.#members({ teamId }, limit);
  }

  getMutedTeamMembers({ teamId, limit }) {
    return this.#members({ teamId, mute: true }, limit);
  }

  /** Some 200 members and the `page` to go on with, empty after the last. Somebody may be on two pages. */
  async getTeamMembersPage({ teamId, page }) {
    const answer = await this.#request('teamMembers', { teamId, page: page || undefined });
    return { members: answer.members.map(readMember), page: answer.page ?? '' };
  }

  /** At most 200 at once; who is no member is left out. */
  async getTeamMembersByAccounts({ teamId, accounts }) {
    const { members } = await this.#request('teamMembersByAccount', { teamId, accounts: listOf(accounts) });
    return members.map(readMember);
  }

  /** By account who has brought it in. */
  async getTeamMemberInvitorAccid({ teamId, accounts }) {
    const members = await this.getTeamMembersByAccounts({ teamId, accounts });
    return Object.fromEntries(members.map(({ account, invitorAccid }) => [account, invitorAccid ?? '']));
  }

  async #members(fields, limit = Infinity) {
    const members = new Map();
    await eachPage((page) => this.#request('teamMembers', { ...fields, page }), (answer) => {
      for (const wire of answer.members) members.set(wire.account, readMember(wire));
      return members.size >= limit;
    });
    return [...members.values()].slice(0, limit);
  }

  async #updateMember(fields) {
    const { member } = await this.#request('updateTeamMember', fields);
    return readMember(member);
  }

  async #change(verb, teamId, fields) {
    const { time, left, invited } = await this.#request(verb, { teamId, ...fields });
    return { time, left: left ?? [], invited: invited === true };
  }

  /** A missing application or invitation is no missing team: it stays 404. */
  async #answer(verb, teamId, fields) {
    const { time } = await this.#gateway.request(verb, { scene: this.#scene, teamId, ...fields });
    return { time };
  }

  #request(verb, fields) {
    return this.#gateway.request(verb, { scene: this.#scene, ...fields }).catch((error) => {
      throw inTeam(error);
    });
  }
}

function fieldsOf(options) {
  return Object.fromEntries(TEAM_FIELDS.filter((key) => options[key] !== undefined).map((key) => [key, options[key]]));
}

function listOf(values) {
  if (!Array.isArray(values)) throw invalid('accounts and teamIds are lists');
  return values;
}
