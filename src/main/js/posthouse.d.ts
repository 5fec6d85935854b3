/** The browser and Node client of the Posthouse gateway. */
import type { FriendEvents, FriendNotice, FriendService } from './posthouse-friends.d.ts';
import type { SignallingEvents, SignallingService } from './posthouse-signalling.d.ts';
import type { StatusEvents, StatusService } from './posthouse-statuses.d.ts';
import type { SuperTeamService, TeamEvents, TeamMsgName, TeamMsgReceipt, TeamNotice, TeamService } from './posthouse-teams.d.ts';

export type * from './posthouse-friends.d.ts';
export type * from './posthouse-signalling.d.ts';
export type * from './posthouse-statuses.d.ts';
export type * from './posthouse-teams.d.ts';

export type Scene = 'p2p' | 'team' | 'superTeam';
export type MessageType = 'text' | 'image' | 'audio' | 'video' | 'file' | 'geo' | 'custom' | 'tip' | 'notification';
export type MessageStatus = 'sending' | 'sent' | 'sendFailed' | 'refused' | 'receipt' | 'unread' | 'read' | 'deleted';
export type ClientType = 'Android' | 'iOS' | 'PC' | 'WindowsPhone' | 'Web' | 'Server' | 'Mac';
export type ConnectionStatus = 'unconnected' | 'connecting' | 'connected' | 'logined' | 'waitReconnect' | 'destroyed';

export interface PosthouseOptions {
  account: string;
  /** A static token or JWT, or a function that gets one; it is called at each login, so that a JWT may be a fresh one. */
  token: string | (() => string | Promise<string>);
  /** `ws:`, `wss:`, `http:` or `https:`; without a path `/ws`. In a browser the default is `ws` beside the page. */
  url?: string;
  /** Needed where there is no global one: Node before 22. The one of the package `ws` does. */
  WebSocket?: new (url: string) => unknown;
  /** Default `Web`. */
  clientType?: ClientType;
  /** Names this installation, 1 to 64 printable ASCII characters. Default: made once and kept in `storage`. */
  deviceId?: string;
  /** False makes a new device each time. Default true. */
  isFixedDeviceId?: boolean;
  /** Where the deviceId is kept. Default `localStorage`; in Node there is none, so pass a deviceId to stay one device. */
  storage?: { getItem(key: string): string | null; setItem(key: string, value: string): void };
  /** Whether to come back by itself after a lost line. Default true. */
  needReconnect?: boolean;
  /** In a row; default without end. */
  reconnectionAttempts?: number;
  /** The first attempt comes after a random part of this; it doubles with each. Default 500. */
  reconnectDelayMillis?: number;
  /** What it doubles up to. Default 30,000. */
  reconnectDelayMaxMillis?: number;
  /** How long a call waits for its answer before it fails with 408. Default 8,000. */
  requestTimeoutMillis?: number;
  /** How long opening a socket, and then the login, may take, in ms. Default 8,000. */
  socketConnectTimeout?: number;
  /** What else the page's SDK takes, such as `appkey`, is ignored. */
  [other: string]: unknown;
}

export interface MessageSetting {
  needSaveHistory?: boolean;
  needRoaming?: boolean;
  needOffline?: boolean;
  needSelfSync?: boolean;
  needUpdateSession?: boolean;
  resendFlag?: boolean;
}

export interface IMMessage {
  scene: Scene;
  sessionId: string;
  /** The other side of the session. */
  target: string;
  from: string;
  to: string;
  flow: 'in' | 'out';
  type: MessageType;
  /** Changes while you hold the object: sending → sent → receipt, or unread → read. */
  status: MessageStatus;
  body: string;
  /** An object if the text was JSON, else the text. */
  attach?: any;
  idClient: string;
  /** Absent until the gateway has stored the message. */
  idServer?: string;
  /** The number in the conversation. */
  seq?: number;
  /** Milliseconds by the gateway's store, or by this machine as long as the message is not stored. */
  time: number;
  /** How it arrived: live, as offline or as roaming message. */
  feature: 'default' | 'leave' | 'roam';
  fromClientType?: ClientType;
  fromDeviceId?: string;
  fromNick?: string;
  ext?: string;
  subType?: number;
  setting?: MessageSetting;
  pushInfo?: Record<string, unknown>;
  threadMessageInfo?: Record<string, unknown>;
  /** `isACKSent`: this account has told that it has read the message. */
  teamSpecializationInfo?: { needACK?: boolean; isACKSent?: boolean };
  /** On what recallMsg returns. */
  deletedMsgCreateTime?: number;
}

