import { Code, PosthouseError, inTeam, invalid } from './faults.js';

/** The page's names of custom notifications, by scene. */
const TYPES = { p2p: 'customP2p', team: 'customTeam', superTeam: 'customSuperTeam' };

/** `nim.systemMessage`: what is told beside the conversation, such as that somebody is typing. */
export class SystemMessages {
  #gateway;

  constructor(gateway) {
    this.#gateway = gateway;
  }

  /** Fails with 7101 if the receiver has blocked this account. */
  async sendCustomSysMsg({ type, to, attach, content, setting = {}, pushInfo }) {
    const scene = Object.keys(TYPES).find((name) => TYPES[name] === type);
    if (!scene) throw invalid('type must be customP2p, customTeam or customSuperTeam');
    if (typeof attach !== 'string') throw invalid('attach must be a text');
    const fields = { scene, to, attach, ext: content, needSaveOffline: setting.needSaveOffline ?? false, pushInfo };
    try {
      const { refused } = await this.#gateway.request('sendSysMsg', fields);
      if (refused) throw new PosthouseError(Code.REFUSED, 'the receiver has blocked the sender');
    } catch (error) {
      throw scene === 'p2p' ? error : inTeam(error);
    }
  }
}

/** @param feature 'default' for a live one, 'leave' for one that waited */
export function readSysMsg({ scene, from, to, attach, ext, pushInfo, time, idServer, needSaveOffline = false }, feature) {
  const message = { type: TYPES[scene], from, to, attach, time, setting: { needSaveOffline }, state: 'none', feature };
  if (ext !== undefined) message.content = ext;
  if (pushInfo !== undefined) message.pushInfo = pushInfo;
  if (idServer !== undefined) message.idServer = idServer;
  return message;
}
