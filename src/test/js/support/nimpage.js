import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import http from 'node:http';
import { fileURLToPath } from 'node:url';
import { Browsers } from './browsers.js';
import { VERSIONS } from './nim.js';

const PAGE = '<!doctype html><link rel="icon" href="data:,"><script src="sdk.js"></script><input type="file" id="fileInput">';

/** An app with the vendor's own SDK in a browser: its server, which is another origin than the gateway's, and the pages of who uses it. */
export class NimApp {
  #gateway;
  #version;
  #server;
  #browsers = new Browsers();

  constructor(gateway, version) {
    this.#gateway = gateway;
    this.#version = version;
  }

  async start() {
    const sdk = readFileSync(fileURLToPath(new URL(`../node_modules/${VERSIONS[this.#version].file}`, import.meta.url)));
    this.#server = http.createServer((request, answer) => {
      const isScript = request.url === '/sdk.js';
      answer.setHeader('content-type', isScript ? 'text/javascript; charset=utf-8' : 'text/html; charset=utf-8');
      answer.end(isScript ? sdk : PAGE);
    });
    this.#server.listen(0, '127.0.0.1');
    await once(this.#server, 'listening');
    return this;
  }

  /** A browser in which the app is open and somebody has logged in; `window.nim` is the SDK, `window.heard` what it was told. */
  async logIn({ account, token }) {
    const context = await this.#browsers.fresh({ ignoreHTTPSErrors: true });
    await context.route((address) => address.hostname !== '127.0.0.1', (route) => route.abort());
    const page = await context.newPage();
    await page.goto(`http://127.0.0.1:${this.#server.address().port}/`);
    await page.evaluate(async ([classOf, options]) => {
      const Nim = new Function('window', `return (${classOf})(window)`)(window);
      window.nim = new Nim(options, { reportConfig: { isDataReportEnable: false }, reporterConfig: { enableCompass: false, isDataReportEnable: false } });
      window.heard = { msg: [], sysMsg: [], msgReceipts: [] };
      for (const name of Object.keys(window.heard)) window.nim.on(name, (given) => window.heard[name].push(given));
      const synced = new Promise((resolve) => { window.nim.on('syncdone', resolve); });
      await window.nim.connect();
      await synced;
    }, [VERSIONS[this.#version].classOf.toString(), {
      appkey: 'an-app',
      account,
      token,
      isAbtestEnable: false,
      lbsUrls: [`https://127.0.0.1:${this.#gateway.tlsPort}/lbs/webconf.jsp`],
      linkUrl: `127.0.0.1:${this.#gateway.tlsPort}`,
    }]);
    return page;
  }

  async stop() {
    await this.#browsers.closeAll();
    this.#server?.close();
  }
}
