import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, afterEach, before, test } from 'node:test';
import { Browsers, act } from '../support/browsers.js';
import { Clients, record, until } from '../support/clients.js';
import { Gateway } from '../support/gateway.js';
import { bytes, jpeg, mp4, png, wav } from '../support/media.js';

let gateway;
let browsers;
let clients;
let folder;
let ann;
let bob;

before(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'posthouse-files-'));
  gateway = await Gateway.start();
  browsers = new Browsers();
  clients = new Clients(gateway);
});
after(async () => {
  await gateway?.stop();
  rmSync(folder, { recursive: true, force: true });
});
afterEach(async () => {
  const { complaints } = browsers;
  await Promise.all([browsers.closeAll(), clients.endAll()]);
  assert.deepEqual(complaints, [], 'the browser complained');
});

async function accounts() {
  ann = await gateway.account('ann', 'Ann Lindqvist');
  bob = await gateway.account('bob', 'Bob Okafor');
}

function file(name, content) {
  const made = path.join(folder, name);
  writeFileSync(made, content);
  return made;
}

const hash = (content) => createHash('sha256').update(content).digest('hex');

async function hashAt(url) {
  return hash(Buffer.from(await (await fetch(url)).arrayBuffer()));
}

test('F: the four file examples of the page run as they are printed, and the bytes arrive', async () => {
  await accounts();
  const receiver = await clients.connect(bob);
  const { msg: received } = record(receiver, 'msg');
  const page = await (await browsers.fresh({ bypassCSP: true })).newPage();
  await page.goto(`${gateway.url}/chat/icon.svg`.replace('chat/icon.svg', ''));
  await page.setContent('<input type="file" id="fileInput">');
  const [image, audio, video, any] = readFileSync(new URL('../examples/files.js', import.meta.url), 'utf8')
    .replaceAll('{{Receiver_ACCOUNT_ID}}', bob.account).split(/(?<=\}\)\n)\n/);
  await page.evaluate(`(async () => {
    const { Posthouse } = await import('${gateway.url}/posthouse.js');
    window.nim = new Posthouse({ account: '${ann.account}', token: '${ann.token}', url: '${gateway.url}' });
    await nim.connect();
  })()`);

  for (const [example, name, content, facts] of [
    [image, 'a.png', png(30, 20), { w: 30, h: 20 }],
    [image, 'b.jpg', jpeg(300, 200, 6), { w: 200, h: 300, orientation: 6 }],
    [audio, 'c.wav', wav(), {}],
    [video, 'd.mp4', mp4(64, 48, 2500), { w: 64, h: 48, dur: 2500 }],
    [any, 'e.bin', bytes(30 * 1024 * 1024), {}],
  ]) {
    const before = received.length;
    await page.setInputFiles('#fileInput', file(name, content));
    const printed = await page.evaluate(`(async () => {
      const printed = [];
      const console = { log: (word) => printed.push(word) };
      ${example}
      return printed;
    })()`);
    await until(`${name} has arrived`, () => received.length > before);
    const { attach } = received.at(-1);
    assert.deepEqual(printed.filter((word, at) => word !== printed[at - 1]), ['Upload start!', 'Uploading!', 'Upload done!', 'Get msg before send']);
    assert.deepEqual([attach.name, attach.size], [name, content.length]);
    for (const [fact, value] of Object.entries(facts)) assert.equal(attach[fact], value, fact);
    assert.equal(await hashAt(attach.url), hash(content), name);
  }
});

