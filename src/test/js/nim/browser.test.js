import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, afterEach, before, test } from 'node:test';
import { Gateway } from '../support/gateway.js';
import { exampleText } from '../support/examples.js';
import { bytes, exif, mp4, png, wav } from '../support/media.js';
import { VERSIONS } from '../support/nim.js';
import { NimApp } from '../support/nimpage.js';

const LARGE = 30 * 1024 * 1024;
/** To be turned by a quarter. */
const SIDEWAYS = 6;

let gateway;
let app;
let folder;

before(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'posthouse-js-files-'));
  gateway = await Gateway.start();
});
after(async () => {
  await gateway?.stop();
  rmSync(folder, { recursive: true, force: true });
});
afterEach(() => app?.stop());

for (const version of Object.keys(VERSIONS)) {
  test(`${version} in a browser, in a page of another origin: login, send, receipt, recall, upload`, async () => {
    app = await new NimApp(gateway, version).start();
    const [ann, bob] = [await gateway.account('ann'), await gateway.account('bob')];
    const annPage = await app.logIn(ann);
    const bobPage = await app.logIn(bob);

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

  test(`${version} in a browser, the page: its four examples of files, with a picture, a photo, a sound, a film and 30 MiB`, async () => {
    app = await new NimApp(gateway, version).start();
    const [ann, bob] = [await gateway.account('ann'), await gateway.account('bob')];
    const annPage = await app.logIn(ann);
    const bobPage = await app.logIn(bob);
    const files = [
      ['sendImageMsg', 'image', 'a.png', png(30, 20), { w: 30, h: 20 }],
      ['sendImageMsg', 'image', 'photo.jpg', await photo(annPage, 40, 30, SIDEWAYS), { w: 30, h: 40, orientation: SIDEWAYS }],
      ['sendAudioMsg', 'audio', 'b.wav', wav(), {}],
      ['sendVideoMsg', 'video', 'c.mp4', mp4(64, 48, 2500), { w: 64, h: 48, dur: 2500 }],
      ['sendFileMsg', 'file', 'd.dat', bytes(LARGE), {}],
    ];

    for (const [send, kind, name, content, facts] of files) {
      writeFileSync(path.join(folder, name), content);
      await annPage.setInputFiles('#fileInput', path.join(folder, name));
      const printed = await annPage.evaluate(runInPage, exampleOf(send, bob.account));
      const { type, attach, digest } = await bobPage.evaluate(lastFile);

      assert.deepEqual(printed, ['Upload start!', 'Uploading!', 'Upload done!', 'Get msg before send'], send);
      assert.deepEqual([type, attach.name, attach.size], [kind, name, content.length]);
      for (const [fact, value] of Object.entries(facts)) assert.equal(attach[fact], value, `${name}: ${fact}`);
      assert.equal(digest, createHash('sha256').update(content).digest('hex'), `F: the bytes of ${name} that the receiver loads`);
    }
  });
}

/** The example of the page that calls this, as it is printed there. */
function exampleOf(send, receiver) {
  const [example] = exampleText('files', { Receiver_ACCOUNT_ID: receiver }).split(/^(?=\/\/ )/m).filter((one) => one.includes(`nim.msg.${send}(`));
  return example;
}

/* What runs in the page. */

/** @returns what the example printed, the same in a row once */
async function runInPage(code) {
  const printed = [];
  const AsyncFunction = (async () => {}).constructor;
  await new AsyncFunction('nim', 'console', code)(window.nim, { log: (words) => printed.push(words) });
  return printed.filter((words, at) => words !== printed[at - 1]);
}

/** Waits for the next message, and loads its file. */
async function lastFile() {
  while (window.heard.msg.length === 0) await new Promise((resolve) => { setTimeout(resolve, 10); });
  const { type, attach } = JSON.parse(JSON.stringify(window.heard.msg.shift()));
  const loaded = await (await fetch(attach.url)).arrayBuffer();
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', loaded));
  return { type, attach, digest: [...digest].map((byte) => byte.toString(16).padStart(2, '0')).join('') };
}

/** A JPEG as the browser makes one, with an orientation as a camera writes it. */
async function photo(page, width, height, orientation) {
  const base64 = await page.evaluate(([w, h]) => {
    const canvas = Object.assign(document.createElement('canvas'), { width: w, height: h });
    const brush = canvas.getContext('2d');
    brush.fillStyle = 'teal';
    brush.fillRect(0, 0, w / 2, h);
    return canvas.toDataURL('image/jpeg').split(',')[1];
  }, [width, height]);
  const made = Buffer.from(base64, 'base64');
  return Buffer.concat([made.subarray(0, 2), exif(orientation), made.subarray(2)]);
}