export interface SendOptions {
  /** Default `p2p`. */
  scene?: Scene;
  /** An account, or a team's id. */
  to: string;
  idClient?: string;
  ext?: string;
  subType?: number;
  setting?: MessageSetting;
  pushInfo?: Record<string, unknown>;
  threadMessageInfo?: Record<string, unknown>;
  /** The message that this one replies to; makes the threadMessageInfo. */
  replyMsg?: IMMessage;
  teamSpecializationInfo?: { needACK?: boolean };
  /** Called with the message, status `sending`, before it leaves. */
  onSendBefore?: (msg: IMMessage) => void;
}

export interface FileAttach {
  url: string;
  name?: string;
  /** Bytes. */
  size?: number;
  ext?: string;
  /** The media type that the bytes show. */
  type?: string;
  md5?: string;
  /** As the picture is shown, turned as its orientation says. */
  w?: number;
  h?: number;
  /** As Exif has it, 1 to 8. */
  orientation?: number;
  /** Milliseconds. */
  dur?: number;
  audioCodec?: string;
  videoCodec?: string;
}

/** An upload under way. */
export interface UploadTask {
  /** Gives it up: the send fails with code 499, and nothing of the file stays at the gateway. */
  abort(): void;
}

export interface UploadProgress {
  loaded: number;
  total: number;
  /** 0 to 1. */
  percentage: number;
  /** Such as `12.50%`. */
  percentageText: string;
}

/** Either `file` (or `fileInput`, an input element or its id), which is uploaded first, or the `attach` of one that was. */
export interface FileOptions {
  file?: Blob;
  fileInput?: string | { files: ArrayLike<Blob> | null };
  attach?: Partial<FileAttach>;
  body?: string;
  onUploadStart?: (task: UploadTask) => void;
  onUploadProgress?: (progress: UploadProgress) => void;
  onUploadDone?: (file: { size: number; name: string; url: string; ext: string }) => void;
}

export interface Receipt {
  to: string;
  idClient: string;
  time: number;
}

export interface DeletedMessage {
  scene: Scene;
  from: string;
  to: string;
  idServer: string;
  idClient: string;
  time: number;
  deletedTime: number;
  ext?: string;
}

/** All sends fail with a {@link PosthouseError} that carries the message as `msg`. */
export interface MsgService {
  sendTextMsg(options: SendOptions & { body: string; attach?: unknown }): Promise<IMMessage>;
  sendTipMsg(options: SendOptions & { body: string; attach?: unknown }): Promise<IMMessage>;
  sendCustomMsg(options: SendOptions & { attach: unknown; body?: string }): Promise<IMMessage>;
  sendGeoLocationMsg(
    options: SendOptions & { attach: { lng: number; lat: number; title: string }; body?: string },
  ): Promise<IMMessage>;
  sendImageMsg(options: SendOptions & FileOptions): Promise<IMMessage>;
  sendAudioMsg(options: SendOptions & FileOptions): Promise<IMMessage>;
  sendVideoMsg(options: SendOptions & FileOptions): Promise<IMMessage>;
  sendFileMsg(options: SendOptions & FileOptions): Promise<IMMessage>;
  resendMsg(options: { msg: IMMessage; onSendBefore?: (msg: IMMessage) => void; ps?: string }): Promise<IMMessage>;
  forwardMsg(
    options: { scene?: Scene; to: string; msg: IMMessage; onSendBefore?: (msg: IMMessage) => void },
  ): Promise<IMMessage>;
  recallMsg(options: { msg: IMMessage; ps?: string; attach?: string }): Promise<IMMessage>;
  /** Undefined if there is nothing to tell: an own message, or not one of p2p. */
  sendMsgReceipt(options: { msg: IMMessage }): Promise<Receipt | undefined>;
  deleteSelfMsgs(options: { msgs: IMMessage[]; ext?: string }): Promise<DeletedMessage[]>;
  /** 1 to 50 messages; those that ask for no receipt are left out. */
  sendTeamMsgReceipt(options: { teamMsgReceipts: TeamMsgName[] }): Promise<TeamMsgReceipt[]>;
  /** 1 to 50 messages; those that asked for no receipt are left out. */
  getTeamMsgReads(options: { teamMsgReceipts: TeamMsgName[] }): Promise<TeamMsgReceipt[]>;
  getTeamMsgReadAccounts(
    options: { teamMsgReceipt: TeamMsgName },
  ): Promise<{ teamMsgReceipt: TeamMsgReceipt; readAccounts: string[]; unreadAccounts: string[] }>;
}

