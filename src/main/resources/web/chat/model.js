import { Emitter } from '../posthouse/emitter.js';
import { Conversation } from './conversation-log.js';
import { mentions } from './mentions.js';
import { Notices } from './notices.js';
import { People } from './people.js';
import { Receipts } from './receipts.js';
import { isTeam, partsOf } from './session-id.js';
import { Teams } from './teams.js';

const COUNTS_AT_ONCE = 50;

/**
 * What the page knows, made from a client's events: the line's state, sessions, conversations. A conversation is named by
 * its session's id. Views listen to `line`, `sessions`, `conversation` (with an id), `people`, `team` (with an id, or
 * undefined for many), `notices` and `left`.
 */
export class Chat {
  people;
  teams;
  receipts;
  notices;
  #nim;
  #events = new Emitter();
  #conversations = new Map();
  #devices = new Map();
  #clockOffset = 0;
  #isNewHere = false; // everything is from other devices then, so nothing is said of it
  #marks = new Set();
  #mentioned = new Set(); // sessions with an unread message that mentions this account

  /** `{state: connecting | online | waiting | offline, until}` */
  line = { state: 'connecting' };
  /** The open conversation. */
  opened;

  constructor(nim) {
    this.#nim = nim;
    this.people = new People(nim, () => this.#events.emit('people'));
    this.teams = new Teams(nim, (id) => this.#onTeam(id));
    this.receipts = new Receipts(nim, (id) => this.#events.emit('conversation', id));
    this.notices = new Notices(nim, () => this.#events.emit('notices'));
    this.#listen();
  }

  get account() {
    return this.#nim.account;
  }

  on(name, handler) {
    this.#events.on(name, handler);
  }

  off(name, handler) {
    this.#events.off(name, handler);
  }

  connect() {
    return this.#nim.connect();
  }

  leave() {
    return this.#nim.destroy();
  }

  /** The account's sessions, newest first. */
  sessions() {
    return this.#nim.session.getAllSessions();
  }

  unreadTotal() {
    const counted = this.sessions().filter((session) => !this.isMuted(session.id));
    return counted.reduce((sum, session) => sum + session.unread, 0);
  }

  session(id) {
    return this.#nim.session.getSession({ id });
  }

  conversation(id) {
    let conversation = this.#conversations.get(id);
    if (!conversation) {
      conversation = new Conversation(id, () => this.#clockOffset);
      this.#conversations.set(id, conversation);
    }
    return conversation;
  }

  /** Whom or what a conversation is with. */
  titleOf(id) {
    return isTeam(id) ? this.teams.nameOf(id) : this.people.nameOf(partsOf(id).to);
  }

  /** Somebody's name, in a team the one they have there. */
  nameOf(account, id) {
    return (id && this.teams.memberOf(id, account)?.nickInTeam) || this.people.nameOf(account);
  }

  /** The same, but oneself is `You`. */
  whoIs(account, id) {
    return account === this.account ? 'You' : this.nameOf(account, id);
  }

  isMuted(id) {
    return isTeam(id) ? this.teams.me(id)?.muteTeam === true : this.people.isMuted(partsOf(id).to);
  }

  isBlocked(id) {
    return !isTeam(id) && this.people.isBlocked(partsOf(id).to);
  }

  /** Whether somebody has mentioned this account in what is unread. */
  isMentioned(id) {
    return this.#mentioned.has(id);
  }

  /** The other devices of this account that are connected. */
  devices() {
    return [...this.#devices.values()];
  }

  open(id) {
    const before = this.opened;
    this.opened = id;
    if (before && before !== id) this.conversation(before).forgetDivider();
    const session = this.session(id);
    this.conversation(id).unreadFrom(session?.ack ?? 0, session?.unread ?? 0);
    this.conversation(id).divideUnread(this.account);
    this.#learnAbout([id]);
    this.#learnMembers();
    this.#events.emit('conversation', id);
    this.#events.emit('sessions');
  }

  close() {
    if (this.opened) this.conversation(this.opened).forgetDivider();
    this.opened = undefined;
    this.#events.emit('conversation', undefined);
    this.#events.emit('sessions');
  }

  /** Reads older messages, or the newest if there are none yet. */
  async loadOlder(id, limit = 40) {
    const conversation = this.conversation(id);
    if (conversation.isLoading || conversation.hasMore === false || this.line.state !== 'online') return;
    conversation.isLoading = true;
    try {
      const oldest = conversation.isLoaded ? conversation.oldest() : undefined;
      const from = oldest ? { endTime: oldest.time, lastMsgId: oldest.idServer } : {};
      const { msgs, more } = await this.#nim.msgLog.getHistoryPage({ ...partsOf(id), limit, ...from });
      this.#take(conversation, msgs);
      conversation.divideUnread(this.account);
      conversation.hasMore = more;
      conversation.isLoaded = true;
      this.receipts.ask(conversation.ownWithReceipts(this.account, COUNTS_AT_ONCE));
    } catch (error) {
      if (error.fault && !error.isRetryable) conversation.hasMore = false; // never in this team
      // else the line went; whoever shows the conversation asks again once it is back
    } finally {
      conversation.isLoading = false;
      this.#events.emit('conversation', id);
    }
  }

  /** @param pushInfo whom it mentions */
  send(id, body, pushInfo) {
    const teamSpecializationInfo = isTeam(id) ? this.receipts.demandFor(this.teams.teamOf(id)) : undefined;
    const options = { ...partsOf(id), body, pushInfo, teamSpecializationInfo };
    return this.#finish(id, (onSendBefore) => this.#nim.msg.sendTextMsg({ ...options, onSendBefore }));
  }

  /** @param handlers of the upload, as the client takes them */
  sendFile(id, kind, file, handlers) {
    const method = { image: 'sendImageMsg', audio: 'sendAudioMsg', video: 'sendVideoMsg', file: 'sendFileMsg' }[kind];
    return this.#finish(id, (onSendBefore) => this.#nim.msg[method]({ ...partsOf(id), file, ...handlers, onSendBefore }));
  }

  /** The address that a file has now. */
  freshLink(url) {
    return this.#nim.cloudStorage.getOriginUrl(url);
  }

  resend(msg) {
    return this.#finish(msg.sessionId, (onSendBefore) => this.#nim.msg.resendMsg({ msg, onSendBefore }));
  }

  forward(msg, id) {
    return this.#finish(id, (onSendBefore) => this.#nim.msg.forwardMsg({ ...partsOf(id), msg, onSendBefore }));
  }

  async recall(msg) {
    await this.#nim.msg.recallMsg({ msg });
    this.#showRecalled(msg.sessionId, msg.idClient, { from: msg.from, by: this.account, words: '' });
  }

  async remove(msg) {
    if (msg.idServer) await this.#nim.msg.deleteSelfMsgs({ msgs: [msg] });
    this.conversation(msg.sessionId).remove(msg.from, msg.idClient);
    this.#events.emit('conversation', msg.sessionId);
  }

  async clear(id) {
    const { timetag } = await this.#nim.msgLog.clearHistoryMsgsFromServer(partsOf(id));
    this.#clearUpTo(id, timetag);
  }

  setMuted(id, isOn) {
    return isTeam(id) ? this.teams.updateMe(id, { muteTeam: isOn }) : this.people.setMuted(partsOf(id).to, isOn);
  }

  signOutDevice(deviceId) {
    return this.#nim.kick({ deviceIds: [deviceId] });
  }

  /** The person has seen the open conversation: its senders are told, and this account's other devices. */
  async markRead(id) {
    const session = this.session(id);
    if (!session || this.line.state !== 'online' || this.#marks.has(id)) return;
    const receipt = this.#receiptOwed(session);
    if (!receipt && session.unread === 0) return;
    this.#marks.add(id); // one at a time; what arrives meanwhile is looked at afterwards
    try {
      await Promise.all([receipt?.(), this.#nim.session.resetSessionUnreadCount({ id })]);
      this.#mentioned.delete(id);
    } catch {
      // the line went; the next look tells it
    } finally {
      this.#marks.delete(id);
    }
  }

  /** @returns what sends it, or undefined if nothing is owed */
  #receiptOwed({ id, receiptTime }) {
    const conversation = this.conversation(id);
    if (isTeam(id)) {
      const owed = this.teams.me(id) ? conversation.owedReceipts() : [];
      return owed.length > 0 ? () => this.receipts.send(owed) : undefined;
    }
    const newest = conversation.newestIncoming();
    return newest && newest.time > receiptTime ? () => this.#nim.msg.sendMsgReceipt({ msg: newest }) : undefined;
  }

  /** @param send takes what is called with the message before it leaves */
  async #finish(id, send) {
    const conversation = this.conversation(id);
    const onSendBefore = (msg) => {
      conversation.add(msg);
      this.#events.emit('conversation', id);
    };
    try {
      conversation.add(await send(onSendBefore));
      this.receipts.ask(conversation.ownWithReceipts(this.account, 1));
    } catch (error) {
      if (!error.msg) throw error;
      conversation.add(error.msg);
      if (error.msg.status === 'sendFailed' && !error.isRetryable) throw error;
    } finally {
      this.#events.emit('conversation', id);
    }
  }

  #listen() {
    const nim = this.#nim;
    nim.on('logined', (login) => this.#onLoggedIn(login));
    nim.on('syncdone', () => this.#onSynced());
    nim.on('willReconnect', ({ duration }) => this.#setLine({ state: 'waiting', until: Date.now() + duration }));
    nim.on('disconnect', ({ isFinal, error }) => {
      if (isFinal) this.#setLine({ state: 'offline', error });
    });
    nim.on('kicked', (kicked) => this.#events.emit('left', kicked));
    nim.on('msg', (msg) => this.#onArrived([msg], ''));
    nim.on('syncOfflineMsgs', ({ msgs }) => this.#onArrived(msgs, 'While you were away'));
    nim.on('syncRoamingMsgs', ({ msgs }) => this.#onArrived(msgs, this.#isNewHere ? '' : 'From your other devices'));
    nim.on('sysMsg', (msg) => this.#onRecall(msg));
    nim.on('syncSysMsgs', (msgs) => msgs.forEach((msg) => this.#onRecall(msg)));
    nim.on('msgReceipts', (receipts) => receipts.forEach(({ sessionId, msgReceiptTime }) => this.#onReceipt(sessionId, msgReceiptTime)));
    nim.on('deleteSelfMsgs', (msgs) => this.#onDeleted(msgs));
    nim.on('clearServerHistoryMsgs', (cleared) => cleared.forEach(({ sessionId, time }) => this.#clearUpTo(sessionId, time)));
    nim.on('sessions', (sessions) => this.#onSessions(sessions));
    nim.on('updateSession', (session) => this.#onSessions([session]));
    nim.on('multiPortLogin', (devices) => this.#onDevices(devices));
  }

  #onLoggedIn({ time, newDevice }) {
    this.#clockOffset = time - Date.now();
    this.#isNewHere = newDevice;
    this.#devices.clear();
  }

  async #onSynced() {
    this.#setLine({ state: 'online' });
    this.#events.emit('sessions');
    if (this.opened) this.#events.emit('conversation', this.opened);
    await this.teams.learnOwn();
    this.notices.settle(this.teams);
    if (!this.opened || !isTeam(this.opened)) return;
    this.receipts.ask(this.conversation(this.opened).ownWithReceipts(this.account, COUNTS_AT_ONCE), true);
  }

  #setLine(line) {
    this.line = line;
    this.#events.emit('line');
  }

  #onArrived(msgs, divider) {
    for (const msg of msgs) {
      this.#take(this.conversation(msg.sessionId), [msg]);
      if (msg.status === 'unread' && isTeam(msg.sessionId) && mentions(msg, this.account)) this.#mentioned.add(msg.sessionId);
    }
    if (divider && msgs.length > 0) this.conversation(msgs[0].sessionId).divide(msgs[0], divider);
    for (const id of new Set(msgs.map((msg) => msg.sessionId))) this.#events.emit('conversation', id);
  }

  #take(conversation, msgs) {
    for (const msg of msgs) {
      conversation.add(msg);
      if (msg.from !== this.account) this.people.note(msg.from, msg.fromNick);
    }
    if (isTeam(conversation.id)) this.people.learn(msgs.filter((msg) => msg.from !== this.account).flatMap((msg) => [msg.from, ...accountsIn(msg)]));
  }

  #onRecall({ from, to, content, type, recallMessageInfo }) {
    if (!recallMessageInfo) return;
    const scene = { recallMsgTeam: 'team', recallMsgSuperTeam: 'superTeam' }[type];
    const id = scene ? `${scene}-${to}` : `p2p-${to === this.account ? from : to}`;
    this.#showRecalled(id, recallMessageInfo.idClient, { from: recallMessageInfo.from, by: from, words: content });
  }

  #showRecalled(id, idClient, recalled) {
    this.conversation(id).recall(idClient, recalled);
    this.#events.emit('conversation', id);
  }

  #onReceipt(id, time) {
    this.conversation(id).receipt(this.account, time);
    this.#events.emit('conversation', id);
  }

  #onDeleted(msgs) {
    for (const { sessionId, from, idClient } of msgs) {
      this.conversation(sessionId).remove(from, idClient);
      this.#events.emit('conversation', sessionId);
    }
  }

  #clearUpTo(id, time) {
    this.conversation(id).clearUpTo(time);
    this.#events.emit('conversation', id);
  }

  #onSessions(sessions) {
    for (const { id, unread } of sessions) if (unread === 0) this.#mentioned.delete(id);
    this.#learnAbout(sessions.map((session) => session.id));
    this.#events.emit('sessions');
  }

  #learnAbout(ids) {
    this.people.learn(ids.filter((id) => !isTeam(id)).map((id) => partsOf(id).to));
    this.teams.learn(ids.filter(isTeam));
  }

  #onTeam(id) {
    this.#events.emit('team', id);
    if (id === undefined || id === this.opened) this.#learnMembers();
  }

  /** Who is in the open team. */
  async #learnMembers() {
    const id = this.opened;
    if (!id || !isTeam(id) || this.teams.hasReadMembers(id)) return;
    try {
      this.people.learn(await this.teams.loadMembers(id));
    } catch {
      // the line went; the next sync asks again
    }
  }

  #onDevices(devices) {
    for (const device of devices) {
      if (device.online) this.#devices.set(device.connectionId, device);
      else this.#devices.delete(device.connectionId);
    }
    this.#events.emit('people');
  }
}

/** Whom a notification speaks of. */
function accountsIn({ type, attach }) {
  const accounts = type === 'notification' ? attach?.data?.accounts : undefined;
  return Array.isArray(accounts) ? accounts : [];
}
