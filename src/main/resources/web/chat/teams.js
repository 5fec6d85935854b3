import { idOf, partsOf } from './session-id.js';

const ROLES = ['owner', 'manager', 'normal'];
const SCENES = ['team', 'superTeam'];
const TEAMS_PER_REQUEST = 100;

/** The teams that this page knows, who is in them and what this account is there. Says which one changed. */
export class Teams {
  #nim;
  #tell;
  #teams = new Map(); // session id → team
  #members = new Map(); // session id → account → member
  #pages = new Map(); // session id → where its members go on; empty once all are known
  #loading = new Set();
  #asked = new Set();
  #wanted = new Set(); // asked for before the own teams were known
  #isOwnKnown = false;
  #isSyncing = true; // own teams are asked for once it is over

  /** @param tell takes the session id of a team that changed, undefined if many have */
  constructor(nim, tell) {
    this.#nim = nim;
    this.#tell = tell;
    nim.on('logined', () => { this.#isSyncing = true; });
    nim.on('syncdone', () => { this.#isSyncing = false; });
    for (const [scene, name] of [['team', 'Team'], ['superTeam', 'SuperTeam']]) this.#listen(scene, name);
  }

  teamOf(id) {
    return this.#teams.get(id);
  }

  nameOf(id) {
    return this.#teams.get(id)?.name || (id.startsWith('superTeam-') ? 'Super team' : 'Team');
  }

  memberOf(id, account) {
    return this.#members.get(id)?.get(account);
  }

  /** Those that are known, owner and managers first. */
  membersOf(id) {
    return [...(this.#members.get(id)?.values() ?? [])].sort((a, b) => ROLES.indexOf(a.type) - ROLES.indexOf(b.type));
  }

  hasMoreMembers(id) {
    return this.#pages.get(id) !== '';
  }

  hasReadMembers(id) {
    return this.#pages.has(id);
  }

  /** Null if this account is not in the team, undefined as long as that is not known. */
  me(id) {
    return this.memberOf(id, this.#nim.account) ?? (this.#isOwnKnown ? null : undefined);
  }

  /** Whether this account is there and may do what owners and managers may. */
  isManager(id) {
    return ['owner', 'manager'].includes(this.me(id)?.type);
  }

  /** Asks `nim.team` or `nim.superTeam` for something. @param options what it takes beside teamId */
  ask(id, method, options = {}) {
    const { scene, to } = partsOf(id);
    return this.#nim[scene][method]({ teamId: to, ...options });
  }

  /** @returns `id` of the session, `left` and `invited` as the gateway says them */
  async create(scene, options) {
    const { left, invited, ...team } = await this.#nim[scene].createTeam(options);
    const id = idOf(scene, team.teamId);
    this.#learnTeam(id, team);
    return { id, left, invited };
  }

  async update(id, fields) {
    this.#learnTeam(id, await this.ask(id, 'updateTeamInfo', fields));
  }

  async updateMe(id, fields) {
    this.#learnMember(id, await this.ask(id, 'updateMyMemberInfo', fields));
  }

  /** Comes in or applies. A team's number is enough. @returns `{id, joined}` */
  async join(teamId, ps) {
    const found = await Promise.all(SCENES.map((scene) => this.#nim[scene].getTeamsById({ teamIds: [teamId] })));
    const team = found.flatMap(({ teams }) => teams).find(({ valid }) => valid);
    if (!team) throw Object.assign(new Error('there is no such team'), { code: 803 });
    const id = idOf(team.scene, teamId);
    const { joined } = await this.ask(id, 'applyTeam', { ps: ps || undefined });
    this.#learnTeam(id, team);
    return { id, joined };
  }

  /** Asks for all own teams: after a sync, when events may have been missed. */
  async learnOwn() {
    try {
      const all = await Promise.all(SCENES.map((scene) => this.#nim[scene].getTeamsWithMe()));
      const own = new Set(all.flatMap(({ teams }) => teams).map((team) => idOf(team.scene, team.teamId)));
      for (const id of this.#members.keys()) if (!own.has(id)) this.#drop(id, this.#nim.account);
      for (const { teams, members } of all) {
        for (const team of teams) this.#learnTeam(idOf(team.scene, team.teamId), team, false);
        for (const member of members) this.#learnMember(idOf(member.scene, member.teamId), member, false);
      }
      this.#isOwnKnown = true;
      this.#pages.clear(); // what was missed while there was no line may concern members too
      this.#tell(undefined);
      const wanted = [...this.#wanted];
      this.#wanted.clear();
      this.learn(wanted);
    } catch {
      // the line went; the next sync asks again
    }
  }

  /** Asks for teams that are not known, such as those this account has left, once its own are; an event tells only some of a team. */
  async learn(ids) {
    const unknown = ids.filter((id) => !this.#teams.get(id)?.joinMode && !this.#asked.has(id));
    if (!this.#isOwnKnown) {
      for (const id of unknown) this.#wanted.add(id);
      return;
    }
    for (const id of unknown) this.#asked.add(id);
    for (const scene of SCENES) {
      const some = unknown.filter((id) => partsOf(id).scene === scene);
      for (let at = 0; at < some.length; at += TEAMS_PER_REQUEST) await this.#learnSome(scene, some.slice(at, at + TEAMS_PER_REQUEST));
    }
  }

  /** Reads the members, of a super team the next page of them. @returns the accounts that were read */
  async loadMembers(id) {
    if (!this.me(id) || !this.hasMoreMembers(id) || this.#loading.has(id)) return [];
    this.#loading.add(id);
    const before = this.hasReadMembers(id) ? [] : [...this.#members.get(id).keys()];
    try {
      const answer = id.startsWith('team-')
        ? { members: await this.ask(id, 'getTeamMembers'), page: '' }
        : await this.ask(id, 'getTeamMembersPage', { page: this.#pages.get(id) });
      for (const account of before) if (account !== this.#nim.account) this.#drop(id, account); // they may have left unnoticed
      this.#pages.set(id, answer.page);
      for (const member of answer.members) this.#learnMember(id, member, false);
      this.#tell(id);
      return answer.members.map(({ account }) => account);
    } finally {
      this.#loading.delete(id);
    }
  }

  #listen(scene, name) {
    const on = (event, handler) => this.#nim.on(event, (payload) => handler(idOf(scene, payload.teamId ?? payload.team.teamId), payload));
    on(`add${name}Members`, (id, { team, members, accounts }) => {
      this.#onMembers(id, team, members);
      const needsModes = accounts.includes(this.#nim.account) && !this.#isSyncing; // no event tells them all
      if (needsModes) this.#learnSome(scene, [id]);
    });
    on(`remove${name}Members`, (id, { team, accounts }) => this.#onRemoved(id, team, accounts));
    on(`update${name}Managers`, (id, { team, members }) => this.#onMembers(id, team, members));
    on(`update${name}MembersMute`, (id, { team, members }) => this.#onMembers(id, team, members));
    on(`transfer${name}`, (id, { team, from, to, leave }) => {
      this.#onMembers(id, team, leave ? [to] : [from, to]);
      if (leave) this.#onRemoved(id, team, [from.account]);
    });
    on(`update${name}Member`, (id, member) => this.#learnMember(id, member));
    on(`update${name}`, (id, team) => this.#learnTeam(id, team));
    on(`dismiss${name}`, (id) => {
      this.#drop(id, this.#nim.account);
      this.#learnTeam(id, { valid: false, memberNum: 0 });
    });
  }

  async #learnSome(scene, ids) {
    try {
      const { teams } = await this.#nim[scene].getTeamsById({ teamIds: ids.map((id) => partsOf(id).to) });
      for (const team of teams) this.#learnTeam(idOf(scene, team.teamId), team, false);
      this.#tell(ids.length === 1 ? ids[0] : undefined);
    } catch {
      for (const id of ids) this.#asked.delete(id); // the line went
    }
  }

  #onMembers(id, team, members) {
    for (const member of members) this.#learnMember(id, member, false);
    this.#learnTeam(id, team);
  }

  #onRemoved(id, team, accounts) {
    for (const account of accounts) this.#drop(id, account);
    this.#learnTeam(id, team);
  }

  /** Without this account in it, a team's members are nothing that this page hears of any more. */
  #drop(id, account) {
    if (account === this.#nim.account) {
      this.#members.delete(id);
      this.#pages.delete(id);
    } else {
      this.#members.get(id)?.delete(account);
    }
  }

  #learnTeam(id, team, tells = true) {
    const known = this.#teams.get(id);
    this.#teams.set(id, { ...known, ...team });
    if (tells) this.#tell(id);
  }

  /** A change of somebody whom this page has not read stays unknown, unless it came in just now. */
  #learnMember(id, member, tells = true) {
    if (!this.#members.has(id)) this.#members.set(id, new Map());
    const members = this.#members.get(id);
    const known = members.get(member.account);
    if (known || member.joinTime !== undefined) members.set(member.account, { ...known, ...member });
    if (tells) this.#tell(id);
  }
}