/** What names a message. */
export interface MessageName {
  scene?: Scene;
  from: string;
  to: string;
  idServer: string;
  time: number;
}

export interface ThreadOptions {
  scene?: Scene;
  /** The root's. */
  threadMsgFromAccount: string;
  threadMsgToAccount: string;
  threadMsgIdServer: string;
  threadMsgTime: number;
  beginTime?: number;
  endTime?: number;
  /** The idServer of the reply to go on from. */
  lastMsgId?: string;
  /** Default 100. */
  limit?: number;
  /** From `beginTime` upwards. */
  reverse?: boolean;
}

export interface MsgExtendService {
  /** 1 to 100; those that are not there, or not to be seen, are left out. */
  getMsgsByIdServer(options: { reqMsgs: MessageName[] }): Promise<IMMessage[]>;
  /** Fails with 404 if the root is not there, or not to be seen. `timetag` is the time of the newest reply. */
  getThreadMsgs(
    options: ThreadOptions,
  ): Promise<{ threadMsg: IMMessage; msgs: IMMessage[]; more: boolean; total: number; timetag: number }>;
}

export interface HistoryOptions {
  scene?: Scene;
  to: string;
  beginTime?: number;
  endTime?: number;
  /** The idServer of the message to go on from. */
  lastMsgId?: string;
  /** Default 100. */
  limit?: number;
  /** From `beginTime` upwards. */
  reverse?: boolean;
  /** Oldest first. */
  asc?: boolean;
  msgTypes?: MessageType[];
}

export interface SearchOptions {
  /** Any part of a text, whatever its case; at most 100 characters. */
  keyword: string;
  fromTime?: number;
  toTime?: number;
  /** Default `DESC`: the newest first. */
  orderRule?: 'ASC' | 'DESC';
  /** Accounts; with the lists of teams at most 60. Without any, all sessions are searched. */
  p2pSessionList?: string[];
  teamSessionList?: string[];
  superTeamSessionList?: string[];
  senderList?: string[];
  msgTypeList?: MessageType[];
  msgSubTypeList?: number[];
  /** How many messages; default 10, of each session 5. */
  msglogsLimit?: number;
}

export interface MsgLogService {
  ftsCloudMsgLogs(options: SearchOptions): Promise<IMMessage[]>;
  /** What one request finds: with `more`, go on with `searchedTo` as `toTime` (ASC: `fromTime`). */
  ftsCloudMsgLogsPage(options: SearchOptions): Promise<{ msgs: IMMessage[]; more: boolean; searchedTo?: number }>;
  /** Session by session, the one with the newest message first. */
  ftsCloudMsgLogsAggWithSession(options: SearchOptions & { sessionLimit?: number }): Promise<IMMessage[]>;
  getHistoryMsgs(options: HistoryOptions): Promise<IMMessage[]>;
  getHistoryPage(options: HistoryOptions): Promise<{ msgs: IMMessage[]; more: boolean }>;
  /** What was said until now in these sessions roams to no device any more. */
  deleteRoamingMsgs(options: { ids: string[] }): Promise<void>;
  clearHistoryMsgsFromServer(options: { scene?: Scene; to: string }): Promise<{ timetag: number }>;
}

