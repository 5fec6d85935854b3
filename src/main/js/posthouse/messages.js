import { Code, PosthouseError, inTeam, invalid } from './faults.js';
import { completeMessage, draftMessage, setStatus, writeMessage } from './message.js';
import { TeamReceipts } from './teamreceipts.js';
import { Uploads } from './uploads.js';

/** What of a message's content a forwarded one keeps: no ids, time, thread, push text or receipt demand (rule S4). */
const CONTENT = ['body', 'attach', 'ext', 'subType'];

/** `nim.msg`: sends, resends, forwards, recalls, acknowledges as read, deletes. */
export class Messages {
  #gateway;
  #inbox;
  #sessions;
  #teamReceipts;
  #uploads;

  constructor(gateway, inbox, sessions) {
    this.#gateway = gateway;
    this.#uploads = new Uploads(gateway);
    this.#inbox = inbox;
    this.#sessions = sessions;
    this.#teamReceipts = new TeamReceipts(gateway, sessions);
  }

  sendTextMsg(options) {
    return this.#send('text', options);
  }

  sendTipMsg(options) {
    return this.#send('tip', options);
  }

  sendCustomMsg(options) {
    return this.#send('custom', options);
  }

  sendGeoLocationMsg(options) {
    return this.#send('geo', options);
  }

  /** Uploads `file` first; or `attach` names where a file is that has been uploaded: `{url, name, size, ext, …}`. */
  sendImageMsg(options) {
    return this.#sendFile('image', options);
  }

  sendAudioMsg(options) {
    return this.#sendFile('audio', options);
  }

  sendVideoMsg(options) {
    return this.#sendFile('video', options);
  }

  sendFileMsg(options) {
    return this.#sendFile('file', options);
  }

  /** The same message once more, with its idClient: what was stored the first time is not stored again (rule S2). */
  async resendMsg(options) {
    const { msg } = options;
    if (!msg?.idClient) throw invalid('msg must be a message');
    if (msg.from !== this.#gateway.account) throw invalid('only own messages can be sent again');
    const setting = { ...msg.setting, resendFlag: true };
    return this.#send(msg.type, { ...msg, setting, onSendBefore: options.onSendBefore });
  }

  /** A new message with the same content. */
  async forwardMsg(options) {
    const { msg, scene, to, onSendBefore } = options;
    if (!msg?.type) throw invalid('msg must be a message');
    const content = Object.fromEntries(CONTENT.filter((key) => msg[key] !== undefined).map((key) => [key, msg[key]]));
    return this.#send(msg.type, { ...content, scene, to, onSendBefore });
  }

  /** Takes a message back; fails with 508 once it is too late. */
  async recallMsg({ msg, ps, attach }) {
    if (!msg?.idServer || !msg.idClient) throw invalid('msg must be a message that was sent');
    const fields = { scene: msg.scene, to: msg.target, from: msg.from, idClient: msg.idClient, idServer: msg.idServer };
    const { recall } = await this.#gateway.request('recall', { ...fields, ps, attach }).catch((error) => {
      throw msg.scene === 'p2p' || error.fault?.name === 'not_found' ? error : inTeam(error);
    });
    this.#inbox.onRecalled(recall);
    return { ...msg, status: 'deleted', deletedMsgCreateTime: msg.time };
  }

  /** Tells the sender that everything up to this message was read. Does nothing for own messages. */
  async sendMsgReceipt({ msg }) {
    if (!msg?.idClient || !(msg.time > 0)) throw invalid('msg must be a received message');
    if (msg.scene !== 'p2p' || msg.flow !== 'in') return undefined;
    const receipt = { to: msg.target, idClient: msg.idClient, time: msg.time };
    const { time } = await this.#gateway.request('receipt', { scene: msg.scene, ...receipt });
    this.#sessions.receipt(msg.sessionId, false, time);
    if (time >= msg.time && msg.status === 'unread') setStatus(msg, 'read');
    return { ...receipt, time };
  }

  /** Tells that these messages of teams were read, 1 to 50; those that ask for no receipt are left out. */
  sendTeamMsgReceipt({ teamMsgReceipts }) {
    return this.#teamReceipts.send(teamMsgReceipts);
  }

  /** How many have read each of 1 to 50 messages of teams; those that asked for no receipt are left out. */
  getTeamMsgReads({ teamMsgReceipts }) {
    return this.#teamReceipts.counts(teamMsgReceipts);
  }

  /** Who has read a message of a team, and who has not. */
  getTeamMsgReadAccounts({ teamMsgReceipt }) {
    return this.#teamReceipts.accounts(teamMsgReceipt);
  }

  /** Deletes messages for this account alone. */
  async deleteSelfMsgs({ msgs, ext }) {
    if (!Array.isArray(msgs) || msgs.length === 0) throw invalid('msgs must hold messages');
    const entries = msgs.map(({ scene, target, idServer, idClient, from, time }) => (
      { scene, to: target, idServer, idClient, from, time, ext }
    ));
    const answer = await this.#gateway.request('delete', { msgs: entries });
    this.#inbox.onDeletedHere(msgs);
    for (const msg of msgs) setStatus(msg, 'deleted');
    return msgs.map(({ scene, from, to, idServer, idClient, time }) => (
      { scene, from, to, idServer, idClient, time, ext, deletedTime: answer.time }
    ));
  }

  async #sendFile(type, options) {
    if (typeof options !== 'object' || options === null) throw invalid('options must be an object');
    if (options.file === undefined && options.fileInput === undefined) {
      if (typeof options.attach !== 'object' || !options.attach?.url) {
        throw invalid('file must be a file, or attach an object with the url of one');
      }
      return this.#send(type, options);
    }
    const attach = await this.#uploads.upload(type, options);
    return this.#send(type, { ...options, attach: { ...attach, ...options.attach } });
  }

  async #send(type, options) {
    if (typeof options !== 'object' || options === null) throw invalid('options must be an object');
    const msg = draftMessage(type, options, this.#gateway.account, this.#gateway.device);
    options.onSendBefore?.(msg);
    const answer = await this.#gateway.request('send', { msg: writeMessage(msg) }).catch((error) => {
      if (msg.scene !== 'p2p') inTeam(error);
      throw failed(error, msg, error.code === Code.REFUSED ? 'refused' : 'sendFailed');
    });
    completeMessage(msg, answer.msg);
    if (answer.msg.refused) msg.status = 'refused';
    this.#inbox.onSent(msg);
    if (answer.msg.refused) throw failed(new PosthouseError(Code.REFUSED, 'the receiver has blocked the sender'), msg, 'refused');
    return msg;
  }
}

function failed(error, msg, status) {
  setStatus(msg, status);
  error.msg = msg;
  return error;
}
