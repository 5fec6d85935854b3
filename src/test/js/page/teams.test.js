import assert from 'node:assert/strict';
import { after, afterEach, before, test } from 'node:test';
import { Browsers, act, bubble, note, tick } from '../support/browsers.js';
import { Clients, next, until } from '../support/clients.js';
import { contrasts } from '../support/contrast.js';
import { Gateway } from '../support/gateway.js';

let gateway;
let browsers;
let clients;
let ann;
let bob;
let cleo;

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
  cleo = await gateway.account('cleo', 'Cleo Marchetti');
}

async function pageOf(identity, options) {
  return browsers.signIn(await browsers.fresh(options), gateway.url, identity);
}

/** Ann, Bob and Cleo in three browsers, with a team of Ann's open in each. */
async function three(fill) {
  await accounts();
  const pages = await Promise.all([ann, bob, cleo].map((identity) => pageOf(identity)));
  await act.createTeam(pages[0], 'Night mail', [bob.account, cleo.account], fill && (() => fill(pages[0])));
  await Promise.all(pages.slice(1).map((page) => act.openByName(page, 'Night mail')));
  return pages;
}

const memberCount = (page, text) => page.locator('.who').getByText(text).waitFor();
const closedFor = (page, text) => page.locator('.composer-closed').getByText(text, { exact: true }).waitFor();

test('three people in a team: what happens is said in words, everybody reads what is said, and the writer sees who has', async () => {
  const [anns, bobs, cleos] = await three();
  await note(anns, 'You started the team with Bob Okafor and Cleo Marchetti');
  await note(bobs, 'Ann Lindqvist started the team with you and Cleo Marchetti');
  await memberCount(cleos, '3 members');
  await cleos.keyboard.press('Escape');

  await act.write(anns, 'Good evening, everybody');
  await bubble(bobs, 'Good evening, everybody').locator('.said-by').getByText('Ann Lindqvist').waitFor();
  await anns.getByRole('button', { name: 'Read by 1 of 2' }).click();
  const readers = anns.getByRole('dialog');
  await readers.getByText('Read by 1 of 2.').waitFor();
  assert.deepEqual(await readers.getByRole('list', { name: 'Read', exact: true }).getByRole('listitem').allInnerTexts(), ['BO\nBob Okafor']);
  assert.deepEqual(await readers.getByRole('list', { name: 'Not yet' }).getByRole('listitem').allInnerTexts(), ['CM\nCleo Marchetti']);
  await anns.keyboard.press('Escape');

  await cleos.locator('.session .badge').getByText('1', { exact: true }).waitFor();
  assert.match(await cleos.locator('.session .summary').innerText(), /^Ann Lindqvist: Good evening/);
  await act.openByName(cleos, 'Night mail');
  await anns.getByRole('button', { name: 'Read by 2 of 2' }).waitFor();
  await tick(anns, 'Good evening, everybody', 'Read');
  await anns.reload();
  await act.openByName(anns, 'Night mail');
  await anns.getByRole('button', { name: 'Read by 2 of 2' }).waitFor();
});

test('roles, muting, a new name, removing and adding, each seen by all', async () => {
  const [anns, bobs, cleos] = await three();
  await act.teamSettings(anns);
  await act.chooseForMember(anns, 'Bob Okafor', 'Make a manager');
  await anns.locator('.member').filter({ hasText: 'Bob Okafor' }).getByText('Manager').waitFor();
  await note(bobs, 'Ann Lindqvist made you a manager');

  await act.teamSettings(bobs);
  assert.equal(await bobs.getByRole('button', { name: 'Dismiss the team' }).count(), 0, 'a manager cannot dismiss');
  await act.chooseForMember(bobs, 'Cleo Marchetti', 'Mute');
  await closedFor(cleos, 'You are muted in this team.');
  await act.chooseForMember(bobs, 'Cleo Marchetti', 'Unmute');
  await cleos.getByLabel('Message', { exact: true }).waitFor();
  await bobs.getByLabel('Who may write').selectOption('The owner and the managers');
  await closedFor(cleos, 'Only the owner and the managers write in this team.');
  await note(cleos, 'Bob Okafor let only the owner and the managers write');

  await bobs.getByLabel('Name of the team').fill('Day mail');
  await bobs.getByLabel('Name of the team').press('Enter');
  await cleos.getByRole('heading', { name: 'Day mail' }).waitFor();
  await note(anns, 'Bob Okafor named the team “Day mail”');

  await act.chooseForMember(bobs, 'Cleo Marchetti', 'Remove');
  await closedFor(cleos, 'You are not in this team any more.');
  await note(cleos, 'Bob Okafor removed you');
  assert.equal(await cleos.getByRole('button', { name: 'Members and settings' }).count(), 0);
  await bobs.getByRole('heading', { name: '2 members' }).waitFor();
  await bobs.getByRole('button', { name: 'Add people' }).click();
  await bobs.getByRole('dialog', { name: 'Add people' }).getByLabel('People', { exact: true }).fill(cleo.account);
  await bobs.getByRole('button', { name: 'Add', exact: true }).click();
  await note(cleos, 'Bob Okafor added you');
  await bobs.locator('.member').filter({ hasText: 'Cleo Marchetti' }).waitFor();
});

