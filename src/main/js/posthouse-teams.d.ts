/** What concerns teams in the client of the Posthouse gateway. */

export interface TeamMsgName {
  teamId: string;
  idServer: string;
  idClient?: string;
  /** Default `team`. */
  scene?: TeamScene;
}

export interface TeamMsgReceipt {
  scene: TeamScene;
  teamId: string;
  idServer: string;
  idClient: string;
  /** How many members have read it, and how many have not. */
  read: number;
  unread: number;
  /** Who read it last, where that is known. */
  account?: string;
}

export type TeamScene = 'team' | 'superTeam';
export type TeamMemberType = 'owner' | 'manager' | 'normal';

/** What may be set; see src/docs/teams.md for what the modes mean. */
export interface TeamInfo {
  name?: string;
  avatar?: string;
  intro?: string;
  announcement?: string;
  ext?: string;
  joinMode?: 'noVerify' | 'needVerify' | 'rejectAll';
  beInviteMode?: 'noVerify' | 'needVerify';
  inviteMode?: 'manager' | 'all';
  updateTeamMode?: 'manager' | 'all';
  updateExtMode?: 'manager' | 'all';
  muteType?: 'none' | 'normal' | 'all';
  historyMode?: 'joined' | 'all';
}

/** In events some of it may be absent. */
export interface TeamParts extends TeamInfo {
  scene: TeamScene;
  teamId: string;
  type?: 'advanced';
  owner?: string;
  level?: number;
  memberNum?: number;
  createTime?: number;
  /** When texts or modes last changed. */
  updateTime?: number;
  /** When a member last changed. */
  memberUpdateTime?: number;
  /** False once it is dismissed. */
  valid?: boolean;
  /** Whether normal members are muted. */
  mute?: boolean;
  /** Set by the app's server alone. */
  serverExt?: string;
}

type OptionalTeamTexts = 'intro' | 'announcement' | 'ext' | 'serverExt' | 'type';

export type Team = Required<Omit<TeamParts, OptionalTeamTexts>> & Pick<TeamParts, OptionalTeamTexts> & { validToCurrentUser: boolean };

export interface TeamMember {
  /** `<teamId>-<account>`. */
  id: string;
  scene: TeamScene;
  teamId: string;
  account: string;
  type: TeamMemberType;
  nickInTeam: string;
  joinTime: number;
  updateTime: number;
  /** Muted by a manager. */
  mute: boolean;
  /** The member's own wish to hear nothing of it. */
  muteTeam: boolean;
  active: boolean;
  valid: boolean;
  ext?: string;
  /** Who has brought it in. */
  invitorAccid?: string;
}

export interface TeamDone {
  time: number;
  /** Accounts that were left out, for they were members already, or none. */
  left: string[];
  /** The accounts are not in yet: they have to accept. */
  invited: boolean;
}

/** All fail with a PosthouseError: 801 full, 802 not allowed, 803 no such team, 804 no member, 809 a member already. */
export interface TeamService {
  /** Asked for again without an answer. Another call with the same `idClient` makes no second team; 417 if it asks for another one. */
  createTeam(
    options: TeamInfo & { name: string; type?: string; level?: number; accounts?: string[]; ps?: string; idClient?: string },
  ): Promise<Team & { left: string[]; invited: boolean }>;
  /** 1 to 200 accounts; `ps` is for an invitation, `ext` is passed on to the members. */
  addTeamMembers(options: { teamId: string; accounts: string[]; ps?: string; ext?: string }): Promise<TeamDone>;
  removeTeamMembers(options: { teamId: string; accounts: string[] }): Promise<TeamDone>;
  leaveTeam(options: { teamId: string }): Promise<TeamDone>;
  dismissTeam(options: { teamId: string }): Promise<TeamDone>;
  transferTeam(options: { teamId: string; account: string; leave?: boolean }): Promise<TeamDone>;
  updateTeamManagers(options: { teamId: string; accounts: string[]; isManager: boolean }): Promise<TeamDone>;
  addTeamManagers(options: { teamId: string; accounts: string[] }): Promise<TeamDone>;
  removeTeamManagers(options: { teamId: string; accounts: string[] }): Promise<TeamDone>;
  updateTeamMembersMute(options: { teamId: string; accounts: string[]; mute: boolean }): Promise<TeamDone>;
  muteTeamMember(options: { teamId: string; account: string; mute: boolean }): Promise<TeamDone>;
  /** Mutes normal members, or with `muteType: 'all'` everybody. */
  muteTeam(options: { teamId: string; mute: boolean; muteType?: 'normal' | 'all' }): Promise<void>;
  /** An empty text removes. With `ifUpdateTime` it fails with 409 if the team has changed since. */
  updateTeamInfo(options: TeamInfo & { teamId: string; ifUpdateTime?: number }): Promise<Team>;
  updateMyMemberInfo(
    options: { teamId: string; nickInTeam?: string; ext?: string; muteTeam?: boolean; bitConfigMask?: number },
  ): Promise<TeamMember>;
  updateMemberNick(options: { teamId: string; account: string; nickInTeam: string }): Promise<TeamMember>;
  applyTeam(options: { teamId: string; ps?: string }): Promise<Team & { joined: boolean }>;
  passTeamApply(options: { teamId: string; from: string }): Promise<{ time: number }>;
  rejectTeamApply(options: { teamId: string; from: string; ps?: string }): Promise<{ time: number }>;
  acceptTeamInvite(options: { teamId: string; from: string }): Promise<{ time: number }>;
  rejectTeamInvite(options: { teamId: string; from: string; ps?: string }): Promise<{ time: number }>;
  getTeamInfo(options: { teamId: string }): Promise<Team>;
  getTeams(): Promise<Team[]>;
  getTeamsWithMe(): Promise<{ teams: Team[]; members: TeamMember[] }>;
  getTeamsById(options: { teamIds: string[] }): Promise<{ teams: Team[]; tids: string[] }>;
  getTeamMembers(options: { teamId: string; accounts?: string[]; limit?: number }): Promise<TeamMember[]>;
  getTeamMembersPage(options: { teamId: string; page?: string }): Promise<{ members: TeamMember[]; page: string }>;
  getTeamMembersByAccounts(options: { teamId: string; accounts: string[] }): Promise<TeamMember[]>;
  getMutedTeamMembers(options: { teamId: string; limit?: number }): Promise<TeamMember[]>;
  getTeamMemberInvitorAccid(options: { teamId: string; accounts: string[] }): Promise<Record<string, string>>;
}

