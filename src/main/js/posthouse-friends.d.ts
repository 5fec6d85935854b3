export interface Friend {
  account: string;
  alias?: string;
  ext?: string;
  serverExt?: string;
  /** false: no friend any more. */
  valid: boolean;
  createTime: number;
  updateTime: number;
}

export interface FriendService {
  addFriend(options: { account: string; ps?: string }): Promise<void>;
  applyFriend(options: { account: string; ps?: string }): Promise<void>;
  passFriendApply(options: { account: string; ps?: string }): Promise<void>;
  rejectFriendApply(options: { account: string; ps?: string }): Promise<void>;
  deleteFriend(options: { account: string; delAlias?: boolean }): Promise<void>;
  updateFriend(options: { account: string; alias?: string; ext?: string }): Promise<void>;
  getFriends(): Promise<Friend[]>;
  getFriendsSince(options: { since: number }): Promise<{ friends: Friend[]; whole: boolean; since: number }>;
}

export type FriendDeed = 'addFriend' | 'applyFriend' | 'passFriendApply' | 'rejectFriendApply';

/** Another account did something about its friendship with this one. */
export interface FriendNotice {
  type: 'friendRequest' | 'deleteFriend';
  time: number;
  from: string;
  to: string;
  idServer: string;
  state: 'none';
  feature: 'default' | 'leave';
  content?: string;
  attach?: { vt: number; type: FriendDeed };
  recallMessageInfo?: undefined;
}

export interface FriendEvents {
  friendRequest: [msg: FriendNotice];
  deleteFriend: [msg: FriendNotice];
  /** Another device of this account did it. */
  syncFriend: [deed: { type: FriendDeed | 'deleteFriend' | 'updateFriend'; account: string; friend?: Friend; ps?: string }];
}