test('a name in the team, another owner, leaving, the end', async () => {
  const [anns, bobs, cleos] = await three();
  await act.teamSettings(cleos);
  await cleos.getByLabel('Your name in this team').fill('The Printer');
  await cleos.getByLabel('Your name in this team').press('Enter');
  await cleos.locator('.member').getByText('The Printer (you)').waitFor();
  await act.teamSettings(anns);
  await anns.locator('.member').getByText('The Printer').waitFor();

  await act.chooseForMember(anns, 'Bob Okafor', 'Make the owner');
  await anns.getByRole('dialog', { name: 'Make Bob Okafor the owner?' }).getByRole('button', { name: 'Make the owner' }).click();
  await note(bobs, 'Ann Lindqvist made you the owner');
  await anns.getByRole('button', { name: 'Leave the team' }).click();
  await anns.getByRole('button', { name: 'Leave', exact: true }).click();
  await closedFor(anns, 'You are not in this team any more.');
  await note(bobs, 'Ann Lindqvist left');

  await act.teamSettings(bobs);
  await bobs.getByRole('button', { name: 'Dismiss the team' }).click();
  await bobs.getByRole('button', { name: 'Dismiss', exact: true }).click();
  await closedFor(cleos, 'This team was dismissed.');
  await closedFor(bobs, 'This team was dismissed.');
  await note(cleos, 'Bob Okafor dismissed the team');
  await cleos.reload();
  await act.openByName(cleos, 'Night mail');
  await note(cleos, 'Bob Okafor dismissed the team');
});

test('a manager takes back what a member has said, and all see that', async () => {
  const [anns, bobs, cleos] = await three();
  await act.write(bobs, 'something rude');
  await bubble(cleos, 'something rude').hover();
  await bubble(cleos, 'something rude').locator('.bubble-more').click();
  await cleos.getByRole('menuitem', { name: 'Forward' }).waitFor();
  assert.equal(await cleos.getByRole('menuitem', { name: 'Take back' }).count(), 0, 'a member cannot');
  await cleos.keyboard.press('Escape');

  await act.choose(anns, 'something rude', 'Take back');

  await note(anns, 'You took back a message of Bob Okafor');
  await note(bobs, 'Ann Lindqvist took back a message of yours');
  await note(cleos, 'Ann Lindqvist took back a message of Bob Okafor');
  assert.equal(await cleos.getByText('something rude').count(), 0);
});

test('who is mentioned is chosen while writing, and sees it in the list and in the message', async () => {
  const [anns, bobs, cleos] = await three();
  await bobs.keyboard.press('Escape');
  const input = anns.getByLabel('Message', { exact: true });
  await input.pressSequentially('mail to a@b, and for @cl');
  assert.deepEqual(await anns.getByRole('option').allInnerTexts(), [`CM\nCleo Marchetti\n${cleo.account}`]);
  await input.press('Backspace');
  await input.press('Backspace');
  assert.equal(await anns.getByRole('option').count(), 3, 'two members and everyone');
  await input.press('ArrowUp');
  await input.press('ArrowUp');
  await input.press('ArrowUp');
  await input.press('Enter');
  assert.equal(await input.inputValue(), 'mail to a@b, and for @Bob Okafor ');
  await input.pressSequentially('alone');
  await input.press('Enter');

  await bobs.locator('.session .badge.mentioned').waitFor();
  assert.match(await bobs.locator('.session').getAttribute('aria-label'), /you are mentioned/);
  await act.openByName(bobs, 'Night mail');
  const text = 'mail to a@b, and for @Bob Okafor alone';
  await bobs.locator('.bubble-row.mentioned .mention').getByText('@Bob Okafor').waitFor();
  await bobs.locator('.badge.mentioned').waitFor({ state: 'detached' });
  await bubble(cleos, text).waitFor();
  assert.equal(await cleos.locator('.bubble-row.mentioned').count(), 0);
  await cleos.getByLabel('Message', { exact: true }).pressSequentially('@every');
  assert.equal(await cleos.getByRole('option').count(), 0, 'only managers mention everyone');
});

