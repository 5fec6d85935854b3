import { readTeam } from './team.js';

const TYPES = {
  team: { applyTeam: 'applyTeam', rejectTeamApply: 'rejectTeamApply', teamInvite: 'teamInvite', rejectTeamInvite: 'rejectTeamInvite' },
  superTeam: {
    applyTeam: 'applySuperTeam',
    rejectTeamApply: 'rejectSuperTeamApply',
    teamInvite: 'superTeamInvite',
    rejectTeamInvite: 'rejectSuperTeamInvite',
  },
};

/** The page's system message from an account change of kind `team`: an invitation, an application, or their refusal. */
export function readNotice(change, feature) {
  const team = readTeam(change.team);
  const message = {
    type: TYPES[team.scene]?.[change.notice] ?? change.notice,
    time: change.time,
    from: change.from,
    to: team.teamId,
    scene: team.scene,
    idServer: String(change.number),
    state: 'none',
    feature,
    attach: { team },
  };
  if (change.ps !== undefined) message.content = change.ps;
  if (change.attach !== undefined) message.attach.attach = change.attach;
  return message;
}
