import { invalid } from './faults.js';

const METHODS = [undefined, 'get', 'post', 'put', 'delete'];

/** `nim.passThrough`: requests to the upstreams that the gateway is configured with. */
export class PassThrough {
  #gateway;

  constructor(gateway) {
    this.#gateway = gateway;
  }

  /** `header` is JSON; the answer's has the HTTP status as `:status`. `method`: 1 get, 2 post, 3 put, 4 delete. */
  async request({ zone, path, method = 2, header, body }) {
    if (METHODS[method] === undefined) throw invalid('method must be 1 to 4');
    const headers = header === undefined || header === '' ? undefined : JSON.parse(header);
    const answer = await this.#gateway.request('passThrough', { zone, path, method: METHODS[method], headers, body });
    const told = { ':status': String(answer.status), ...answer.headers };
    return { zone, path, method, header: JSON.stringify(told), body: answer.body, status: answer.status };
  }
}
