/** The texts and modes of a team, as they travel and as an app sets them. */
export const TEAM_FIELDS = [
  'name', 'avatar', 'intro', 'announcement', 'ext', 'serverExt',
  'joinMode', 'beInviteMode', 'inviteMode', 'updateTeamMode', 'updateExtMode', 'muteType', 'historyMode',
];
const TEAM_FACTS = ['owner', 'level', 'memberNum', 'createTime', 'updateTime', 'memberUpdateTime', 'valid'];

/** The page's team from a TEAM of the protocol; one in a notification holds only some of it. */
export function readTeam(wire) {
  const team = { teamId: wire.teamId, scene: wire.scene };
  for (const key of [...TEAM_FACTS, ...TEAM_FIELDS]) if (wire[key] !== undefined) team[key] = wire[key];
  if (wire.scene === 'team') team.type = 'advanced';
  if (wire.muteType !== undefined) team.mute = wire.muteType !== 'none';
  return team;
}

/** A whole team, where texts that are not set are empty. */
export function readWholeTeam(wire) {
  return { ...readTeam(wire), name: wire.name ?? '', avatar: wire.avatar ?? '', validToCurrentUser: wire.valid };
}

/** The page's member from a TEAMMEMBER of the protocol. */
export function readMember(wire) {
  const { scene, teamId, account, type, joinTime, updateTime } = wire;
  const member = {
    id: memberIdOf(teamId, account),
    scene,
    teamId,
    account,
    type,
    nickInTeam: wire.nickInTeam ?? '',
    joinTime,
    updateTime,
    mute: wire.mute === true,
    muteTeam: wire.quiet === true,
    active: true,
    valid: true,
  };
  if (wire.ext !== undefined) member.ext = wire.ext;
  if (wire.invitor) member.invitorAccid = wire.invitor;
  return member;
}

export function memberIdOf(teamId, account) {
  return `${teamId}-${account}`;
}

/** The page's counts from READS of the protocol. */
export function readReads(scene, teamId, wire) {
  const reads = { scene, teamId, idServer: wire.idServer, idClient: wire.idClient, read: wire.read, unread: wire.unread };
  if (wire.account !== undefined) reads.account = wire.account;
  return reads;
}
