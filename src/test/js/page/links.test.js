import assert from 'node:assert/strict';
import { after, afterEach, before, test } from 'node:test';
import { Browsers, act } from '../support/browsers.js';
import { Clients, until } from '../support/clients.js';
import { Gateway } from '../support/gateway.js';
import { png, wav } from '../support/media.js';
import { NimClients } from '../support/nim.js';

let gateway;
let browsers;
let clients;
let nimClients;

before(async () => {
  gateway = await Gateway.start({ POSTHOUSE_FILES_LINK_LIFE: 'PT2S' });
  browsers = new Browsers();
  clients = new Clients(gateway);
  nimClients = new NimClients(gateway);
});
after(() => gateway?.stop());
afterEach(() => Promise.all([browsers.closeAll(), clients.endAll(), nimClients.endAll()]));

const statusOf = async (url) => (await fetch(url)).status;

test('F: links end; both clients give fresh ones, and the chat page shows what was sent long ago', async () => {
  const [ann, bob] = [await gateway.account('ann', 'Ann'), await gateway.account('bob', 'Bob')];
  const sender = await clients.connect(ann);
  const { attach } = await sender.msg.sendImageMsg({ scene: 'p2p', to: bob.account, file: new File([png(60, 40)], 'a.png', { type: 'image/png' }) });
  const { attach: sound } = await sender.msg.sendAudioMsg({ scene: 'p2p', to: bob.account, file: new File([wav()], 'b.wav', { type: 'audio/wav' }) });
  assert.match(attach.url, /[?]expires=[0-9]+&signature=[A-Za-z0-9_-]{43}$/);
  await until('the links have ended', async () => (await statusOf(attach.url)) === 403 && (await statusOf(sound.url)) === 403);

  assert.equal(await statusOf(attach.url.split('?')[0]), 403);
  const fresh = await sender.cloudStorage.getOriginUrl(attach.url);
  assert.equal(fresh.split('?')[0], attach.url.split('?')[0]);
  assert.equal(await statusOf(fresh), 200);
  assert.equal(await sender.cloudStorage.getOriginUrl('https://elsewhere.example/x.png'), 'https://elsewhere.example/x.png');
  const { nim } = await nimClients.connect(bob);
  assert.equal(await statusOf(await nim.cloudStorage.getOriginUrl(attach.url)), 200);

  const page = await browsers.signIn(await browsers.fresh(), gateway.url, bob);
  await act.open(page, ann.account);
  const shown = page.locator('.messages .media img');
  await until('the picture is there', () => shown.evaluate((image) => image.complete && image.naturalWidth === 60));
  await until('the sound can be played', () => page.locator('.messages audio').evaluate((audio) => audio.duration === 1));
});
