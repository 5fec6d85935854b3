import assert from 'node:assert/strict';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import http from 'node:http';
import { after, afterEach, before, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { Browsers } from '../support/browsers.js';
import { Gateway } from '../support/gateway.js';
import { png } from '../support/media.js';
import { VERSIONS } from '../support/nim.js';

const PAGE = '<!doctype html><link rel="icon" href="data:,"><script src="sdk.js"></script>';

let gateway;
let browsers;
let app;

before(async () => {
  gateway = await Gateway.start();
  browsers = new Browsers();
});
after(() => gateway?.stop());
afterEach(async () => {
  await browsers.closeAll();
  app?.close();
});

/** The app's own server, and so another origin than the gateway's. @returns its address */
async function serveApp(version) {
  const sdk = readFileSync(fileURLToPath(new URL(`../node_modules/${VERSIONS[version].file}`, import.meta.url)));
  app = http.createServer((request, answer) => {
    const isScript = request.url === '/sdk.js';
    answer.setHeader('content-type', isScript ? 'text/javascript; charset=utf-8' : 'text/html; charset=utf-8');
    answer.end(isScript ? sdk : PAGE);
  });
  app.listen(0, '127.0.0.1');
  await once(app, 'listening');
  return `http://127.0.0.1:${app.address().port}/`;
}

/** A browser in which the app is open and somebody has logged in; `window.nim` is the SDK, `window.heard` what it was told. */
async function logIn(version, url, { account, token }) {
  const context = await browsers.fresh({ ignoreHTTPSErrors: true });
  await context.route((address) => address.hostname !== '127.0.0.1', (route) => route.abort());
  const page = await context.newPage();
  await page.goto(url);
  await page.evaluate(async ([classOf, options]) => {
    const Nim = new Function('window', `return (${classOf})(window)`)(window);
    window.nim = new Nim(options, { reportConfig: { isDataReportEnable: false }, reporterConfig: { enableCompass: false, isDataReportEnable: false } });
    window.heard = { msg: [], sysMsg: [], msgReceipts: [] };
    for (const name of Object.keys(window.heard)) window.nim.on(name, (given) => window.heard[name].push(given));
    const synced = new Promise((resolve) => { window.nim.on('syncdone', resolve); });
    await window.nim.connect();
    await synced;
  }, [VERSIONS[version].classOf.toString(), {
    appkey: 'an-app',
    account,
    token,
    isAbtestEnable: false,
    lbsUrls: [`https://127.0.0.1:${gateway.tlsPort}/lbs/webconf.jsp`],
    linkUrl: `127.0.0.1:${gateway.tlsPort}`,
  }]);
  return page;
}

for (const version of Object.keys(VERSIONS)) {
  test(`${version} in a browser, in a page of another origin: login, send, receipt, recall, upload`, async () => {
    const url = await serveApp(version);
    const [ann, bob] = [await gateway.account('ann'), await gateway.account('bob')];
    const annPage = await logIn(version, url, ann);
    const bobPage = await logIn(version, url, bob);

    const sent = await annPage.evaluate((to) => window.nim.msg.sendTextMsg({ scene: 'p2p', to, body: 'from a page' })
      .then((msg) => { window.sent = msg; return JSON.parse(JSON.stringify(msg)); }), bob.account);
    await bobPage.waitForFunction(() => window.heard.msg.length === 1);
    const arrived = await bobPage.evaluate(() => JSON.parse(JSON.stringify(window.heard.msg[0])));
    assert.deepEqual([sent.status, arrived.body, arrived.idServer, arrived.time], ['sent', 'from a page', sent.idServer, sent.time]);

    await bobPage.evaluate(() => window.nim.msg.sendMsgReceipt({ msg: window.heard.msg[0] }));
    await annPage.waitForFunction(() => window.heard.msgReceipts.length === 1);

    await annPage.evaluate(() => window.nim.msg.recallMsg({ msg: window.sent }));
    await bobPage.waitForFunction(() => window.heard.sysMsg.length === 1);
    const notice = await bobPage.evaluate(() => JSON.parse(JSON.stringify(window.heard.sysMsg[0])));
    assert.equal(notice.type, 'recallMsgP2p');

    const picture = png(30, 20);
    await annPage.evaluate(([to, base64]) => {
      const bytes = Uint8Array.from(atob(base64), (char) => char.charCodeAt(0));
      return window.nim.msg.sendImageMsg({ scene: 'p2p', to, file: new File([bytes], 'a.png', { type: 'image/png' }) }).then(() => true);
    }, [bob.account, picture.toString('base64')]);
    await bobPage.waitForFunction(() => window.heard.msg.length === 2);
    const { attach, bytes } = await bobPage.evaluate(async () => {
      const got = JSON.parse(JSON.stringify(window.heard.msg[1].attach));
      return { attach: got, bytes: [...new Uint8Array(await (await fetch(got.url)).arrayBuffer())] };
    });
    assert.deepEqual([attach.w, attach.h, attach.size], [30, 20, picture.length], 'F: what the receiver is told of the picture');
    assert.deepEqual(bytes, [...picture], 'F: the bytes that the receiver loads');
  });
}
