const ROLE_WORDS = { owner: 'Owner', manager: 'Manager', normal: '' };

export function roleWord(type) {
  return ROLE_WORDS[type] ?? '';
}

/** What a notification tells, in a sentence. @param who takes an account and says its name, `You` for oneself */
export function noticeWords(msg, who) {
  const { type, data = {} } = msg.attach ?? {};
  const by = who(msg.from);
  const accounts = Array.isArray(data.accounts) ? data.accounts : [msg.from];
  const others = accounts.filter((account) => account !== msg.from);
  switch (type) {
    case 'addTeamMembers':
      if (accounts.includes(msg.from)) return `${by} started the team${others.length > 0 ? ` with ${list(others, who)}` : ''}`;
      return `${by} added ${list(accounts, who)}`;
    case 'passTeamApply':
      return `${by} let ${list(accounts, who)} in`;
    case 'acceptTeamInvite':
      return data.invitor && !accounts.includes(data.invitor) ? `${list(accounts, who, true)} joined, invited by ${inside(who(data.invitor))}` : `${list(accounts, who, true)} joined`;
    case 'removeTeamMembers':
      return `${by} removed ${list(accounts, who)}`;
    case 'leaveTeam':
      return `${list(accounts, who, true)} left`;
    case 'updateTeam':
      return `${by} ${changeWords(data.team ?? {})}`;
    case 'dismissTeam':
      return `${by} dismissed the team`;
    case 'transferTeam':
      return `${by} made ${inside(who(data.account))} the owner${data.leave ? ' and left' : ''}`;
    case 'addTeamManagers':
      return `${by} made ${list(accounts, who)} ${accounts.length > 1 ? 'managers' : 'a manager'}`;
    case 'removeTeamManagers':
      return `${by} made ${list(accounts, who)} ${accounts.length > 1 ? 'normal members' : 'a normal member'} again`;
    case 'updateTeamMembersMute':
      return `${by} ${data.mute ? 'muted' : 'unmuted'} ${list(accounts, who)}`;
    default:
      return 'Something happened to the team';
  }
}

/** How a way of running the team reads where it can be chosen. */
export const MODE_WORDS = {
  joinMode: { noVerify: 'Anybody who has the number', needVerify: 'Whoever a manager lets in', rejectAll: 'Nobody, only who is invited' },
  muteType: { none: 'Everybody', normal: 'The owner and the managers', all: 'Nobody' },
  inviteMode: { manager: 'The owner and the managers', all: 'Every member' },
  beInviteMode: { noVerify: 'At once', needVerify: 'When they accept' },
  historyMode: { joined: 'Nothing', all: 'Everything' },
};

/** A notification tells the name whether or not it changed, so modes are looked at first. */
function changeWords(team) {
  const written = [
    team.muteType === 'none' && 'let everybody write again',
    team.muteType === 'normal' && 'let only the owner and the managers write',
    team.muteType === 'all' && 'muted everybody',
    team.joinMode && `changed who may join: ${MODE_WORDS.joinMode[team.joinMode]?.toLowerCase() ?? team.joinMode}`,
    team.inviteMode && 'changed who may invite',
    team.beInviteMode && 'changed how invitations work',
    team.historyMode && 'changed what newcomers see',
    team.announcement !== undefined && 'changed the announcement',
    team.intro !== undefined && 'changed the description',
    team.avatar !== undefined && 'changed the picture',
    (team.updateTeamMode || team.updateExtMode) && 'changed who may change the team',
    team.ext === undefined && team.serverExt === undefined && team.name !== undefined && `named the team “${team.name}”`,
  ];
  return written.find(Boolean) || 'changed the team';
}

/** Names in a row; a long row says how many more there are. */
function list(accounts, who, isFirst = false) {
  const names = accounts.slice(0, 4).map(who);
  const words = (isFirst ? [names[0], ...names.slice(1).map(inside)] : names.map(inside));
  const rest = accounts.length - words.length;
  if (rest > 0) return `${words.join(', ')} and ${rest} more`;
  return words.length > 1 ? `${words.slice(0, -1).join(', ')} and ${words.at(-1)}` : words[0];
}

/** Inside of a sentence. */
function inside(name) {
  return name === 'You' ? 'you' : name;
}
