import { Emitter } from '../posthouse/emitter.js';
import { Conversation } from './conversation-log.js';

const CARDS_PER_REQUEST = 100;

/**
 * What the page knows, made from a client's events: the line's state, sessions, conversations, names. Views listen to
 * `line`, `sessions`, `conversation` (with its account), `people` and `left`.
 */
export class Chat {
  #nim;
  #events = new Emitter();
  #conversations = new Map();
  #names = new Map();
  #asked = new Set();
  #relations = { black: new Set(), mute: new Set() };
  #devices = new Map();
  #clockOffset = 0;
  #isNewHere = false; // everything is from other devices then, so nothing is said of it
  #marks = new Set();

  /** `{state: connecting | online | waiting | offline, until}` */
  line = { state: 'connecting' };
  /** The account of the open conversation. */
  opened;

  constructor(nim) {
    this.#nim = nim;
    this.#listen();
  }

  get account() {
    return this.#nim.account;
  }

  on(name, handler) {
    this.#events.on(name, handler);
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
    const counted = this.sessions().filter((session) => !this.isMuted(session.to));
    return counted.reduce((sum, session) => sum + session.unread, 0);
  }

  session(account) {
    return this.#nim.session.getSession({ id: `p2p-${account}` });
  }

  conversation(account) {
    let conversation = this.#conversations.get(account);
    if (!conversation) {
      conversation = new Conversation(account, () => this.#clockOffset);
      this.#conversations.set(account, conversation);
    }
    return conversation;
  }

  nameOf(account) {
    return this.#names.get(account) || account;
  }

  isBlocked(account) {
    return this.#relations.black.has(account);
  }

  isMuted(account) {
    return this.#relations.mute.has(account);
  }

  /** The other devices of this account that are connected. */
  devices() {
    return [...this.#devices.values()];
  }

  open(account) {
    const before = this.opened;
    this.opened = account;
    if (before && before !== account) this.conversation(before).forgetDivider();
    this.#learnNames([account]);
    const session = this.session(account);
    this.conversation(account).unreadFrom(session?.ack ?? 0, session?.unread ?? 0);
    this.conversation(account).divideUnread(this.account);
    this.#events.emit('conversation', account);
    this.#events.emit('sessions');
  }

  close() {
    if (this.opened) this.conversation(this.opened).forgetDivider();
    this.opened = undefined;
    this.#events.emit('conversation', undefined);
    this.#events.emit('sessions');
  }

  /** Reads older messages, or the newest if there are none yet. */
  async loadOlder(account, limit = 40) {
    const conversation = this.conversation(account);
    if (conversation.isLoading || conversation.hasMore === false || this.line.state !== 'online') return;
    conversation.isLoading = true;
    try {
      const oldest = conversation.isLoaded ? conversation.oldest() : undefined;
      const from = oldest ? { endTime: oldest.time, lastMsgId: oldest.idServer } : {};
      const { msgs, more } = await this.#nim.msgLog.getHistoryPage({ scene: 'p2p', to: account, limit, ...from });
      for (const msg of msgs) conversation.add(msg);
      conversation.divideUnread(this.account);
      conversation.hasMore = more;
      conversation.isLoaded = true;
    } catch {
      // the line went; whoever shows the conversation asks again once it is back
    } finally {
      conversation.isLoading = false;
      this.#events.emit('conversation', account);
    }
  }

  send(account, body) {
    const conversation = this.conversation(account);
    const onSendBefore = (msg) => this.#showSending(conversation, msg);
    return this.#finish(conversation, this.#nim.msg.sendTextMsg({ scene: 'p2p', to: account, body, onSendBefore }));
  }

  resend(msg) {
    const conversation = this.conversation(msg.target);
    const onSendBefore = (again) => this.#showSending(conversation, again);
    return this.#finish(conversation, this.#nim.msg.resendMsg({ msg, onSendBefore }));
  }

  forward(msg, account) {
    const conversation = this.conversation(account);
    const onSendBefore = (copy) => this.#showSending(conversation, copy);
    return this.#finish(conversation, this.#nim.msg.forwardMsg({ scene: 'p2p', to: account, msg, onSendBefore }));
  }

  async recall(msg) {
    await this.#nim.msg.recallMsg({ msg });
    this.#showRecalled(msg.target, msg.from, msg.idClient, '');
  }

  async remove(msg) {
    if (msg.idServer) await this.#nim.msg.deleteSelfMsgs({ msgs: [msg] });
    this.conversation(msg.target).remove(msg.from, msg.idClient);
    this.#events.emit('conversation', msg.target);
  }

  async clear(account) {
    const { timetag } = await this.#nim.msgLog.clearHistoryMsgsFromServer({ scene: 'p2p', to: account });
    this.#clearUpTo(account, timetag);
  }

  async setBlocked(account, isAdd) {
    await this.#nim.user.setBlack({ account, isAdd });
    this.#mark('black', account, isAdd);
  }

  async setMuted(account, isAdd) {
    await this.#nim.user.setMute({ account, isAdd });
    this.#mark('mute', account, isAdd);
  }

  async rename(nick) {
    const card = await this.#nim.user.updateMyNameCard({ nick });
    this.#learn(card);
  }

  signOutDevice(deviceId) {
    return this.#nim.kick({ deviceIds: [deviceId] });
  }

  /** The person has seen the open conversation: its sender is told, and this account's other devices. */
  async markRead(account) {
    const session = this.session(account);
    if (!session || this.line.state !== 'online' || this.#marks.has(account)) return;
    const newest = this.conversation(account).newestIncoming();
    const owesReceipt = newest && newest.time > session.receiptTime;
    if (!owesReceipt && session.unread === 0) return;
    this.#marks.add(account); // one at a time; what arrives meanwhile is looked at afterwards
    try {
      const receipt = owesReceipt ? this.#nim.msg.sendMsgReceipt({ msg: newest }) : undefined;
      await Promise.all([receipt, this.#nim.session.resetSessionUnreadCount({ id: session.id })]);
    } catch {
      // the line went; the next look tells it
    } finally {
      this.#marks.delete(account);
    }
  }

  #showSending(conversation, msg) {
    conversation.add(msg);
    this.#events.emit('conversation', conversation.account);
  }

  async #finish(conversation, sending) {
    try {
      conversation.add(await sending);
    } catch (error) {
      if (!error.msg) throw error;
      conversation.add(error.msg);
      if (error.msg.status === 'sendFailed' && !error.isRetryable) throw error;
    } finally {
      this.#events.emit('conversation', conversation.account);
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
    nim.on('sysMsg', (recall) => this.#onRecall(recall));
    nim.on('syncSysMsgs', (recalls) => recalls.forEach((recall) => this.#onRecall(recall)));
    nim.on('msgReceipts', (receipts) => receipts.forEach(({ to, msgReceiptTime }) => this.#onReceipt(to, msgReceiptTime)));
    nim.on('deleteSelfMsgs', (msgs) => this.#onDeleted(msgs));
    nim.on('clearServerHistoryMsgs', (cleared) => cleared.forEach(({ sessionId, time }) => this.#clearUpTo(sessionId.slice(4), time)));
    nim.on('sessions', (sessions) => this.#onSessions(sessions));
    nim.on('updateSession', (session) => this.#onSessions([session]));
    nim.on('relations', ({ blackList, muteList }) => this.#onRelations(blackList, muteList));
    nim.on('updateBlackList', ({ account, isAdd }) => this.#mark('black', account, isAdd));
    nim.on('updateMuteList', ({ account, isAdd }) => this.#mark('mute', account, isAdd));
    nim.on('syncMyNameCard', (card) => this.#learn(card));
    nim.on('updateMyNameCard', (card) => this.#learn(card));
    nim.on('multiPortLogin', (devices) => this.#onDevices(devices));
  }

  #onLoggedIn({ time, newDevice }) {
    this.#clockOffset = time - Date.now();
    this.#isNewHere = newDevice;
    this.#devices.clear();
  }

  #onSynced() {
    this.#setLine({ state: 'online' });
    this.#events.emit('sessions');
    if (this.opened) this.#events.emit('conversation', this.opened);
  }

  #setLine(line) {
    this.line = line;
    this.#events.emit('line');
  }

  #onArrived(msgs, divider) {
    const accounts = new Set(msgs.map((msg) => msg.target));
    for (const msg of msgs) {
      this.conversation(msg.target).add(msg);
      if (msg.fromNick && msg.from !== this.account) this.#names.set(msg.from, msg.fromNick);
    }
    if (divider && msgs.length > 0) this.conversation(msgs[0].target).divide(msgs[0], divider);
    for (const account of accounts) this.#events.emit('conversation', account);
  }

  #onRecall({ from, to, content, recallMessageInfo }) {
    const account = to === this.account ? from : to;
    this.#showRecalled(account, recallMessageInfo.from, recallMessageInfo.idClient, content);
  }

  #showRecalled(account, from, idClient, words) {
    this.conversation(account).recall(from, idClient, words);
    this.#events.emit('conversation', account);
  }

  #onReceipt(account, time) {
    this.conversation(account).receipt(this.account, time);
    this.#events.emit('conversation', account);
  }

  #onDeleted(msgs) {
    for (const { from, to, idClient } of msgs) {
      const account = from === this.account ? to : from;
      this.conversation(account).remove(from, idClient);
      this.#events.emit('conversation', account);
    }
  }

  #clearUpTo(account, time) {
    this.conversation(account).clearUpTo(time);
    this.#events.emit('conversation', account);
  }

  #onSessions(sessions) {
    this.#learnNames(sessions.map((session) => session.to));
    this.#events.emit('sessions');
  }

  #onRelations(blackList, muteList) {
    this.#relations.black = new Set(blackList.map(({ account }) => account));
    this.#relations.mute = new Set(muteList.map(({ account }) => account));
    this.#tellPeople();
  }

  #mark(kind, account, isAdd) {
    if (isAdd) this.#relations[kind].add(account);
    else this.#relations[kind].delete(account);
    this.#tellPeople();
  }

  #onDevices(devices) {
    for (const device of devices) {
      if (device.online) this.#devices.set(device.connectionId, device);
      else this.#devices.delete(device.connectionId);
    }
    this.#events.emit('people');
  }

  async #learnNames(accounts) {
    const unknown = [...new Set(accounts)].filter((account) => !this.#asked.has(account));
    for (const account of unknown) this.#asked.add(account);
    for (let at = 0; at < unknown.length; at += CARDS_PER_REQUEST) {
      const some = unknown.slice(at, at + CARDS_PER_REQUEST);
      try {
        (await this.#nim.user.getUsersNameCardFromServer({ accounts: some })).forEach((card) => this.#learn(card));
      } catch {
        for (const account of some) this.#asked.delete(account);
      }
    }
  }

  #learn({ account, nick }) {
    if (nick) this.#names.set(account, nick);
    this.#tellPeople();
  }

  #tellPeople() {
    this.#events.emit('people');
  }
}
