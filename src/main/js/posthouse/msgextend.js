import { readMessage, targetOf } from './message.js';

/** `nim.msgExtend`: single messages by their ids, and threads. */
export class MessageExtend {
  #gateway;
  #sessions;

  constructor(gateway, sessions) {
    this.#gateway = gateway;
    this.#sessions = sessions;
  }

  /** 1 to 100 messages, in the order asked for; those that are not there, or not to be seen, are left out. @param reqMsgs each with scene, from, to, idServer, time */
  async getMsgsByIdServer({ reqMsgs }) {
    const found = [];
    let wanted = reqMsgs.map((msg) => this.#name(msg));
    while (wanted.length > 0) {
      const { msgs, more } = await this.#gateway.request('messages', { msgs: wanted });
      found.push(...msgs.map((wire) => this.#read(wire)));
      const last = msgs.at(-1)?.idServer;
      wanted = more ? wanted.slice(wanted.findIndex(({ idServer }) => idServer === last) + 1) : [];
    }
    return found;
  }

  /** The messages that reply to a thread's root; newest first, unless `reverse` (from `beginTime` upwards). Fails with 404 without the root. */
  async getThreadMsgs(options) {
    const { scene, threadMsgFromAccount: from, threadMsgToAccount: to, threadMsgIdServer: idServer, threadMsgTime: time } = options;
    const { beginTime, endTime, lastMsgId, limit = 100, reverse = false } = options;
    const asked = { ...this.#name({ scene, from, to, idServer, time }), beginTime, endTime, lastMsgId, limit, reverse };
    const { root, msgs, more, total, lastTime } = await this.#gateway.request('thread', asked);
    return { threadMsg: this.#read(root), msgs: msgs.map((wire) => this.#read(wire)), more, total, timetag: lastTime };
  }

  #name({ scene = 'p2p', from, to, idServer, time }) {
    return { scene, to: targetOf({ scene, from, to }, this.#gateway.account), idServer, time };
  }

  #read(wire) {
    return this.#sessions.hold(readMessage(wire, this.#gateway.account));
  }
}