test('an invitation waits for whoever is away, and is accepted or declined', async () => {
  await accounts();
  const anns = await pageOf(ann);
  await act.createTeam(anns, 'Polite people', [bob.account, cleo.account], () => anns.getByLabel('People come in when they accept').check());
  await memberCount(anns, '1 member');

  const [bobs, cleos] = await Promise.all([bob, cleo].map((identity) => pageOf(identity)));
  await bobs.getByText('Ann Lindqvist invites you to Polite people.').waitFor();
  await bobs.getByRole('button', { name: 'Accept' }).click();
  await bobs.getByRole('heading', { name: 'Polite people' }).waitFor();
  await note(anns, 'Bob Okafor joined, invited by you');
  await note(bobs, 'You joined, invited by Ann Lindqvist');
  assert.equal(await bobs.locator('.notice-row').count(), 0);

  await cleos.getByRole('button', { name: 'Decline' }).click();
  await anns.getByText('Cleo Marchetti does not want to join Polite people.').waitFor();
  await anns.getByRole('button', { name: 'OK', exact: true }).click();
  await Promise.all([anns, cleos].map(async (page) => {
    await page.locator('.notices').waitFor({ state: 'hidden' });
    await page.reload();
    await page.locator('.me[data-line="online"]').waitFor();
    assert.equal(await page.locator('.notice-row').count(), 0, 'what was answered is not asked again');
  }));
});

test('an application by the team\'s number is let in by a manager', async () => {
  await accounts();
  const owner = await clients.connect(ann);
  const { teamId } = await owner.team.createTeam({ name: 'Reading circle', joinMode: 'needVerify' });
  const [anns, bobs] = await Promise.all([ann, bob].map((identity) => pageOf(identity)));

  await bobs.getByRole('button', { name: 'New conversation' }).click();
  await bobs.getByRole('button', { name: 'Join a team' }).click();
  await bobs.getByLabel('Number of the team').fill('99999999');
  await bobs.getByRole('button', { name: 'Join', exact: true }).click();
  await bobs.getByText('There is no such team.').waitFor();
  await bobs.getByLabel('Number of the team').fill(teamId);
  await bobs.getByLabel('A word about yourself').fill('I read a lot');
  await bobs.getByRole('button', { name: 'Join', exact: true }).click();
  await bobs.getByText('You have asked to join Reading circle.').waitFor();

  await anns.getByText('Bob Okafor asks to join Reading circle.').waitFor();
  await anns.getByText('I read a lot').waitFor();
  await anns.getByRole('button', { name: 'Let in' }).click();
  await act.openByName(bobs, 'Reading circle');
  await note(bobs, 'Ann Lindqvist let you in');
  await act.write(bobs, 'thank you');
  await tick(bobs, 'thank you', 'Sent');
  assert.equal(await anns.locator('.notice-row').count(), 0);

  const elsewhere = await pageOf(ann);
  await elsewhere.locator('.session').filter({ hasText: 'Reading circle' }).waitFor();
  await elsewhere.locator('.notices').waitFor({ state: 'hidden' });
});

