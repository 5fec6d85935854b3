import { Acknowledgements } from './posthouse/acknowledgements.js';
import { CloudSessions } from './posthouse/cloudsessions.js';
import { Connector } from './posthouse/connector.js';
import { Emitter } from './posthouse/emitter.js';
import { Code, PosthouseError } from './posthouse/faults.js';
import { Friends } from './posthouse/friends.js';
import { Inbox, onlineDevice } from './posthouse/inbox.js';
import { CloudStorage } from './posthouse/links.js';
import { Messages } from './posthouse/messages.js';
import { MessageExtend } from './posthouse/msgextend.js';
import { PassThrough } from './posthouse/passthrough.js';
import { Relations } from './posthouse/relations.js';
import { MessageLog, SessionList, Users } from './posthouse/services.js';
import { Sessions } from './posthouse/sessions.js';
import { settingsOf } from './posthouse/settings.js';
import { Signalling } from './posthouse/signalling.js';
import { Statuses } from './posthouse/statuses.js';
import { SuperTeams } from './posthouse/superteams.js';
import { SystemMessages } from './posthouse/systemmessages.js';
import { Teams } from './posthouse/teams.js';

/**
 * A client of the Posthouse gateway for browsers and Node. Its vocabulary is the one of the NIM web SDK; what is
 * ours is said in posthouse.d.ts.
 */
export class Posthouse {
  /** Sends and takes back messages. */
  msg;
  /** What was said before. */
  msgLog;
  /** Single messages by their ids, and threads. */
  msgExtend;
  /** The conversations. */
  session;
  /** The list of conversations that the gateway has. */
  cloudSession;
  /** Name cards, blocking and muting. */
  user;
  /** Friends. */
  friend;
  /** What accounts say of their state: that they are online, and the app's own. */
  event;
  /** Channels in which accounts agree on a call. */
  signaling;
  /** Files at the gateway. */
  cloudStorage;
  /** Requests to the upstreams that the gateway is configured with. */
  passThrough;
  /** Custom notifications. */
  systemMessage;
  /** Teams. */
  team;
  /** Super teams. */
  superTeam;

  #settings;
  #events = new Emitter();
  #connector;
  #inbox;
  #acknowledgements;
  #loginCount = 0;

  constructor(options) {
    const settings = settingsOf(options);
    const { account, deviceId, clientType } = settings;
    const sessions = new Sessions(account);
    const relations = new Relations();
    this.#settings = settings;
    this.#connector = new Connector(settings, this.#listener());
    this.#acknowledgements = new Acknowledgements(
      (marks) => this.#connector.note('ack', { marks }),
      (changes) => this.#connector.note('ack', { changes }),
    );
    const gateway = {
      account,
      device: { deviceId, clientType },
      url: settings.url,
      request: (verb, fields) => this.#connector.request(verb, fields),
      persist: (verb, fields) => this.#connector.persist(verb, fields),
    };
    const state = { account, sessions, relations, acknowledgements: this.#acknowledgements };
    // What could not be said comes again at the next login.
    state.acknowledgeBroadcasts = (ids) => this.#connector.request('ackBroadcasts', { ids }).catch(() => {});
    state.giveUp = (reason) => this.#connector.giveUp(reason);
    state.refillLast = (session) => this.#refillLast(session, sessions);
    this.#inbox = new Inbox(state, (name, ...args) => this.#events.emit(name, ...args));
    this.msg = new Messages(gateway, this.#inbox, sessions);
    this.msgLog = new MessageLog(gateway, this.#inbox, sessions);
    this.msgExtend = new MessageExtend(gateway, sessions);
    this.session = new SessionList(gateway, this.#inbox, sessions);
    this.cloudSession = new CloudSessions(gateway);
    this.user = new Users(gateway, relations);
    this.friend = new Friends(gateway);
    this.event = new Statuses(gateway);
    this.cloudStorage = new CloudStorage(gateway);
    this.passThrough = new PassThrough(gateway);
    this.signaling = new Signalling(gateway);
    state.forgetChannel = (channelId) => this.signaling.forget(channelId);
    this.systemMessage = new SystemMessages(gateway);
    this.team = new Teams(gateway, 'team');
    this.superTeam = new SuperTeams(gateway);
  }

  /** unconnected, connecting, connected, logined, waitReconnect or destroyed. */
  get status() {
    return this.#connector.status;
  }

  get account() {
    return this.#settings.account;
  }

  get deviceId() {
    return this.#settings.deviceId;
  }

  /** Resolves when everything that waited has been told. Fails with 302 for a wrong account or token, 415 without a gateway. */
  connect() {
    return this.#connector.connect();
  }

  /** Logs out. The client may connect again. */
  disconnect() {
    this.#acknowledgements.flush();
    return this.#connector.disconnect();
  }

  /** Logs out for good and forgets all handlers. */
  async destroy() {
    this.#acknowledgements.flush();
    await this.#connector.disconnect('destroyed');
    this.signaling.forgetAll();
    this.#acknowledgements.hold();
    this.#events.removeAllListeners();
  }

  /** Pushes other devices of this account out. */
  async kick({ deviceIds }) {
    return { deviceIds: (await this.#connector.request('kick', { deviceIds })).deviceIds };
  }

  on(name, handler) {
    this.#events.on(name, handler);
    return this;
  }

  once(name, handler) {
    this.#events.once(name, handler);
    return this;
  }

  off(name, handler) {
    this.#events.off(name, handler);
    return this;
  }

  removeAllListeners(name) {
    this.#events.removeAllListeners(name);
    return this;
  }

  #listener() {
    const { account, deviceId, clientType } = this.#settings;
    return {
      loginFields: () => ({ account, deviceId, clientType, ...this.#inbox.cursors() }),
      onLogin: (ok) => this.#onLogin(ok),
      onPing: (answer) => {
        if (!this.#inbox.onPing(answer)) this.#connector.restart('the store is another one');
      },
      onEvent: (event) => this.#inbox.onEvent(event),
      onWillReconnect: (params) => this.#events.emit('willReconnect', params),
      onDisconnect: (why) => this.#onDisconnect(why),
    };
  }

  #onLogin(ok) {
    this.#inbox.onLogin(ok);
    this.#loginCount += 1;
    const { account, connectionId, newDevice, time, limits } = ok;
    this.#events.emit('logined', { account, connectionId, newDevice, time, limits, isReconnect: this.#loginCount > 1 });
    if (ok.devices.length > 0) {
      this.#events.emit('multiPortLogin', ok.devices.map((device) => onlineDevice(account, device, true)));
    }
    this.#events.emit('syncMyNameCard', ok.card);
  }

  #onDisconnect(why) {
    this.#acknowledgements.hold();
    this.#events.emit('disconnect', why);
  }

  /** After a session's last message is gone the one before it takes its place. */
  async #refillLast(session, sessions) {
    try {
      const [last] = await this.msgLog.getHistoryMsgs({ scene: session.scene, to: session.to, limit: 1 });
      const changed = last && sessions.setLast(session.id, last);
      if (changed) this.#events.emit('updateSession', changed);
    } catch {
      // the line is gone; the next sync brings the session anew
    }
  }
}

export { Code, PosthouseError };
export default Posthouse;
