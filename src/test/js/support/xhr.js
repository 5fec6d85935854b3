import http from 'node:http';
import https from 'node:https';

const DONE = 4;

/**
 * The XMLHttpRequest of one browser that a test plays: real HTTP, the certificate checked against the gateway's own. What is not
 * on this machine fails as a refused connection does, and is remembered.
 *
 * @param ca the certificate to trust, in PEM
 * @param blocked a Set that takes what was asked of other hosts
 * @param origin of the page, sent as a browser sends it
 */
export function xhrClass({ ca, blocked, origin }) {
  return class XMLHttpRequest {
    readyState = 0;
    status = 0;
    statusText = '';
    responseText = '';
    timeout = 0;
    withCredentials = false;
    upload = {};
    onreadystatechange = null;
    ontimeout = null;
    #method = 'GET';
    #url = '';
    #headers = { origin };
    #answerHeaders = {};
    #request = null;

    get response() {
      return this.responseText;
    }

    open(method, url) {
      this.#method = String(method).toUpperCase();
      this.#url = String(url);
      this.readyState = 1;
    }

    setRequestHeader(name, value) {
      this.#headers[name] = value;
    }

    getResponseHeader(name) {
      return this.#answerHeaders[name.toLowerCase()] ?? null;
    }

    abort() {
      this.#request?.destroy();
    }

    async send(body) {
      const bytes = this.#method === 'GET' ? null : await bytesOf(body);
      if (!isOnThisMachine(this.#url)) {
        blocked.add(this.#url);
        setImmediate(() => this.#finish(0));
        return;
      }
      const url = new URL(this.#url);
      const ask = url.protocol === 'http:' ? http.request : https.request;
      if (bytes) this.#headers['content-length'] = bytes.length;
      const request = ask(url, { method: this.#method, headers: this.#headers, ca }, (answer) => this.#onAnswer(answer));
      this.#request = request;
      request.on('error', () => this.#finish(0));
      if (this.timeout > 0) request.setTimeout(this.timeout, () => this.#onTimeout());
      if (bytes) this.upload.onprogress?.({ lengthComputable: true, loaded: bytes.length, total: bytes.length });
      request.end(bytes ?? undefined);
    }

    #onAnswer(answer) {
      const parts = [];
      answer.on('data', (part) => parts.push(part));
      answer.on('end', () => {
        this.statusText = answer.statusMessage;
        this.#answerHeaders = answer.headers;
        // A browser keeps from the page what the server does not allow it to see.
        const isAllowed = answer.headers['access-control-allow-origin'] === origin;
        if (isAllowed) this.responseText = Buffer.concat(parts).toString();
        this.#finish(isAllowed ? answer.statusCode : 0);
      });
    }

    #onTimeout() {
      if (this.readyState === DONE) return;
      this.readyState = DONE;
      this.#request.destroy();
      this.ontimeout?.({ message: 'timeout' });
    }

    #finish(status) {
      if (this.readyState === DONE) return;
      this.status = status;
      this.readyState = DONE;
      this.onreadystatechange?.();
    }
  };
}

function isOnThisMachine(url) {
  return URL.canParse(url) && /^(127\.\d+\.\d+\.\d+|localhost|\[::1\])$/.test(new URL(url).hostname);
}

async function bytesOf(body) {
  if (body == null) return null;
  if (typeof body === 'string') return Buffer.from(body);
  if (typeof body.arrayBuffer === 'function') return Buffer.from(await body.arrayBuffer());
  if (ArrayBuffer.isView(body)) return Buffer.from(body.buffer, body.byteOffset, body.byteLength);
  return Buffer.from(new Uint8Array(body));
}