test('a super team is a team too, and what came while one was away stands below a divider', async () => {
  await accounts();
  const anns = await pageOf(ann);
  const sender = await clients.connect(bob);
  const added = next(sender, 'addSuperTeamMembers');
  await act.createTeam(anns, 'The whole town', [bob.account], () => anns.getByLabel('Super team').check());
  const { team: { teamId } } = await added;
  await act.write(anns, 'good morning, town');
  await tick(anns, 'good morning, town', 'Sent');
  await act.teamSettings(anns);
  await anns.getByText(`Super team number ${teamId}`).waitFor();
  await anns.locator('.member').filter({ hasText: 'Bob Okafor' }).waitFor();
  const context = anns.context();
  await anns.close();
  await sender.msg.sendTextMsg({ scene: 'superTeam', to: teamId, body: 'good night' });

  const again = await browsers.signIn(context, gateway.url, ann);
  await act.openByName(again, 'The whole town');
  await again.locator('.divider').getByText('While you were away').waitFor();
  await bubble(again, 'good night').waitFor();
});

test('D7: a login in many teams asks for all of them at once', async () => {
  await accounts();
  const sender = await clients.connect(bob);
  for (let at = 1; at <= 12; at += 1) await sender.team.createTeam({ name: `Team ${at}`, accounts: [ann.account] });
  const asked = [];
  const page = await (await browsers.fresh()).newPage();
  page.on('websocket', (socket) => socket.on('framesent', ({ payload }) => asked.push(JSON.parse(payload).do)));
  await page.goto(`${gateway.url}/#account=${ann.account}&token=${ann.token}`);
  // Its name alone: 'Team 1' followed by the time of 21:37 reads 'Team 12' too.
  await page.getByRole('button', { name: /^Team 12,/ }).waitFor();
  await act.openByName(page, 'Team 1');
  await memberCount(page, '2 members');

  assert.equal(await page.locator('.session').count(), 12);
  assert.deepEqual(asked.filter((verb) => verb.startsWith('team')), ['teams', 'teams', 'teamMembers']);
});

test('on a phone nothing of a team is cut off, everything has a name, and text can be read', async () => {
  await accounts();
  const owner = await clients.connect(bob);
  const { teamId } = await owner.team.createTeam({ name: `A team with a ${'very '.repeat(8)}long name`, accounts: [ann.account, cleo.account] });
  await owner.team.addTeamManagers({ teamId, accounts: [ann.account] });
  const say = (body, others) => owner.msg.sendTextMsg({ scene: 'team', to: teamId, body, ...others });
  await say(`long ${'word '.repeat(30)}${'x'.repeat(120)}`);
  await say(`@${ann.account} look`, { pushInfo: { needForcePush: true, forcePushIDsList: JSON.stringify([ann.account]) } });
  await owner.team.createTeam({ name: 'Another one', beInviteMode: 'needVerify', accounts: [ann.account], ps: 'x'.repeat(80) });
  const page = await pageOf(ann, { viewport: { width: 360, height: 640 }, hasTouch: true, isMobile: true, colorScheme: 'dark' });
  const right = () => page.evaluate(() => Math.max(document.documentElement.scrollWidth, ...[...document.querySelectorAll('.bubble, .notice-row, dialog > *, .member > *, .mentions')].map((element) => element.getBoundingClientRect().right)));
  const nameless = () => page.locator('button, input, textarea, select, a').evaluateAll((all) => all
    .filter((element) => !(element.getAttribute('aria-label') || element.labels?.[0]?.textContent.trim() || element.textContent.trim()))
    .map((element) => element.outerHTML));

  await page.locator('.notice-row').waitFor();
  assert.ok(await right() <= 360);
  await page.locator('.session').tap();
  await page.locator('.bubble-row.mentioned').waitFor();
  const ratios = await page.evaluate(contrasts, ['.mentioned .text', '.mentioned .mention', '.mentioned .meta', '.said-by.shown', '.line-note']);
  for (const [what, ratio] of ratios) assert.ok(ratio >= 4.5, `${what} has a contrast of ${ratio.toFixed(2)}`);
  await page.getByLabel('Message', { exact: true }).pressSequentially('@');
  await page.getByRole('option').first().tap();
  await until('a tap chooses', async () => /^@\w/.test(await page.getByLabel('Message', { exact: true }).inputValue()));
  assert.ok(await right() <= 360, `${await right()} px are wider than the phone`);
  await page.getByRole('button', { name: 'Members and settings' }).tap();
  await page.locator('.member').nth(2).waitFor();
  assert.ok(await right() <= 360, `${await right()} px are wider than the phone`);
  assert.deepEqual(await nameless(), []);
});
