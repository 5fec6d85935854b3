import { Broadcasts } from './broadcasts.js';
import { readFriendDeed, readFriendNotice } from './friends.js';
import { readMessage, readRecall, sessionIdOf, setStatus, targetOf } from './message.js';
import { broughtIn, teamEventOf } from './notification.js';
import { readNotice } from './notice.js';
import { Seen } from './seen.js';
import { readSignal } from './signalling.js';
import { readStatus } from './statuses.js';
import { readSysMsg } from './systemmessages.js';
import { readMember, readReads } from './team.js';

/** The gateway's reasons for pushing a connection out, in the page's words. */
const KICK_REASONS = {
  replaced: 'samePlatformKick',
  same_client_type: 'samePlatformKick',
  other_device: 'otherPlatformKick',
  by_device: 'otherPlatformKick',
  by_server: 'serverKick',
  account_deleted: 'serverKick',
};

/**
 * Turns the gateway's events into the page's, each once, and keeps sessions, relations and the cursors for resuming up to
 * date on the way.
 */
export class Inbox {
  #state; // account, sessions, relations, acknowledgements, acknowledgeBroadcasts, refillLast
  #emit;
  #seen = new Seen();
  #cursors = { since: 0, changes: 0, epoch: '' };
  #syncedSessions = new Map();
  #isSyncing = false;
  #broadcasts;
  #handlers;