export interface Session {
  /** `p2p-bob`. */
  id: string;
  scene: Scene;
  to: string;
  unread: number;
  lastMsg: IMMessage | null;
  updateTime: number;
  /** Up to where this account has marked it as read. */
  ack: number;
  /** Up to where this account has sent a receipt. */
  receiptTime: number;
  /** Up to where the other has sent a receipt. */
  msgReceiptTime: number;
  /** Only if it is on top, and the gateway was asked what is, or has told a change since. */
  stickTopInfo?: StickTopInfo;
}

/** That a session is kept on top of the list. */
export interface StickTopInfo {
  id: string;
  isStickOnTop: true;
  ext?: string;
  createTime: number;
  updateTime: number;
}

/** A session in the list that the gateway has. */
export interface CloudSession {
  sessionId: string;
  /** Of the last change of any kind. */
  updateTime: number;
  ext?: string;
  lastMsgInfo?: { isLastMsgRecalled: false; lastMsg: IMMessage };
}

export interface CloudSessionService {
  /** The last changed first. Both times are exclusive; go on with `before` as `maxTimestamp`. */
  queryCloudSessionList(
    options?: { minTimestamp?: number; maxTimestamp?: number; limit?: number; includedLastMsg?: boolean },
  ): Promise<{ sessionList: CloudSession[]; hasMore: boolean; before: number }>;
  /** Fails with 404 for a session in which nothing is, or that was deleted. */
  queryCloudSession(options: { sessionId: string }): Promise<CloudSession>;
  updateCloudSession(options: { sessionId: string; ext?: string }): Promise<void>;
  /** At most 100. Each is there again once something new is in it. */
  deleteCloudSessionList(options: { sessionIdList: string[] }): Promise<void>;
}

export interface SessionService {
  /** Keeps a session on top, or changes its text if it is there. */
  addStickTopSession(options: { id: string; ext?: string }): Promise<Session>;
  updateStickTopSession(options: { id: string; ext?: string }): Promise<Session>;
  deleteStickTopSession(options: { id: string }): Promise<Session>;
  /** What is on top, the last changed last. To be asked after a login without state. */
  getStickTopSessions(): Promise<Session[]>;
  getSession(options: { id: string }): Session | undefined;
  getSessions(options?: { limit?: number; lastSessionId?: string; desc?: boolean }): Session[];
  getAllSessions(): Session[];
  getSessionsFromServer(
    options?: { before?: number; limit?: number },
  ): Promise<{ sessions: Session[]; more: boolean; before: number }>;
  resetSessionUnreadCount(options: { id: string }): Promise<void>;
  resetMultiSessionUnreadCount(options: { ids: string[] }): Promise<void>;
  resetAllSessionsUnreadCount(): Promise<void>;
}

export interface NameCardFields {
  nick?: string;
  avatar?: string;
  ext?: string;
  signature?: string;
  gender?: 'unknown' | 'male' | 'female';
  email?: string;
  birth?: string;
  tel?: string;
}

export interface NameCard extends NameCardFields {
  account: string;
  createTime?: number;
  updateTime?: number;
}

export interface MarkedAccount {
  account: string;
  isBlack: boolean;
  isMuted: boolean;
}

export interface Relations {
  blackList: MarkedAccount[];
  muteList: MarkedAccount[];
}

export interface UserService {
  setBlack(options: { account: string; isAdd: boolean }): Promise<void>;
  setMute(options: { account: string; isAdd: boolean }): Promise<void>;
  getRelations(): Promise<Relations>;
  getBlackList(): Promise<MarkedAccount[]>;
  getMuteList(): Promise<MarkedAccount[]>;
  getUsersNameCardFromServer(options: { accounts: string[] }): Promise<NameCard[]>;
  updateMyNameCard(options: NameCardFields): Promise<NameCard>;
}

