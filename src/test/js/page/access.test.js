import assert from 'node:assert/strict';
import { writeFileSync, mkdirSync } from 'node:fs';
import { after, afterEach, before, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { Browsers, act, bubble, tick } from '../support/browsers.js';
import { Clients, next } from '../support/clients.js';
import { contrasts } from '../support/contrast.js';
import { Gateway } from '../support/gateway.js';

const SCREENSHOT = fileURLToPath(new URL('../../../docs/images/chat.png', import.meta.url));

let gateway;
let browsers;
let clients;
let ann;
let bob;

before(async () => {
  gateway = await Gateway.start();
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

/** Presses Tab until the focus is on something with that name. */
async function tabTo(page, name) {
  for (let at = 0; at < 30; at += 1) {
    const focused = await page.evaluate(() => {
      const { activeElement: element } = document;
      return element.getAttribute('aria-label') ?? element.labels?.[0]?.textContent ?? element.textContent;
    });
    if (focused?.includes(name)) return;
    await page.keyboard.press('Tab');
  }
  assert.fail(`Tab does not reach ${name}`);
}

test('with the keyboard alone: sign in, start, write, take back, block, leave', async () => {
  await accounts();
  const receiver = await clients.connect(bob);
  const page = await (await browsers.fresh()).newPage();
  const { keyboard } = page;
  await page.goto(gateway.url);
  await page.locator('.login').waitFor();
  await tabTo(page, 'Account');
  await keyboard.type(ann.account);
  await tabTo(page, 'Token');
  await keyboard.type(ann.token);
  await keyboard.press('Enter');
  await page.locator('.frame').waitFor();

  await tabTo(page, 'New conversation');
  await keyboard.press('Enter');
  await keyboard.type(bob.account);
  await keyboard.press('Enter');
  await page.getByLabel('Message', { exact: true }).waitFor();
  const arrived = next(receiver, 'msg');
  await keyboard.type('by keyboard');
  await keyboard.press('Enter');
  await tick(page, 'by keyboard', 'Sent');
  assert.equal((await arrived).body, 'by keyboard');

  await keyboard.press('ArrowUp');
  await keyboard.press('Enter');
  await page.getByRole('menu').waitFor();
  const recalled = next(receiver, 'sysMsg');
  await keyboard.press('ArrowDown');
  await keyboard.press('ArrowDown');
  await keyboard.press('Enter');
  assert.equal((await recalled).type, 'recallMsgP2p');
  await page.getByText('You took back a message').waitFor();

  await tabTo(page, 'What to do with this conversation');
  await keyboard.press('Enter');
  await keyboard.press('ArrowDown');
  await keyboard.press('Enter');
  await page.getByText('You have blocked Bob Okafor').waitFor();

  await tabTo(page, 'Message');
  await keyboard.press('Escape');
  await page.getByText('Pick a conversation').waitFor();
  await tabTo(page, 'Bob Okafor');
});

test('at phone width one thing is shown at a time, nothing is cut off, and a tap opens a message\'s menu', async () => {
  await accounts();
  const sender = await clients.connect(bob);
  await sender.msg.sendTextMsg({ scene: 'p2p', to: ann.account, body: `long ${'word '.repeat(60)}${'x'.repeat(200)}` });
  await sender.msg.sendTextMsg({ scene: 'p2p', to: ann.account, body: 'tap me' });
  const page = await browsers.signIn(await browsers.fresh({ viewport: { width: 360, height: 640 }, hasTouch: true, isMobile: true }), gateway.url, ann);
  const width = () => page.evaluate(() => Math.max(document.documentElement.scrollWidth, ...[...document.querySelectorAll('.bubble')].map((bubbles) => bubbles.getBoundingClientRect().right)));

  await page.locator('.session').tap();
  await bubble(page, 'tap me').waitFor();
  assert.equal(await page.locator('.sidebar').isVisible(), false);
  assert.ok(await width() <= 360, `${await width()} px are wider than the phone`);

  await bubble(page, 'tap me').locator('.bubble').tap();
  await page.getByRole('menuitem', { name: 'Forward' }).waitFor();
  await page.touchscreen.tap(180, 60);
  await page.getByRole('menu').waitFor({ state: 'detached' });

  await page.getByRole('button', { name: 'Back to the conversations' }).tap();
  await page.locator('.sidebar').waitFor();
  assert.equal(await page.locator('.conversation').isVisible(), false);
});

test('everything that can be pressed or filled in has a name for a screen reader', async () => {
  await accounts();
  const sender = await clients.connect(bob);
  await sender.msg.sendTextMsg({ scene: 'p2p', to: ann.account, body: 'hello' });
  const page = await browsers.signIn(await browsers.fresh(), gateway.url, ann);
  await act.open(page, bob.account);
  await bubble(page, 'hello').waitFor();
  await page.getByRole('button', { name: 'your profile' }).click();

  const nameless = await page.locator('button, input, textarea, a').evaluateAll((all) => all
    .filter((element) => !(element.getAttribute('aria-label') || element.labels?.[0]?.textContent.trim() || element.textContent.trim()))
    .map((element) => element.outerHTML));
  assert.deepEqual(nameless, []);
  assert.equal(await page.getByRole('log', { name: 'Messages' }).count(), 1);
});

for (const colorScheme of ['light', 'dark']) {
  test(`text can be read in the ${colorScheme} colours`, async () => {
    await accounts();
    const sender = await clients.connect(bob);
    await sender.msg.sendTextMsg({ scene: 'p2p', to: ann.account, body: 'hello' });
    const page = await browsers.signIn(await browsers.fresh({ colorScheme }), gateway.url, ann);
    await act.open(page, bob.account);
    await act.write(page, 'hello too');
    await tick(page, 'hello too', 'Sent');

    const ratios = await page.evaluate(contrasts, ['.text', '.meta', '.summary', '.session-name', '.session time', '.who h1', '.who p', '.day', '.me-name']);
    for (const [what, ratio] of ratios) assert.ok(ratio >= 4.5, `${what} has a contrast of ${ratio.toFixed(2)}`);
    assert.ok(ratios.length > 8);

    await sender.team.createTeam({ name: 'Asked first', accounts: [ann.account], beInviteMode: 'needVerify' });
    await page.locator('.notice-row').waitFor();
    await act.createTeam(page, 'Night Mail', [bob.account]);
    await act.write(page, 'hello, @Bob Okafor');
    await page.locator('.reads').waitFor();
    await act.teamSettings(page);
    await page.locator('.member').nth(1).waitFor();
    const inTeams = await page.evaluate(contrasts, ['.notice-row p', '.notice-row .primary', '.reads', '.line-note', '.role', '.member small', '.member-name span', '.members-head h3', '.members-head .quiet', '.dialog .quiet.dangerous']);
    for (const [what, ratio] of inTeams) assert.ok(ratio >= 4.5, `${what} has a contrast of ${ratio.toFixed(2)}`);
    assert.ok(inTeams.length > 10);
  });
}

// CHAT_SCREENSHOT=1 npm test keeps it in src/docs/images.
test('the picture of the README', async () => {
  ann = await gateway.namedAccount('ann.lindqvist', 'Ann Lindqvist');
  bob = await gateway.namedAccount('bob.okafor', 'Bob Okafor');
  const context = await browsers.fresh({ viewport: { width: 1120, height: 720 }, deviceScaleFactor: 2, colorScheme: 'light' });
  await stage(await browsers.signIn(context, gateway.url, ann));
  const page = context.pages()[0];
  await page.mouse.move(0, 0);
  await page.getByLabel('Message', { exact: true }).blur();

  const picture = await page.screenshot();

  assert.ok(picture.length > 20_000);
  if (process.env.CHAT_SCREENSHOT) {
    mkdirSync(new URL('../../../docs/images', import.meta.url), { recursive: true });
    writeFileSync(SCREENSHOT, picture);
  }
});

/** A morning in the post house. */
async function stage(page) {
  const cleo = await gateway.namedAccount('cleo.m', 'Cleo Marchetti');
  const dan = await gateway.namedAccount('dan.w', 'Dan Whitfield');
  const [bobs, cleos, dans, anns] = await Promise.all([bob, cleo, dan, ann].map((identity) => clients.connect(identity)));
  const say = (from, to, body) => from.msg.sendTextMsg({ scene: 'p2p', to: to.account, body });
  await say(dans, ann, 'See you on Thursday then.');
  await say(anns, bob, 'Take the stairs on the left, the right ones creak.');
  await say(cleos, ann, 'The proofs are back from the printer.');
  await say(cleos, ann, 'Shall we look at them together?');
  const { teamId } = await anns.team.createTeam({ name: 'Night Mail', accounts: [bob, cleo, dan].map(({ account }) => account) });
  const write = (from, body, others) => from.msg.sendTextMsg({ scene: 'team', to: teamId, body, teamSpecializationInfo: { needACK: true }, ...others });
  await write(bobs, 'Good morning! Did the night train arrive on time?');
  await write(anns, 'Eleven minutes late, which is early by its standards.');
  await write(cleos, 'I am at the post house already, second floor.');
  const pushInfo = { needForcePush: true, forcePushIDsList: JSON.stringify([ann.account]) };
  await write(cleos, '@Ann Lindqvist can you bring the maps? I have two coffees.', { pushInfo });
  await act.openByName(page, 'Night Mail');
  await bubble(page, '@Ann Lindqvist can you bring the maps? I have two coffees.').waitFor();
  await page.keyboard.press('Escape');
  await act.openByName(page, 'Night Mail');
  await act.write(page, 'On my way.');
  await tick(page, 'On my way.', 'Sent');
  const own = (await anns.msgLog.getHistoryMsgs({ scene: 'team', to: teamId })).filter((msg) => msg.from === ann.account);
  const names = own.map(({ idServer, idClient }) => ({ teamId, idServer, idClient }));
  await Promise.all([bobs, cleos].map((reader) => reader.msg.sendTeamMsgReceipt({ teamMsgReceipts: names })));
  await dans.msg.sendTeamMsgReceipt({ teamMsgReceipts: names.slice(1) });
  await tick(page, 'Eleven minutes late, which is early by its standards.', 'Read');
  await page.getByRole('button', { name: 'Read by 2 of 3' }).waitFor();
}