  constructor(state, emit) {
    this.#state = state;
    this.#emit = emit;
    this.#broadcasts = new Broadcasts(state.acknowledgeBroadcasts, emit);
    this.#handlers = {
      relations: (event) => this.#onRelations(event),
      change: (event) => this.#onChange(event),
      sessions: (event) => this.#onSessions(event),
      syncOfflineMsgs: (event) => this.#onStored(event, 'syncOfflineMsgs', 'leave'),
      syncRoamingMsgs: (event) => this.#onStored(event, 'syncRoamingMsgs', 'roam'),
      syncRecalls: (event) => this.#onRecalls(event),
      syncSysMsgs: (event) => this.#onSysMsgs(event, event.sysMsgs, 'leave'),
      sysMsg: (event) => this.#onSysMsgs(event, [event.sysMsg], 'default'),
      synced: (event) => this.#onSynced(event),
      msg: (event) => this.#onMessage(event.msg),
      recall: (event) => this.#onRecall(event.recall),
      receipt: (event) => this.#onReceipt(event),
      session: (event) => this.#onSession(event.session),
      teamReads: (event) => this.#onTeamReads(event),
      teamMember: (event) => this.#onTeamMember(event.member),
      signal: (event) => this.#onSignal(event),
      statuses: (event) => this.#emit('pushEvents', event.statuses.map(readStatus)),
      proxyMsg: ({ from, body, time }) => this.#emit('proxyMsg', from === undefined ? { body, time } : { from, body, time }),
      device: (event) => this.#onDevice(event),
      broadcastMsgs: (event) => this.#broadcasts.onMsgs(event.msgs),
      kicked: (event) => this.#onKicked(event),
      refused: (event) => this.#emit('refused', event.error),
    };
  }

  /** What the next login resumes from. */
  cursors() {
    return { ...this.#cursors };
  }

  /** An event of a kind this client does not know is ignored. */
  onEvent(event) {
    if (Object.hasOwn(this.#handlers, event.on)) this.#handlers[event.on](event);
  }

  onLogin(ok) {
    this.#syncedSessions.clear();
    this.#isSyncing = true;
    if (this.#cursors.epoch && this.#cursors.epoch !== ok.epoch) this.forget();
    this.#cursors.epoch = ok.epoch;
    this.#state.acknowledgements.release();
  }

  /** @returns whether the gateway's store is still the one that was synced with */
  onPing(answer) {
    if (answer.epoch !== this.#cursors.epoch) return false;
    this.#moveCursors(answer);
    return true;
  }

  forget() {
    this.#cursors = { since: 0, changes: 0, epoch: '' };
    this.#seen.clear();
    this.#broadcasts.forget();
    this.#state.sessions.clear();
    this.#state.acknowledgements.clear();
  }

  /** A message this client has sent is stored. */
  onSent(message) {
    this.#seen.add(message.sessionId, message.seq);
    const held = this.#state.sessions.hold(message);
    if (held !== message && message.status !== 'refused') setStatus(message, held.status); // a resend of what was sent
    this.#emit('updateSession', this.#state.sessions.arrive(held));
  }

  /** A recall this client has asked for is done. */
  onRecalled(recall) {
    if (this.#seen.add(this.#sessionOf(recall), recall.seq)) this.#applyRecall(recall);
  }

  /** This client has deleted messages for its account. @param msgs anything with sessionId and idServer */
  onDeletedHere(msgs) {
    for (const [id, some] of groupBySession(msgs)) {
      const session = this.#state.sessions.remove(id, some.map((msg) => msg.idServer));
      if (!session) continue;
      this.#emit('updateSession', session);
      if (!session.lastMsg) this.#state.refillLast(session);
    }
  }

  /** This client has cleared a session's history. */
  onClearedHere(scene, to, upTo) {
    const session = this.#state.sessions.clearUpTo(sessionIdOf(scene, to), upTo);
    if (session) this.#emit('updateSession', session);
  }

  /** This client has read a session from the gateway's list. */
  onSessionRead(state) {
    return this.#applySession(state).session;
  }

  /** This client has marked a session as read. */
  onSessionMarked(state) {
    this.#emit('updateSession', this.#applySession(state).session);
  }

  #onMessage(wire) {
    const message = readMessage(wire, this.#state.account);
    const isNew = this.#seen.add(message.sessionId, message.seq);
    if (isNew) {
      const held = this.#state.sessions.hold(message);
      const session = this.#arrive(held);
      this.#emit('msg', held);
      this.#tellTeamEvent(held);
      this.#emit('updateSession', session);
    }
    this.#state.acknowledgements.add(message.sessionId, message.time);
  }

  #onStored(event, name, feature) {
    const fresh = [];
    for (const wire of event.msgs) {
      const message = readMessage(wire, this.#state.account, feature);
      if (this.#seen.add(message.sessionId, message.seq)) {
        const held = this.#state.sessions.hold(message);
        held.feature = feature; // a session's last message is held already, as what it is otherwise
        this.#arrive(held);
        fresh.push(held);
      }
      this.#state.acknowledgements.add(message.sessionId, message.time);
    }
    if (fresh.length === 0 && !event.cutBefore) return;
    const result = { sessionId: event.sessionId, timetag: fresh.at(-1)?.time ?? 0, msgs: fresh };
    if (event.cutBefore) result.cutBefore = event.cutBefore;
    this.#emit(name, result);
    for (const message of fresh) this.#tellTeamEvent(message);
  }

  #arrive(message) {
    return this.#state.sessions.arrive(message, broughtIn(message).includes(this.#state.account));
  }

  #tellTeamEvent(message) {
    const event = teamEventOf(message);
    if (event) this.#emit(event.name, event.payload);
  }

  #onRecall(recall) {
    const id = this.#sessionOf(recall);
    if (this.#seen.add(id, recall.seq)) {
      const session = this.#applyRecall(recall, false);
      this.#tellSystem([readRecall(recall, 'default')]);
      this.#emit('updateSession', session);
    }
    this.#state.acknowledgements.add(id, recall.time);
  }

  #onRecalls(event) {
    const fresh = [];
    for (const recall of event.recalls) {
      const id = this.#sessionOf(recall);
      if (this.#seen.add(id, recall.seq)) {
        this.#applyRecall(recall);
        fresh.push(readRecall(recall, 'leave'));
      }
      this.#state.acknowledgements.add(id, recall.time);
    }
    this.#tellSystem(fresh);
  }

  /** One that waited has the number of a change, or the seq of a team's log. */
  #onSysMsgs({ number }, wires, feature) {
    if (number !== undefined) {
      this.#state.acknowledgements.addChange(number);
      if (number <= this.#cursors.changes) return;
      this.#cursors.changes = number;
    }
    const fresh = [];
    for (const wire of wires) {
      const id = this.#sessionOf(wire);
      if (wire.seq === undefined || this.#seen.add(id, wire.seq)) fresh.push(readSysMsg(wire, feature));
      if (wire.seq !== undefined) this.#state.acknowledgements.add(id, wire.time);
    }
    this.#tellSystem(fresh);
  }

  /** One that waited has the number of a change. */
  #onSignal({ number, signal }) {
    if (number !== undefined) {
      this.#state.acknowledgements.addChange(number);
      if (number <= this.#cursors.changes) return;
      this.#cursors.changes = number;
    }
    const { name, payload } = readSignal(signal, number);
    if (signal.kind === 'close') this.#state.forgetChannel(signal.channel.channelId);
    if (name !== undefined) this.#emit(name, payload);
  }

  /** System messages are told together, and each by its type. */
  #tellSystem(messages) {
    if (messages.length === 0) return;
    if (messages[0].feature === 'default') this.#emit('sysMsg', messages[0]);
    else this.#emit('syncSysMsgs', messages);
    for (const message of messages) this.#emit(message.type, message);
  }

  #applyRecall(recall, tells = true) {
    const session = this.#state.sessions.recall(this.#sessionOf(recall), recall);
    if (tells) this.#emit('updateSession', session);
    if (!session.lastMsg) this.#state.refillLast(session);
    return session;
  }

  #onSessions(event) {
    const receipts = [];
    for (const state of event.sessions) {
      const { session, receiptMoved } = this.#applySession(state);
      this.#syncedSessions.set(session.id, session);
      if (receiptMoved) receipts.push({ sessionId: session.id, to: session.to, msgReceiptTime: session.msgReceiptTime });
    }
    if (receipts.length > 0) this.#emit('msgReceipts', receipts);
  }

  #onSession(state) {
    const { session, receiptMoved } = this.#applySession(state);
    if (receiptMoved) {
      this.#emit('msgReceipts', [{ sessionId: session.id, to: session.to, msgReceiptTime: session.msgReceiptTime }]);
    }
    this.#emit('updateSession', session);
  }

  #applySession(state) {
    return this.#state.sessions.apply(state, (wire) => readMessage(wire, this.#state.account));
  }

  #onReceipt(event) {
    const isPeer = event.from !== this.#state.account;
    const session = this.#state.sessions.receipt(event.sessionId, isPeer, event.time);
    if (isPeer) {
      const receipt = { sessionId: event.sessionId, to: event.from, msgReceiptTime: event.time };
      if (event.idClient !== undefined) receipt.idClient = event.idClient;
      this.#emit('msgReceipts', [receipt]);
    }
    if (session) this.#emit('updateSession', session);
  }

  #onSynced(event) {
    this.#moveCursors(event);
    this.#cursors.epoch = event.epoch;
    this.#isSyncing = false;
    const changed = [...this.#syncedSessions.keys()].map((id) => this.#state.sessions.get(id)).filter(Boolean);
    this.#syncedSessions.clear();
    if (changed.length > 0) this.#emit('sessions', changed);
    this.#emit('syncdone');
  }

  #moveCursors({ since, changes }) {
    this.#cursors.since = Math.max(this.#cursors.since, since ?? 0);
    this.#cursors.changes = Math.max(this.#cursors.changes, changes ?? 0);
  }

  #onRelations(event) {
    this.#state.relations.replace(event.black, event.mute);
    this.#emit('relations', this.#state.relations.snapshot());
  }

  #onChange(event) {
    if (event.number <= this.#cursors.changes) return;
    this.#cursors.changes = event.number;
    if (event.kind === 'delete') this.#onDeleted(event);
    if (event.kind === 'clear') this.#onCleared(event);
    if (event.kind === 'stickTop') this.#emit('updateSession', this.#state.sessions.stick(event.top, event.deed !== 'delete'));
    if (event.kind === 'session') this.#emit('multiSyncUpdateCloudSession', { sessionId: event.sessionId, ext: event.ext, updateTime: event.time });
    if (event.kind === 'sessionsDeleted') this.#emit('multiSyncDeleteCloudSessions', { sessionIds: event.sessionIds, time: event.time });
    if (event.kind === 'relation') this.#onRelation(event);
    if (event.kind === 'card') this.#emit('updateMyNameCard', event.card);
    if (event.kind === 'friend') this.#onFriend(event);
    if (event.kind === 'friendNotice') this.#onFriendNotice(event);
    if (event.kind === 'team') this.#tellSystem([readNotice(event, this.#isSyncing ? 'leave' : 'default')]);
  }

  #onDeleted(event) {
    this.#emit('deleteSelfMsgs', event.msgs.map((msg) => ({ ...this.#sidesOf(msg), deletedTime: event.time })));
    this.onDeletedHere(event.msgs);
  }

  #onCleared(event) {
    const session = this.#state.sessions.clearUpTo(event.sessionId, event.upTo);
    this.#emit('clearServerHistoryMsgs', [{ sessionId: event.sessionId, time: event.upTo }]);
    if (session) this.#emit('updateSession', session);
  }

  #onRelation(event) {
    this.#state.relations.set(event.relation, event.account, event.isOn);
    const name = event.relation === 'black' ? 'updateBlackList' : 'updateMuteList';
    this.#emit(name, { account: event.account, isAdd: event.isOn });
  }

  /** What the other account did to the list is told by its notice. */
  #onFriend(event) {
    if (event.from === this.#state.account) this.#emit('syncFriend', readFriendDeed(event));
  }

  #onFriendNotice(event) {
    if (event.from === this.#state.account) this.#emit('syncFriend', readFriendDeed(event));
    else this.#tellSystem([readFriendNotice(event, this.#isSyncing ? 'leave' : 'default')]);
  }

  #onTeamReads({ scene, teamId, reads }) {
    this.#emit('teamMsgReceipts', reads.map((wire) => readReads(scene, teamId, wire)));
  }

  #onTeamMember(member) {
    this.#emit(member.scene === 'superTeam' ? 'updateSuperTeamMember' : 'updateTeamMember', readMember(member));
  }

  #onDevice({ device, online }) {
    this.#emit('multiPortLogin', [onlineDevice(this.#state.account, device, online)]);
  }

  #onKicked(event) {
    const kicked = { reason: KICK_REASONS[event.reason] ?? 'unknow', message: event.reason };
    if (event.clientType !== undefined) kicked.clientType = event.clientType;
    this.#state.giveUp(event.reason);
    this.#emit('kicked', kicked);
  }

  #sessionOf(recall) {
    return sessionIdOf(recall.scene, targetOf(recall, this.#state.account));
  }

  /** A deletion names the session and the sender; the page's object names both sides. */
  #sidesOf({ sessionId, ...msg }) {
    const [scene, ...rest] = sessionId.split('-');
    const target = rest.join('-');
    const isMine = msg.from === this.#state.account;
    return { scene, ...msg, sessionId, to: scene !== 'p2p' || isMine ? target : this.#state.account };
  }
}

/** The page's description of a device of the account. */
export function onlineDevice(account, device, online) {
  const { connectionId, deviceId, clientType, loginTime } = device;
  return { account, connectionId, deviceId, type: clientType, time: loginTime, online };
}

function groupBySession(msgs) {
  const groups = new Map();
  for (const msg of msgs) groups.set(msg.sessionId, [...(groups.get(msg.sessionId) ?? []), msg]);
  return groups;
}