/** A message was recalled. */
export interface RecallNotice {
  type: 'recallMsgP2p' | 'recallMsgTeam' | 'recallMsgSuperTeam';
  time: number;
  from: string;
  to: string;
  state: 'none';
  feature: 'default' | 'leave';
  /** What the recalling side said with it (`ps`). */
  content?: string;
  attach?: any;
  recallMessageInfo: {
    idClient: string;
    idServer: string;
    createTime: number;
    fromNick?: string;
    /** Who had sent the message. */
    from: string;
    /** Who has recalled it. */
    opeAccount: string;
  };
}

export type CustomSysMsgType = 'customP2p' | 'customTeam' | 'customSuperTeam';

/** A custom notification, such as that somebody is typing. */
export interface CustomSysMsg {
  type: CustomSysMsgType;
  time: number;
  from: string;
  /** The account or team. */
  to: string;
  attach: string;
  content?: string;
  pushInfo?: Record<string, unknown>;
  /** Of one that a team kept. */
  idServer?: string;
  setting: { needSaveOffline: boolean };
  state: 'none';
  feature: 'default' | 'leave';
  recallMessageInfo?: undefined;
}

export interface SystemMessageService {
  /** Fails with 7101 if the receiver has blocked this account. */
  sendCustomSysMsg(options: {
    type: CustomSysMsgType;
    to: string;
    attach: string;
    content?: string;
    /** Whether it waits for who is offline; if not, it is stored nowhere. */
    setting?: { needSaveOffline?: boolean };
    pushInfo?: Record<string, unknown>;
  }): Promise<void>;
}

export type SystemMessage = RecallNotice | TeamNotice | FriendNotice | CustomSysMsg;

export interface StoredMessages {
  sessionId: string;
  timetag: number;
  /** Oldest first. */
  msgs: IMMessage[];
  /** Messages with a smaller seq were left out and may be read as history. */
  cutBefore?: number;
}

export interface OnlineDevice {
  account: string;
  connectionId: string;
  deviceId: string;
  type: ClientType;
  time: number;
  online: boolean;
}

export interface MessageReceipt {
  sessionId: string;
  to: string;
  msgReceiptTime: number;
  idClient?: string;
}

/** Files at the gateway. */
export interface CloudStorageService {
  /** The address that a file has now: signed, if the gateway's `files.linkLife` asks for that. What is elsewhere is as it is. */
  getOriginUrl(url: string): Promise<string>;
}

/** Requests to the upstreams that the gateway is configured with. */
export interface PassThroughService {
  request(options: {
    zone?: string;
    path: string;
    /** 1 get, 2 post (default), 3 put, 4 delete. */
    method?: 1 | 2 | 3 | 4;
    /** JSON. */
    header?: string;
    body?: string;
  }): Promise<{ zone?: string; path: string; method: number; header: string; body: string; status: number }>;
}

