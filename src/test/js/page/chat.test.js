import assert from 'node:assert/strict';
import { after, afterEach, before, test } from 'node:test';
import { Browsers, act, bubble, tick, unreadBadge } from '../support/browsers.js';
import { Clients, until } from '../support/clients.js';
import { Gateway } from '../support/gateway.js';

let gateway;
let browsers;
let clients;
let ann;
let bob;

before(async () => {
  gateway = await Gateway.start({ POSTHOUSE_LIMITS_CONNECTION_BURST: '1000' }); // a test writes faster than a person
  browsers = new Browsers();
  clients = new Clients(gateway);
});
after(() => gateway?.stop());
afterEach(async () => {
  const { complaints } = browsers;
  await Promise.all([browsers.closeAll(), clients.endAll()]);
  assert.deepEqual(complaints, [], 'the browser complained');
});

async function accounts() {
  ann = await gateway.account('ann', 'Ann Lindqvist');
  bob = await gateway.account('bob', 'Bob Okafor');
}

async function two() {
  await accounts();
  return Promise.all([ann, bob].map(async (identity) => browsers.signIn(await browsers.fresh(), gateway.url, identity)));
}

test('two people chat in two browsers, with unread counts and ticks', async () => {
  const [annsPage, bobsPage] = await two();

  await act.start(annsPage, bob.account);
  await act.write(annsPage, 'Good morning, Bob');
  await tick(annsPage, 'Good morning, Bob', 'Sent');
  await unreadBadge(bobsPage, ann.account).getByText('1').waitFor();
  assert.equal(await bobsPage.title(), '(1) Posthouse');

  await act.open(bobsPage, ann.account);
  await bubble(bobsPage, 'Good morning, Bob').waitFor();
  await tick(annsPage, 'Good morning, Bob', 'Read');
  await unreadBadge(bobsPage, ann.account).waitFor({ state: 'detached' });
  assert.equal(await bobsPage.title(), 'Posthouse');

  await act.write(bobsPage, 'Morning! Coffee?');
  await bubble(annsPage, 'Morning! Coffee?').waitFor();
  await tick(bobsPage, 'Morning! Coffee?', 'Read');
  assert.equal(await annsPage.getByRole('heading', { name: 'Bob Okafor' }).count(), 1);
});

test('the token of a link is not left in the address bar, nor in the history', async () => {
  await accounts();
  const page = await browsers.signIn(await browsers.fresh(), gateway.url, ann);

  assert.equal(page.url(), `${gateway.url}/`);
  assert.equal(await page.evaluate(() => performance.getEntriesByType('resource').some(({ name }) => name.includes('token='))), false);
  await page.reload();
  await page.locator('.frame').waitFor();
});

test('what somebody writes is text, whatever it looks like; only web addresses become links', async () => {
  const [annsPage, bobsPage] = await two();
  const evil = '<img src=x onerror="document.title=1"><b>bold</b> javascript:alert(1) https://example.org/a?b=1.';
  await act.start(annsPage, bob.account);

  await act.write(annsPage, evil);
  await act.open(bobsPage, ann.account);

  const text = bobsPage.locator('.bubble .text');
  await text.waitFor();
  assert.equal(await text.textContent(), evil);
  assert.equal(await text.locator('img, b').count(), 0);
  const links = await text.locator('a').evaluateAll((all) => all.map((a) => [a.href, a.rel, a.target]));
  assert.deepEqual(links, [['https://example.org/a?b=1', 'noopener noreferrer nofollow', '_blank']]);
});

test('a message is taken back, and both see that', async () => {
  const [annsPage, bobsPage] = await two();
  await act.start(annsPage, bob.account);
  await act.write(annsPage, 'wrong window');
  await act.open(bobsPage, ann.account);
  await bubble(bobsPage, 'wrong window').waitFor();

  await act.choose(annsPage, 'wrong window', 'Take back');

  await annsPage.getByText('You took back a message').waitFor();
  await bobsPage.getByText('Ann Lindqvist took back a message').waitFor();
  assert.equal(await bobsPage.getByText('wrong window').count(), 0);
  await bobsPage.reload();
  await act.open(bobsPage, ann.account);
  await bobsPage.getByText('Say hello to Ann Lindqvist.').waitFor();
});

test('a message is forwarded, and another one deleted for oneself', async () => {
  const [annsPage, bobsPage] = await two();
  const carl = await gateway.account('carl', 'Carl');
  const carlsPage = await browsers.signIn(await browsers.fresh(), gateway.url, carl);
  await act.start(annsPage, bob.account);
  await act.write(annsPage, 'pass it on');
  await act.open(bobsPage, ann.account);

  await act.choose(bobsPage, 'pass it on', 'Forward');
  await bobsPage.getByLabel('Account').fill(carl.account);
  await bobsPage.getByRole('button', { name: 'Forward' }).click();
  await act.open(carlsPage, bob.account);
  await bubble(carlsPage, 'pass it on').waitFor();

  await act.choose(bobsPage, 'pass it on', 'Delete for me');
  await bubble(bobsPage, 'pass it on').waitFor({ state: 'detached' });
  await tick(annsPage, 'pass it on', 'Read');
});

