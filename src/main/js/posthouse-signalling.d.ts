export interface ChannelInfo {
  channelId: string;
  name: string;
  /** 1 audio, 2 video, 3 custom. */
  type: number;
  creatorAccid: string;
  ext?: string;
  createTime: number;
  expireTime: number;
  invalid: boolean;
}

export interface ChannelMember {
  accid: string;
  uid: number;
  createTime: number;
  expireTime: number;
}

export interface Channel {
  channelInfo: ChannelInfo;
  memberList?: ChannelMember[];
}

/** How the others are told. */
export interface Telling {
  attachExt?: string;
  /** Whether it waits for who is offline. */
  needOffline?: boolean;
}

export interface CallPushInfo {
  needPush?: boolean;
  pushTitle?: string;
  pushContent?: string;
  pushPayload?: string;
  needPushBadge?: boolean;
}

export interface NewChannel {
  type: 1 | 2 | 3;
  name?: string;
  ext?: string;
}

export interface Calling extends Telling {
  toAccid: string;
  requestId: string;
  pushInfo?: CallPushInfo;
}

export interface Answering extends Telling {
  channelId: string;
  fromAccid: string;
  requestId: string;
}

export interface SignallingService {
  callEx(options: NewChannel & Calling & { uid?: number }): Promise<Channel & { reached: boolean }>;
  create(options: NewChannel): Promise<Channel>;
  queryInfo(options: { name: string }): Promise<Channel>;
  getChannels(): Promise<Channel[]>;
  join(options: Telling & { channelId: string; uid?: number }): Promise<Channel>;
  leave(options: Telling & { channelId: string }): Promise<void>;
  close(options: Telling & { channelId: string }): Promise<void>;
  invite(options: Calling & { channelId: string }): Promise<{ reached: boolean }>;
  cancelInvite(options: Telling & { channelId: string; toAccid: string; requestId: string }): Promise<void>;
  reject(options: Answering): Promise<void>;
  accept(options: Answering & { autoJoin?: boolean; uid?: number }): Promise<void>;
  joinAndAccept(options: Answering & { uid?: number }): Promise<Channel>;
  sendCustomCommand(options: { channelId: string; toAccid?: string; attachExt?: string }): Promise<void>;
}

export interface SignalNotice {
  fromAccid: string;
  toAccid?: string;
  requestId?: string;
  pushInfo?: CallPushInfo;
  member?: ChannelMember;
  metaData: { eventType: number; channelInfo: ChannelInfo; ext: string; time: number; msgId?: string };
}

export interface SignallingEvents {
  signalingClose: [notice: SignalNotice];
  signalingJoin: [notice: SignalNotice];
  signalingInvite: [notice: SignalNotice];
  signalingCancelInvite: [notice: SignalNotice];
  signalingReject: [notice: SignalNotice];
  signalingAccept: [notice: SignalNotice];
  signalingLeave: [notice: SignalNotice];
  signalingCustomCommand: [notice: SignalNotice];
}