test('F: files are picked, shown, taken out again and sent; pictures, players and cards are what the other sees', async () => {
  await accounts();
  const [annsPage, bobsPage] = await Promise.all([ann, bob].map(async (identity) => browsers.signIn(await browsers.fresh(), gateway.url, identity)));
  await act.start(annsPage, bob.account);
  const picture = png(60, 40);

  await annsPage.getByLabel('Files', { exact: true }).setInputFiles([file('p.png', picture), file('s.wav', wav()), file('n.txt', 'notes'), file('no.txt', 'not this')]);
  const waiting = annsPage.getByRole('list', { name: 'Files to send' });
  assert.equal(await waiting.getByRole('listitem').count(), 4);
  assert.equal(await waiting.locator('img').evaluate((image) => image.decode().then(() => image.naturalWidth)), 60);
  await annsPage.getByRole('button', { name: 'Do not send no.txt' }).click();
  await annsPage.getByRole('button', { name: 'Send', exact: true }).click();
  await waiting.waitFor({ state: 'hidden' });

  await act.open(bobsPage, ann.account);
  const shown = bobsPage.locator('.messages .media img');
  await shown.waitFor();
  await until('the picture is there', () => shown.evaluate((image) => image.complete && image.naturalWidth === 60));
  assert.match(await shown.getAttribute('src'), /\?thumbnail=640x640$/);
  assert.equal(await hashAt(await shown.locator('..').getAttribute('href')), hash(picture));
  await until('the sound can be played', () => bobsPage.locator('.messages audio').evaluate((audio) => audio.duration === 1));
  await bobsPage.locator('.messages .card').getByText('n.txt').waitFor();
  assert.equal(await bobsPage.getByText('no.txt').count(), 0);
});

test('F: a picture that is dropped or pasted waits to be sent, and a forwarded one is not uploaded again', async () => {
  await accounts();
  const page = await browsers.signIn(await browsers.fresh(), gateway.url, ann);
  await act.start(page, bob.account);
  const uploads = [];
  page.on('request', (request) => { if (request.url().includes('/uploads/')) uploads.push(request.method()); });
  const waiting = page.getByRole('list', { name: 'Files to send' }).getByRole('listitem');
  const let_go = (event, content) => page.evaluate(([kind, data]) => {
    const given = new DataTransfer();
    given.items.add(new File([Uint8Array.from(atob(data), (char) => char.charCodeAt(0))], `${kind}.png`, { type: 'image/png' }));
    const target = document.querySelector('.composer textarea');
    const options = { bubbles: true, cancelable: true };
    target.dispatchEvent(kind === 'drop' ? new DragEvent('drop', { ...options, dataTransfer: given }) : new ClipboardEvent('paste', { ...options, clipboardData: given }));
  }, [event, content.toString('base64')]);

  await let_go('drop', png(20, 10));
  await let_go('paste', png(10, 20));
  await until('both wait', async () => (await waiting.count()) === 2);
  await page.getByRole('button', { name: 'Send', exact: true }).click();
  await until('both are sent', async () => (await page.locator('.messages .media img').count()) === 2);

  assert.deepEqual(uploads.filter((method) => method === 'PATCH').length, 2);
  const message = page.locator('.message').filter({ has: page.locator('.media img') }).first();
  await message.hover();
  await message.locator('.bubble-more').click();
  await page.getByRole('menuitem', { name: 'Forward' }).click();
  await page.getByRole('dialog').getByText('Bob Okafor').click();
  await until('it is there once more', async () => (await page.locator('.messages .media img').count()) === 3);
  assert.deepEqual(uploads.filter((method) => method === 'PATCH').length, 2);
});

test('F: an upload shows how far it is and can be called off', async () => {
  await accounts();
  const context = await browsers.fresh();
  const page = await browsers.signIn(context, gateway.url, ann);
  await act.start(page, bob.account);
  let release;
  const held = new Promise((resolve) => { release = resolve; });
  let chunks = 0;
  await page.route('**/uploads/*', async (route) => {
    chunks += route.request().method() === 'PATCH' ? 1 : 0;
    if (chunks === 2) await held;
    await route.continue().catch(() => {}); // it may be gone by then
  });

  await page.getByLabel('Files', { exact: true }).setInputFiles(file('big.bin', bytes(10 * 1024 * 1024)));
  await page.getByRole('button', { name: 'Send', exact: true }).click();
  const progress = page.getByRole('progressbar', { name: 'How much is uploaded' });
  await until('some of it is uploaded', () => progress.evaluate((bar) => bar.value >= 0.4));
  await page.getByRole('button', { name: 'Do not send big.bin' }).click();
  release();

  await page.getByRole('list', { name: 'Files to send' }).waitFor({ state: 'hidden' });
  assert.equal(await page.locator('.messages .card').count(), 0);
});