test('somebody who is blocked is refused, and told so; unblocked they get through', async () => {
  const [annsPage, bobsPage] = await two();
  await act.start(annsPage, bob.account);
  await act.write(annsPage, 'hello');
  await act.open(bobsPage, ann.account);
  await bubble(bobsPage, 'hello').waitFor();

  await act.chooseForAll(bobsPage, 'Block');
  await bobsPage.getByText('You have blocked Ann Lindqvist').waitFor();
  await act.write(annsPage, 'can you hear me?');
  await tick(annsPage, 'can you hear me?', 'Refused');
  await annsPage.getByText('Not delivered').waitFor();

  await bobsPage.getByRole('button', { name: 'Unblock' }).click();
  await bobsPage.getByText('You have blocked').waitFor({ state: 'hidden' });
  await act.write(annsPage, 'and now?');
  await bubble(bobsPage, 'and now?').waitFor();
  assert.equal(await bobsPage.getByText('can you hear me?').count(), 0);
});

test('what is read on one device is read on the other', async () => {
  await accounts();
  const onDesk = await browsers.signIn(await browsers.fresh(), gateway.url, bob);
  const onPhone = await browsers.signIn(await browsers.fresh(), gateway.url, bob);
  const sender = await clients.connect(ann);
  for (const body of ['one', 'two']) await sender.msg.sendTextMsg({ scene: 'p2p', to: bob.account, body });
  for (const page of [onDesk, onPhone]) await unreadBadge(page, ann.account).getByText('2').waitFor();

  await act.open(onDesk, ann.account);

  await unreadBadge(onPhone, ann.account).waitFor({ state: 'detached' });
  await act.write(onDesk, 'seen');
  await onPhone.locator('.session .summary').getByText('seen').waitFor();
});

test('what came while nobody was there stands below a divider', async () => {
  await accounts();
  const context = await browsers.fresh();
  const first = await browsers.signIn(context, gateway.url, bob);
  const sender = await clients.connect(ann);
  await sender.msg.sendTextMsg({ scene: 'p2p', to: bob.account, body: 'before' });
  await unreadBadge(first, ann.account).getByText('1').waitFor();
  await act.open(first, ann.account);
  await until('it is read', async () => (await sender.msgLog.getHistoryMsgs({ scene: 'p2p', to: bob.account, limit: 1 }))[0].status === 'receipt');
  await first.close();
  await sender.msg.sendTextMsg({ scene: 'p2p', to: bob.account, body: 'meanwhile' });

  const again = await browsers.signIn(context, gateway.url, bob);
  await act.open(again, ann.account);

  await again.locator('.divider').getByText('While you were away').waitFor();
  await until('the divider stands between both', async () => {
    const lines = await again.locator('.messages > li').allInnerTexts();
    return lines.findIndex((line) => line.includes('before')) === lines.findIndex((line) => line.includes('While')) - 1;
  });
});

test('older messages come as one scrolls up, and the reader stays where they are', async () => {
  await accounts();
  const sender = await clients.connect(ann);
  for (let at = 1; at <= 140; at += 1) await sender.msg.sendTextMsg({ scene: 'p2p', to: bob.account, body: `line ${at}` });
  const page = await browsers.signIn(await browsers.fresh(), gateway.url, ann);
  await act.open(page, bob.account);
  await bubble(page, 'line 140').waitFor();
  assert.equal(await bubble(page, 'line 20').count(), 0);

  await page.locator('.scroller').evaluate((scroller) => { scroller.scrollTop = 0; });
  await bubble(page, 'line 20').waitFor({ state: 'attached' });
  assert.ok(await page.locator('.scroller').evaluate((scroller) => scroller.scrollTop > 500), 'the view has not jumped to the top');

  await until('the first is there', async () => {
    await page.locator('.scroller').evaluate((scroller) => { scroller.scrollTop = 0; });
    return (await bubble(page, 'line 1').count()) === 1;
  });
  const lines = await page.locator('.bubble .text').allInnerTexts();
  assert.deepEqual(lines, Array.from({ length: 140 }, (_, at) => `line ${at + 1}`), 'each once, in order');

  await page.getByRole('button', { name: 'To the newest message' }).click();
  await bubble(page, 'line 140').waitFor();
});

test('names are changed, conversations muted and cleared', async () => {
  const [annsPage, bobsPage] = await two();
  await annsPage.getByRole('button', { name: 'your profile' }).click();
  await annsPage.getByLabel('Name that others see').fill('Ann the First');
  await annsPage.getByRole('button', { name: 'Save' }).click();
  await annsPage.getByRole('button', { name: 'Ann the First, your profile' }).waitFor();

  await act.start(annsPage, bob.account);
  await act.write(annsPage, 'my new name');
  await act.open(bobsPage, ann.account);
  await bobsPage.getByRole('heading', { name: 'Ann the First' }).waitFor();
  await act.chooseForAll(bobsPage, 'Mute');
  await bobsPage.locator('.who').getByText('muted').waitFor();

  await act.chooseForAll(bobsPage, 'Clear history');
  await bobsPage.getByRole('button', { name: 'Clear' }).last().click();
  await bubble(bobsPage, 'my new name').waitFor({ state: 'detached' });
  assert.equal(await bubble(annsPage, 'my new name').count(), 1);
});
