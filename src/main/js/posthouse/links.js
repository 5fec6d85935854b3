import { invalid } from './faults.js';

const FILE = /^([^?#]*\/files\/([0-9a-f]{32}))(?:[?#].*)?$/;

/** `nim.cloudStorage`: what has to do with files that are at the gateway. */
export class CloudStorage {
  #gateway;

  constructor(gateway) {
    this.#gateway = gateway;
  }

  /** @returns the address that the file has now: signed, if the gateway asks for that. What is elsewhere is as it is. */
  async getOriginUrl(url) {
    if (typeof url !== 'string' || url === '') throw invalid('url must be the address of a file');
    const [, address, file] = FILE.exec(url) ?? [];
    if (file === undefined) return url;
    return address + (await this.#gateway.request('fileLink', { file })).query;
  }
}
