import type { ClientType } from './posthouse.d.ts';

/** What an account, or the gateway for it, says of its state. */
export interface StatusEvent {
  account: string;
  /** 1: a device came or went, or (from value 10,000 on) the app's own; from 100,000 on the app's own. */
  type: number;
  /** Of the gateway: 1 a device came, 2 one logged out, 3 the line of one dropped. */
  value: number;
  ext?: string;
  idClient?: string;
  idServer: string;
  clientType: ClientType;
  time: number;
  /** Of the gateway: the client types that are connected now. */
  connected?: ClientType[];
  /** The same as JSON. */
  serverConfig?: string;
}

export interface StatusSubscription {
  type: number;
  to: string;
  from: string;
  /** Seconds. */
  subscribeTime: number;
  sync: boolean;
  time: number;
}

export interface StatusService {
  publishEvent(options: {
    type: number;
    value: number;
    ext?: string;
    /** Seconds, 60 to 2,592,000; default 604,800. */
    validTime?: number;
    broadcastType?: 1 | 2;
    sync?: boolean;
  }): Promise<StatusEvent>;
  subscribeEvent(options: { type: number; accounts: string[]; subscribeTime?: number; sync?: boolean }): Promise<{ failedAccounts: string[] }>;
  unSubscribeEvents(options: { type: number; accounts?: string[] }): Promise<{ failedAccounts: string[] }>;
  querySubscribeEvents(options: { type: number; accounts?: string[] }): Promise<StatusSubscription[]>;
}

export interface StatusEvents {
  pushEvents: [events: StatusEvent[]];
}