/** The names that the page's SDK has for super teams, beside those of {@link TeamService}. */
export interface SuperTeamService extends TeamService {
  createSuperTeam: TeamService['createTeam'];
  addSuperTeamMembers: TeamService['addTeamMembers'];
  removeSuperTeamMembers: TeamService['removeTeamMembers'];
  leaveSuperTeam: TeamService['leaveTeam'];
  dismissSuperTeam: TeamService['dismissTeam'];
  transferSuperTeam: TeamService['transferTeam'];
  addSuperTeamManagers: TeamService['addTeamManagers'];
  removeSuperTeamManagers: TeamService['removeTeamManagers'];
  muteSuperTeamMembers: TeamService['updateTeamMembersMute'];
  muteSuperTeam: TeamService['muteTeam'];
  updateSuperTeamInfo: TeamService['updateTeamInfo'];
  applySuperTeam: TeamService['applyTeam'];
  passSuperTeamApply: TeamService['passTeamApply'];
  rejectSuperTeamApply: TeamService['rejectTeamApply'];
  acceptSuperTeamInvite: TeamService['acceptTeamInvite'];
  rejectSuperTeamInvite: TeamService['rejectTeamInvite'];
  getSuperTeamInfo: TeamService['getTeamInfo'];
  getSuperTeams: TeamService['getTeams'];
  getSuperTeamMembers: TeamService['getTeamMembers'];
  getSuperTeamMembersByAccounts: TeamService['getTeamMembersByAccounts'];
  queryMuteMembers: TeamService['getMutedTeamMembers'];
}

type MemberChange<K extends keyof TeamMember> = Pick<TeamMember, 'id' | 'account' | 'updateTime' | K>;

export interface AddedMembers {
  team: TeamParts;
  accounts: string[];
  members: TeamMember[];
  /** The `ext` of {@link TeamService.addTeamMembers}. */
  custom?: string;
}

export interface RemovedMembers {
  team: TeamParts;
  accounts: string[];
}

export interface ChangedManagers {
  team: TeamParts;
  accounts: string[];
  isManager: boolean;
  members: MemberChange<'type'>[];
}

export interface TransferredTeam {
  team: TeamParts;
  from: MemberChange<'type'>;
  to: MemberChange<'type'>;
  /** Whether the one before has left with it. */
  leave: boolean;
}

export interface MutedMembers {
  team: TeamParts;
  accounts: string[];
  mute: boolean;
  members: MemberChange<'teamId' | 'mute'>[];
}

/** Somebody wants in, or is wanted in, or was refused. */
export interface TeamNotice {
  type:
    | 'applyTeam' | 'rejectTeamApply' | 'teamInvite' | 'rejectTeamInvite'
    | 'applySuperTeam' | 'rejectSuperTeamApply' | 'superTeamInvite' | 'rejectSuperTeamInvite';
  time: number;
  from: string;
  /** The team's id. */
  to: string;
  scene: TeamScene;
  idServer: string;
  state: 'none';
  feature: 'default' | 'leave';
  /** What was said with it (`ps`). */
  content?: string;
  attach: { team: TeamParts; attach?: string };
  /** What other system messages have. */
  recallMessageInfo?: undefined;
}

/** The events of teams. */
export interface TeamEvents {
  applyTeam: [msg: TeamNotice];
  rejectTeamApply: [msg: TeamNotice];
  teamInvite: [msg: TeamNotice];
  rejectTeamInvite: [msg: TeamNotice];
  applySuperTeam: [msg: TeamNotice];
  rejectSuperTeamApply: [msg: TeamNotice];
  superTeamInvite: [msg: TeamNotice];
  rejectSuperTeamInvite: [msg: TeamNotice];
  /** What happens to teams: each after the notification that tells of it, in `msg` or in a sync. */
  addTeamMembers: [added: AddedMembers];
  removeTeamMembers: [removed: RemovedMembers];
  updateTeam: [team: TeamParts];
  dismissTeam: [team: { teamId: string }];
  transferTeam: [transferred: TransferredTeam];
  updateTeamManagers: [changed: ChangedManagers];
  updateTeamMembersMute: [muted: MutedMembers];
  /** A member's nick, ext or muteTeam. */
  updateTeamMember: [member: TeamMember];
  addSuperTeamMembers: [added: AddedMembers];
  removeSuperTeamMembers: [removed: RemovedMembers];
  updateSuperTeam: [team: TeamParts];
  dismissSuperTeam: [team: { teamId: string }];
  transferSuperTeam: [transferred: TransferredTeam];
  updateSuperTeamManagers: [changed: ChangedManagers];
  updateSuperTeamMembersMute: [muted: MutedMembers];
  updateSuperTeamMember: [member: TeamMember];
  /** New counts of own messages of teams. */
  teamMsgReceipts: [receipts: TeamMsgReceipt[]];
}
