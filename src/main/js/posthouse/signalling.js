import { inChannel } from './faults.js';

const TYPES = [undefined, 'audio', 'video', 'custom'];

/** How often a member says that it stays. */
const STAY_MILLIS = 120_000;

/** The page's name of each kind of signal. */
const EVENTS = {
  close: 'signalingClose',
  join: 'signalingJoin',
  invite: 'signalingInvite',
  cancel: 'signalingCancelInvite',
  reject: 'signalingReject',
  accept: 'signalingAccept',
  leave: 'signalingLeave',
  custom: 'signalingCustomCommand',
};

const KINDS = Object.keys(EVENTS);

/** `nim.signaling`: channels in which accounts agree on a call. */
export class Signalling {
  #gateway;
  #stayMillis;
  #joined = new Map();

  constructor(gateway, stayMillis = STAY_MILLIS) {
    this.#gateway = gateway;
    this.#stayMillis = stayMillis;
  }

  /** Makes a channel, joins and invites. `reached`: whether who is called is connected. */
  async callEx({ type, name, ext, uid, toAccid, requestId, attachExt, needOffline, pushInfo }) {
    const fields = { type: TYPES[type], name, channelExt: ext, uid, account: toAccid, requestId, ext: attachExt, kept: needOffline, pushInfo };
    const answer = await this.#ask('call', fields);
    return { ...this.#stay(answer), reached: answer.reached };
  }

  async create({ type, name, ext }) {
    return readChannel((await this.#ask('createChannel', { type: TYPES[type], name, channelExt: ext })).channel);
  }

  async queryInfo({ name }) {
    return readChannel((await this.#ask('channel', { name })).channel);
  }

  /** The channels that this account is in. */
  async getChannels() {
    return (await this.#ask('channels', {})).channels.map(readChannel);
  }

  async join({ channelId, uid, attachExt, needOffline }) {
    return this.#stay(await this.#ask('joinChannel', { channelId, uid, ext: attachExt, kept: needOffline }));
  }

  async leave({ channelId, attachExt, needOffline }) {
    await this.#ask('leaveChannel', { channelId, ext: attachExt, kept: needOffline });
    this.forget(channelId);
  }

  async close({ channelId, attachExt, needOffline }) {
    await this.#ask('closeChannel', { channelId, ext: attachExt, kept: needOffline });
    this.forget(channelId);
  }

  /** `reached`: whether who is invited is connected. */
  async invite({ channelId, toAccid, requestId, attachExt, needOffline, pushInfo }) {
    const fields = { channelId, account: toAccid, requestId, ext: attachExt, kept: needOffline, pushInfo };
    return { reached: (await this.#ask('inviteToChannel', fields)).reached };
  }

  async cancelInvite({ channelId, toAccid, requestId, attachExt, needOffline }) {
    await this.#ask('cancelInvitation', { channelId, account: toAccid, requestId, ext: attachExt, kept: needOffline });
  }

  async reject({ channelId, fromAccid, requestId, attachExt, needOffline }) {
    await this.#ask('rejectInvitation', { channelId, account: fromAccid, requestId, ext: attachExt, kept: needOffline });
  }

  async accept({ autoJoin = false, ...options }) {
    if (autoJoin) await this.joinAndAccept(options);
    else await this.#ask('acceptInvitation', acceptance(options));
  }

  async joinAndAccept(options) {
    const { uid } = options;
    return this.#stay(await this.#ask('acceptInvitation', { ...acceptance(options), join: true, uid }));
  }

  async sendCustomCommand({ channelId, toAccid, attachExt }) {
    await this.#ask('signal', { channelId, account: toAccid, ext: attachExt });
  }

  /** The channel has ended, or this client is not in it any more. */
  forget(channelId) {
    clearInterval(this.#joined.get(channelId));
    this.#joined.delete(channelId);
  }

  forgetAll() {
    for (const channelId of [...this.#joined.keys()]) this.forget(channelId);
  }

  async #ask(verb, fields) {
    try {
      return await this.#gateway.request(verb, fields);
    } catch (error) {
      throw inChannel(error);
    }
  }

  #stay({ channel }) {
    const { channelId } = channel;
    this.forget(channelId);
    const timer = setInterval(() => this.#delay(channelId), this.#stayMillis);
    timer.unref?.(); // in Node it keeps nobody waiting
    this.#joined.set(channelId, timer);
    return readChannel(channel);
  }

  async #delay(channelId) {
    try {
      await this.#ask('delayChannel', { channelId });
    } catch (error) {
      if (!error.isRetryable) this.forget(channelId);
    }
  }
}

function acceptance({ channelId, fromAccid, requestId, attachExt, needOffline }) {
  return { channelId, account: fromAccid, requestId, ext: attachExt, kept: needOffline };
}

/** The page's form of a channel. */
export function readChannel({ members, type, creator, ...channel }) {
  const channelInfo = { ...channel, type: TYPES.indexOf(type), creatorAccid: creator, invalid: false };
  return members === undefined ? { channelInfo } : { channelInfo, memberList: members.map(readMember) };
}

function readMember({ account, uid, joinTime, expireTime }) {
  return { accid: account, uid, createTime: joinTime, expireTime };
}

/** The page's event of a signal. @param number of the change, if it waited */
export function readSignal({ kind, channel, from, to, requestId, member, ext = '', pushInfo, time }, number) {
  const metaData = { eventType: KINDS.indexOf(kind) + 1, channelInfo: readChannel(channel).channelInfo, ext, time };
  if (number !== undefined) metaData.msgId = String(number);
  const payload = { fromAccid: from, metaData };
  if (to !== undefined) payload.toAccid = to;
  if (requestId !== undefined) payload.requestId = requestId;
  if (pushInfo !== undefined) payload.pushInfo = pushInfo;
  if (member !== undefined) payload.member = readMember(member);
  return { name: EVENTS[kind], payload };
}