export interface PosthouseEvents extends TeamEvents, FriendEvents, SignallingEvents, StatusEvents {
  logined: [
    result: {
      account: string;
      connectionId: string;
      newDevice: boolean;
      time: number;
      isReconnect: boolean;
      limits?: { bodyChars: number; attachBytes: number; extBytes: number; frameBytes: number; page: number };
    },
  ];
  multiPortLogin: [devices: OnlineDevice[]];
  kicked: [
    reason: {
      reason: 'samePlatformKick' | 'otherPlatformKick' | 'serverKick' | 'unknow';
      /** The gateway's own word for it, such as `replaced`. */
      message: string;
      clientType?: ClientType;
    },
  ];
  willReconnect: [params: { retryCount: number; duration: number }];
  /** The line is lost; `isFinal` says that this client will not come back by itself. */
  disconnect: [why: { isFinal: boolean; code?: number; reason?: string; error?: PosthouseError }];
  msg: [msg: IMMessage];
  syncOfflineMsgs: [result: StoredMessages];
  syncRoamingMsgs: [result: StoredMessages];
  msgReceipts: [receipts: MessageReceipt[]];
  /** Each is also told under its type, such as `recallMsgTeam`. */
  sysMsg: [msg: SystemMessage];
  syncSysMsgs: [msgs: SystemMessage[]];
  /** What the server tells all accounts, now or while this device was away. */
  broadcastMsgs: [msgs: { id: number; fromAccid?: string; body: string; time: number }[]];
  /** What the app's own server tells this account, if it is connected. */
  proxyMsg: [msg: { from?: string; body: string; time: number }];
  customP2p: [msg: CustomSysMsg];
  customTeam: [msg: CustomSysMsg];
  customSuperTeam: [msg: CustomSysMsg];
  recallMsgP2p: [msg: RecallNotice];
  recallMsgTeam: [msg: RecallNotice];
  recallMsgSuperTeam: [msg: RecallNotice];
  /** What has changed since the last sync, once its messages have been told. */
  sessions: [sessions: Session[]];
  updateSession: [session: Session];
  /** Another device of this account did it. */
  multiSyncUpdateCloudSession: [session: { sessionId: string; ext?: string; updateTime: number }];
  multiSyncDeleteCloudSessions: [deleted: { sessionIds: string[]; time: number }];
  syncdone: [];
  syncMyNameCard: [card: NameCard];
  updateMyNameCard: [card: NameCard];
  relations: [relations: Relations];
  updateBlackList: [change: { account: string; isAdd: boolean }];
  updateMuteList: [change: { account: string; isAdd: boolean }];
  deleteSelfMsgs: [msgs: DeletedMessage[]];
  clearServerHistoryMsgs: [cleared: { sessionId: string; time: number }[]];
  /** The gateway did not take something this client sent by itself. */
  refused: [error: { code: number; name: string; text: string; retry: string }];
}

export declare class PosthouseError extends Error {
  /** The page's number: 302 wrong token, 405 too long, 408 no answer, 415 no connection, 508 too late, 812 muted, 7101 refused … */
  readonly code: number;
  /** What the gateway said, if it was the gateway. */
  readonly fault?: { code: number; name: string; retry: 'never' | 'later' | 'elsewhere'; detail?: string };
  /** The message that could not be sent. */
  msg?: IMMessage;
  get isRetryable(): boolean;
}

export declare const Code: Readonly<{
  WRONG_TOKEN: 302;
  TOO_LONG: 405;
  TIMEOUT: 408;
  INVALID: 414;
  NO_LINE: 415;
  INTERNAL: 500;
  RECALL_TOO_LATE: 508;
  TEAM_FULL: 801;
  NO_PERMISSION: 802;
  NO_TEAM: 803;
  NOT_A_MEMBER: 804;
  ALREADY_A_MEMBER: 809;
  TEAM_MUTED: 812;
  REFUSED: 7101;
}>;

export declare class Posthouse {
  constructor(options: PosthouseOptions);
  readonly status: ConnectionStatus;
  readonly account: string;
  readonly deviceId: string;
  readonly msg: MsgService;
  readonly msgLog: MsgLogService;
  readonly msgExtend: MsgExtendService;
  readonly session: SessionService;
  readonly cloudSession: CloudSessionService;
  readonly user: UserService;
  readonly friend: FriendService;
  readonly event: StatusService;
  readonly cloudStorage: CloudStorageService;
  readonly passThrough: PassThroughService;
  readonly signaling: SignallingService;
  readonly systemMessage: SystemMessageService;
  readonly team: TeamService;
  readonly superTeam: SuperTeamService;
  connect(): Promise<void>;
  disconnect(): Promise<void>;
  destroy(): Promise<void>;
  kick(options: { deviceIds: string[] }): Promise<{ deviceIds: string[] }>;
  on<E extends keyof PosthouseEvents>(name: E, handler: (...args: PosthouseEvents[E]) => void): this;
  once<E extends keyof PosthouseEvents>(name: E, handler: (...args: PosthouseEvents[E]) => void): this;
  off<E extends keyof PosthouseEvents>(name: E, handler?: (...args: PosthouseEvents[E]) => void): this;
  removeAllListeners(name?: keyof PosthouseEvents): this;
}

export default Posthouse;
