import assert from 'node:assert/strict';
import { after, afterEach, before, beforeEach, test } from 'node:test';
import { BadLine } from '../support/proxy.js';
import { Browsers, act, bubble, strip, tick } from '../support/browsers.js';
import { Clients, record, settle, until } from '../support/clients.js';
import { Gateway } from '../support/gateway.js';

let gateway;
let browsers;
let clients;
let line;
let ann;
let bob;

before(async () => {
  gateway = await Gateway.start();
  browsers = new Browsers();
  clients = new Clients(gateway);
});
after(() => gateway?.stop());
beforeEach(async () => {
  line = await BadLine.to(gateway.port);
  ann = await gateway.account('ann', 'Ann');
  bob = await gateway.account('bob', 'Bob');
});
afterEach(async () => {
  await Promise.all([browsers.closeAll(), clients.endAll()]);
  await line.stop();
});

/** Ann in a browser behind the bad line with Bob's conversation open, Bob as a client. */
async function start() {
  const peer = await clients.connect(bob);
  const context = await browsers.fresh();
  const page = await browsers.signIn(context, line.url, ann);
  await act.start(page, bob.account);
  await act.write(page, 'before');
  await tick(page, 'before', 'Sent');
  return { peer, context, page, heard: record(peer, 'msg') };
}

test('offline: the page says so, keeps what could not be sent, and sends it again on a tap', async () => {
  const { peer, context, page, heard } = await start();

  await context.setOffline(true);
  await strip(page, 'No connection');
  await act.write(page, 'written in a tunnel');
  await tick(page, 'written in a tunnel', 'Not sent');

  await context.setOffline(false);
  await page.locator('.line').waitFor({ state: 'hidden' });
  await page.getByRole('button', { name: 'Not sent. Tap to send again.' }).click();
  await tick(page, 'written in a tunnel', 'Sent');

  await until('it has arrived', () => heard.msg.some((msg) => msg.body === 'written in a tunnel'));
  await peer.msg.sendTextMsg({ scene: 'p2p', to: ann.account, body: 'got it' });
  await bubble(page, 'got it').waitFor();
});

test('a cut socket: reconnecting in n s, what comes meanwhile is shown, Try now tries now', async () => {
  const { peer, page } = await start();

  line.close();
  await strip(page, /Trying again in \d+ s/);
  await peer.msg.sendTextMsg({ scene: 'p2p', to: ann.account, body: 'are you there?' });
  line.open();
  await page.getByRole('button', { name: 'Try now' }).click();

  await bubble(page, 'are you there?').waitFor();
  await page.locator('.line').waitFor({ state: 'hidden' });
  await page.locator('.divider').getByText('While you were away').waitFor();
});

test('S2: a message whose answer was lost with the line is delivered once after the resend', async () => {
  const { peer, page, heard } = await start();

  line.stallAnswers();
  await act.write(page, 'only once');
  await tick(page, 'only once', 'Sending');
  await until('it has arrived', () => heard.msg.some((msg) => msg.body === 'only once'));
  line.cut();
  await tick(page, 'only once', 'Not sent');
  await page.locator('.line').waitFor({ state: 'hidden' });
  await page.getByRole('button', { name: 'Not sent. Tap to send again.' }).click();
  await tick(page, 'only once', 'Sent');
  await peer.msg.sendTextMsg({ scene: 'p2p', to: ann.account, body: 'last' });
  await bubble(page, 'last').waitFor();

  assert.equal(await bubble(page, 'only once').count(), 1);
  assert.equal(heard.msg.filter((msg) => msg.body === 'only once').length, 1);
});

test('a second tab of the same browser takes over, and the first can take back', async () => {
  const { context, page } = await start();
  const second = await browsers.signIn(context, line.url, ann);

  await page.getByText('This account is open in another place now.').waitFor();
  await page.getByRole('button', { name: 'Use it here' }).click();

  await page.locator('.session').first().waitFor();
  await second.getByText('This account is open in another place now.').waitFor();
});

test('a wrong token is refused in words, and the right one lets in', async () => {
  const context = await browsers.fresh();
  const page = await context.newPage();
  await page.goto(gateway.url);
  await page.getByLabel('Account').fill(ann.account);
  await page.getByLabel('Token').fill('something else');
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.getByRole('alert').getByText('Account or token is wrong.').waitFor();

  await page.getByLabel('Token').fill(ann.token);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.locator('.frame').waitFor();

  await page.getByRole('button', { name: 'your profile' }).click();
  await page.getByRole('button', { name: 'Sign out' }).click();
  await page.getByLabel('Token').waitFor();
  await page.reload();
  await page.getByLabel('Token').waitFor();
});

test('a device is signed out from another one', async () => {
  const { page } = await start();
  const phone = await clients.connect(ann, { clientType: 'iOS' });
  const heard = record(phone, 'kicked');
  await settle(phone, await clients.connect(bob, { deviceId: 'second' }));

  await page.getByRole('button', { name: 'your profile' }).click();
  await page.getByText('iOS').waitFor();
  await page.getByRole('button', { name: 'Sign it out' }).click();

  await until('it is out', () => heard.kicked.length === 1);
});

test('a team that has changed while the line was cut is shown as it is now', async () => {
  const peer = await clients.connect(bob);
  const carl = await gateway.account('carl', 'Carl');
  const { teamId } = await peer.team.createTeam({ name: 'Before', accounts: [ann.account, carl.account] });
  const page = await browsers.signIn(await browsers.fresh(), line.url, ann);
  await act.openByName(page, 'Before');
  await act.teamSettings(page);
  await page.locator('.member').nth(2).waitFor();

  line.close();
  await strip(page, 'No connection');
  await peer.team.updateTeamInfo({ teamId, name: 'After' });
  await peer.team.removeTeamMembers({ teamId, accounts: [carl.account] });
  await peer.team.addTeamManagers({ teamId, accounts: [ann.account] });
  line.open();

  await page.locator('.who').getByText('2 members').waitFor();
  await page.locator('.conversation-header').getByText('After').waitFor();
  await page.locator('.member').filter({ hasText: 'Ann' }).getByText('Manager').waitFor();
  assert.equal(await page.locator('.member').count(), 2);
});
