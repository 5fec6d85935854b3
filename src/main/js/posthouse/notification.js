import { memberIdOf, readTeam } from './team.js';

const READERS = {
  addTeamMembers: added,
  passTeamApply: added,
  acceptTeamInvite: added,
  removeTeamMembers: removed,
  leaveTeam: removed,
  updateTeam: (_, { team }) => ['update', readTeam(team)],
  dismissTeam: (message) => ['dismiss', { teamId: message.to }],
  transferTeam: transferred,
  addTeamManagers: (message, data) => appointed(message, data, true),
  removeTeamManagers: (message, data) => appointed(message, data, false),
  updateTeamMembersMute: muted,
};

/** How the page names them, for a team and for a super team. */
const NAMES = {
  add: ['addTeamMembers', 'addSuperTeamMembers'],
  remove: ['removeTeamMembers', 'removeSuperTeamMembers'],
  update: ['updateTeam', 'updateSuperTeam'],
  dismiss: ['dismissTeam', 'dismissSuperTeam'],
  transfer: ['transferTeam', 'transferSuperTeam'],
  managers: ['updateTeamManagers', 'updateSuperTeamManagers'],
  mute: ['updateTeamMembersMute', 'updateSuperTeamMembersMute'],
};

/**
 * What a notification tells (T2), as the page's event.
 *
 * @returns `{name, payload}`, or undefined for a message that is none, or none this client knows
 */
export function teamEventOf(message) {
  if (message.type !== 'notification' || typeof message.attach?.data?.team !== 'object') return undefined;
  const { type, data } = message.attach;
  if (!Object.hasOwn(READERS, type)) return undefined;
  const [kind, payload] = READERS[type](message, data);
  return { name: NAMES[kind][message.scene === 'superTeam' ? 1 : 0], payload };
}

/** Whom a notification brings into the team. */
export function broughtIn(message) {
  const { type, data } = message.attach ?? {};
  const brings = message.type === 'notification' && READERS[type] === added && Object.hasOwn(READERS, type);
  return brings ? accountsOf(message, data) : [];
}

function accountsOf(message, data) {
  return Array.isArray(data.accounts) ? data.accounts : [message.from];
}

function added(message, data) {
  const team = readTeam(data.team);
  const accounts = accountsOf(message, data);
  const members = accounts.map((account) => ({
    ...entryOf(message, account),
    scene: message.scene,
    teamId: message.to,
    type: account === team.owner ? 'owner' : 'normal',
    nickInTeam: '',
    joinTime: message.time,
    mute: false,
    muteTeam: false,
    active: true,
    valid: true,
  }));
  const payload = { team, accounts, members };
  if (data.attach !== undefined) payload.custom = data.attach;
  return ['add', payload];
}

function removed(message, data) {
  return ['remove', { team: readTeam(data.team), accounts: accountsOf(message, data) }];
}

function transferred(message, data) {
  const payload = {
    team: readTeam(data.team),
    from: { ...entryOf(message, message.from), type: 'normal' },
    to: { ...entryOf(message, data.account), type: 'owner' },
    leave: data.leave === true,
  };
  return ['transfer', payload];
}

function appointed(message, data, isManager) {
  const accounts = accountsOf(message, data);
  const members = accounts.map((account) => ({ ...entryOf(message, account), type: isManager ? 'manager' : 'normal' }));
  return ['managers', { team: readTeam(data.team), accounts, isManager, members }];
}

function muted(message, data) {
  const accounts = accountsOf(message, data);
  const mute = data.mute === true;
  const members = accounts.map((account) => ({ ...entryOf(message, account), teamId: message.to, mute }));
  return ['mute', { team: readTeam(data.team), accounts, mute, members }];
}

function entryOf(message, account) {
  return { id: memberIdOf(message.to, account), account, updateTime: message.time };
}
