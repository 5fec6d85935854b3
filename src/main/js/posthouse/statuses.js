import { invalid } from './faults.js';
import { newId } from './message.js';

const SECOND_MILLIS = 1000;

/** `nim.event`: what accounts say of their state, and who is told. */
export class Statuses {
  #gateway;

  constructor(gateway) {
    this.#gateway = gateway;
  }

  /** `broadcastType` 1: for who is connected; 2: also for who comes later, for `validTime` seconds. */
  async publishEvent({ type, value, ext, validTime = 604_800, broadcastType = 2, sync = false }) {
    if (broadcastType !== 1 && broadcastType !== 2) throw invalid('broadcastType must be 1 or 2');
    const fields = { type, value, ext, idClient: newId(), lifeMillis: validTime * SECOND_MILLIS, kept: broadcastType === 2, toSelf: sync };
    return readStatus((await this.#gateway.request('publishStatus', fields)).status);
  }

  /** For all devices of this account, for `subscribeTime` seconds. */
  async subscribeEvent({ type, accounts, subscribeTime = 2_592_000, sync = false }) {
    const fields = { type, accounts, lifeMillis: subscribeTime * SECOND_MILLIS, sync };
    return { failedAccounts: (await this.#gateway.request('subscribeStatus', fields)).failed };
  }

  /** Without `accounts` all of the type. */
  async unSubscribeEvents({ type, accounts }) {
    return { failedAccounts: (await this.#gateway.request('unsubscribeStatus', { type, accounts })).failed };
  }

  async querySubscribeEvents({ type, accounts }) {
    const { subscriptions } = await this.#gateway.request('subscriptions', { type, accounts });
    return subscriptions.map((one) => (
      { type: one.type, to: one.account, from: this.#gateway.account, subscribeTime: one.lifeMillis / SECOND_MILLIS, sync: one.sync, time: one.time }));
  }
}

/** The page's form of a status. */
export function readStatus({ connected, ...status }) {
  return connected === undefined ? status : { ...status, serverConfig: JSON.stringify({ online: connected }), connected };
}
