import assert from 'node:assert/strict';
import { after, afterEach, before, test } from 'node:test';
import { Clients, next, record, until } from '../support/clients.js';
import { Gateway } from '../support/gateway.js';
import { BadLine } from '../support/proxy.js';

let gateway;
let clients;
let ann;
let bob;
let cleo;

before(async () => {
  gateway = await Gateway.start();
  clients = new Clients(gateway);
});
after(() => gateway?.stop());
afterEach(() => clients.endAll());

/** Ann, Bob and Cleo, connected. */
async function three() {
  [ann, bob, cleo] = await Promise.all(['ann', 'bob', 'cleo'].map((name) => gateway.account(name)));
  return Promise.all([ann, bob, cleo].map((identity) => clients.connect(identity)));
}

/** The same, in a team of Ann's that all have been told of. */
async function team(options = {}) {
  const nims = await three();
  const told = nims.map((nim) => next(nim, 'addTeamMembers'));
  const { teamId } = await nims[0].team.createTeam({ name: 'Night mail', accounts: [bob.account, cleo.account], ...options });
  await Promise.all(told);
  return { nims, teamId };
}

/** What a member says last reaches the others after everything else. */
async function settleIn(scene, teamId, from, ...others) {
  const body = `settled ${Math.random()}`;
  const arrived = others.map((nim) => next(nim, 'msg', (msg) => msg.body === body));
  const sent = await from.msg.sendTextMsg({ scene, to: teamId, body });
  await Promise.all(arrived);
  return sent;
}

const failureOf = (promise) => promise.then(assert.fail, (error) => error);

for (const [scene, word] of [['team', 'Team'], ['superTeam', 'SuperTeam']]) {
  test(`T1, T2: the life of a ${scene}, told to each as messages and events in one order`, async () => {
    const [anns, bobs, cleos] = await three();
    const events = [`add${word}Members`, `update${word}`, `update${word}Managers`, `update${word}MembersMute`, `transfer${word}`, `remove${word}Members`, `dismiss${word}`];
    const heard = { events: [], msgs: [] };
    for (const name of events) cleos.on(name, (payload) => heard.events.push([name, payload]));
    cleos.on('msg', (msg) => heard.msgs.push(msg));
    const service = anns[scene];

    const made = await service.createTeam({ name: 'Night mail', accounts: [bob.account, cleo.account] });
    const { teamId } = made;
    assert.deepEqual([made.scene, made.owner, made.memberNum, made.name, made.valid, made.left], [scene, ann.account, 3, 'Night mail', true, []]);
    await service.updateTeamInfo({ teamId, name: 'Day mail', announcement: 'Be on time' });
    await service.addTeamManagers({ teamId, accounts: [bob.account] });
    await service.updateTeamMembersMute({ teamId, accounts: [cleo.account], mute: true });
    await service.muteTeam({ teamId, mute: true });
    await service.transferTeam({ teamId, account: bob.account });
    await bobs[scene].removeTeamMembers({ teamId, accounts: [cleo.account] });
    await until('Cleo is told of the removal', () => heard.events.at(-1)?.[0] === `remove${word}Members`);

    assert.deepEqual(heard.events.map(([name]) => name), [events[0], events[1], events[2], events[3], events[1], events[4], events[5]]);
    assert.deepEqual(heard.msgs.map((msg) => [msg.type, msg.from, msg.sessionId]), heard.events.map((_, at) => ['notification', at === 6 ? bob.account : ann.account, `${scene}-${teamId}`]));
    const payloads = heard.events.map(([, payload]) => payload);
    assert.deepEqual([...payloads[0].accounts].sort(), [ann, bob, cleo].map(({ account }) => account).sort());
    assert.deepEqual([payloads[1].name, payloads[1].announcement], ['Day mail', 'Be on time']);
    assert.deepEqual([payloads[2].accounts, payloads[2].isManager], [[bob.account], true]);
    assert.deepEqual([payloads[3].accounts, payloads[3].mute, payloads[4].muteType], [[cleo.account], true, 'normal']);
    assert.deepEqual([payloads[5].from.account, payloads[5].to.account, payloads[5].team.owner], [ann.account, bob.account, bob.account]);
    assert.deepEqual([payloads[6].accounts, payloads[6].team.memberNum], [[cleo.account], 2]);

    const members = await bobs[scene].getTeamMembers({ teamId });
    assert.deepEqual(members.map(({ account, type }) => [account, type]).sort(), [[ann.account, 'normal'], [bob.account, 'owner']]);
    await anns[scene].leaveTeam({ teamId });
    const ended = next(bobs, `dismiss${word}`);
    await bobs[scene].dismissTeam({ teamId });
    assert.deepEqual(await ended, { teamId });
    assert.equal((await failureOf(bobs[scene].getTeamMembers({ teamId }))).code, 803);
  });

  test(`T3, D1: messages of a ${scene} reach its members, and nobody else`, async () => {
    const [anns, bobs, cleos] = await three();
    const onPhone = await clients.connect(ann, { deviceId: 'phone', clientType: 'iOS' });
    const added = next(bobs, `add${word}Members`);
    const { teamId } = await anns[scene].createTeam({ name: 'Two', accounts: [bob.account] });
    await added;
    const arrived = next(bobs, 'msg');
    const copied = next(onPhone, 'msg', (msg) => msg.type === 'text');
    const { msg: strangers } = record(cleos, 'msg');

    const sent = await anns.msg.sendTextMsg({ scene, to: teamId, body: 'for two' });
    const received = await arrived;

    assert.deepEqual([sent.status, sent.sessionId, sent.flow], ['sent', `${scene}-${teamId}`, 'out']);
    assert.deepEqual([received.body, received.flow, received.status, received.target, received.idServer], ['for two', 'in', 'unread', teamId, sent.idServer]);
    assert.equal((await copied).flow, 'out', 'S6: the sender\'s other device has a copy');
    const again = await anns.msg.resendMsg({ msg: sent });
    assert.deepEqual([again.idServer, again.time], [sent.idServer, sent.time], 'S2: sent again it is the same message');
    const copy = await bobs.msg.forwardMsg({ scene, to: teamId, msg: received });
    assert.deepEqual([copy.body, copy.from, copy.idServer === sent.idServer], ['for two', bob.account, false], 'S4: forwarded it is another one');
    const failure = await failureOf(cleos.msg.sendTextMsg({ scene, to: teamId, body: 'let me in' }));
    assert.deepEqual([failure.code, failure.msg.status], [804, 'sendFailed']);
    assert.equal((await failureOf(cleos.msgLog.getHistoryMsgs({ scene, to: teamId }))).code, 804);
    assert.equal((await failureOf(anns.msg.sendTextMsg({ scene, to: '999999999999', body: 'x' }))).code, 803);
    assert.deepEqual(strangers, []);
  });
}

test('T3: a muted member, and in a muted team all normal members, are refused with a code', async () => {
  const { nims: [anns, bobs, cleos], teamId } = await team();
  const say = (nim) => nim.msg.sendTextMsg({ scene: 'team', to: teamId, body: 'x' });
  await anns.team.muteTeamMember({ teamId, account: bob.account, mute: true });
  assert.equal((await failureOf(say(bobs))).code, 812);
  assert.equal((await say(cleos)).status, 'sent');
  assert.deepEqual((await anns.team.getMutedTeamMembers({ teamId })).map(({ account }) => account), [bob.account]);

  await anns.team.muteTeam({ teamId, mute: true });
  assert.equal((await failureOf(say(cleos))).code, 812);
  assert.equal((await say(anns)).status, 'sent');
  await anns.team.muteTeam({ teamId, mute: false });
  assert.equal((await say(cleos)).status, 'sent');
});

test('T2: who was away is told of the notifications at the next login, as messages and events', async () => {
  const { nims: [anns, bobs, cleos], teamId } = await team();
  await cleos.destroy();
  await anns.team.updateTeamInfo({ teamId, name: 'New name' });
  await anns.msg.sendTextMsg({ scene: 'team', to: teamId, body: 'while you were away' });
  await anns.team.removeTeamMembers({ teamId, accounts: [cleo.account] });
  await settleIn('team', teamId, anns, bobs);

  const again = clients.make(cleo);
  const order = [];
  for (const name of ['syncOfflineMsgs', 'addTeamMembers', 'updateTeam', 'removeTeamMembers']) again.on(name, (payload) => order.push([name, payload]));
  await again.connect();

  const [[, { msgs }]] = order.filter(([name]) => name === 'syncOfflineMsgs');
  assert.deepEqual(msgs.slice(-3).map((msg) => (msg.type === 'text' ? msg.body : msg.attach.type)), ['updateTeam', 'while you were away', 'removeTeamMembers']);
  assert.deepEqual(order.slice(-2).map(([name]) => name), ['updateTeam', 'removeTeamMembers']);
  const id = `team-${teamId}`;
  assert.equal(again.session.getSession({ id }).unread, 1);

  await again.session.resetSessionUnreadCount({ id });
  assert.equal(again.session.getSession({ id }).unread, 0, 'C3: who was removed reads what was said before');
  await until('D5: what was acknowledged does not come again', async () => {
    const later = clients.make(cleo, { deviceId: again.deviceId });
    const heard = record(later, 'syncOfflineMsgs', 'syncRoamingMsgs', 'removeTeamMembers');
    await later.connect();
    await later.destroy();
    return Object.values(heard).every((told) => told.length === 0);
  });
});

test('D2, T2: what happens while the line is cut is told once it is back, once and in order', async () => {
  const line = await BadLine.to(gateway.port);
  try {
    const { nims: [anns, bobs], teamId } = await team();
    const shaky = await clients.connect(cleo, { url: line.url });
    const told = [];
    shaky.on('msg', (msg) => told.push(msg));
    for (const name of ['syncOfflineMsgs', 'syncRoamingMsgs']) shaky.on(name, ({ msgs }) => told.push(...msgs));
    const { updateTeam: changed } = record(shaky, 'updateTeam');
    await anns.msg.sendTextMsg({ scene: 'team', to: teamId, body: 'before' });
    await until('the line works', () => told.some((msg) => msg.body === 'before'));

    line.close();
    await anns.team.updateTeamInfo({ teamId, name: 'Meanwhile' });
    await bobs.msg.sendTextMsg({ scene: 'team', to: teamId, body: 'meanwhile' });
    line.open();
    await next(shaky, 'syncdone');
    await settleIn('team', teamId, bobs, shaky);

    const words = told.map((msg) => msg.body || msg.attach.type);
    assert.deepEqual(words.slice(words.indexOf('before'), -1), ['before', 'updateTeam', 'meanwhile']);
    assert.deepEqual(changed.map(({ name }) => name), ['Meanwhile']);
  } finally {
    await line.stop();
  }
});

test('A4: history of a team is deleted and cleared for oneself alone', async () => {
  const { nims: [anns, bobs], teamId } = await team();
  const first = await anns.msg.sendTextMsg({ scene: 'team', to: teamId, body: 'one' });
  await anns.msg.sendTextMsg({ scene: 'team', to: teamId, body: 'two' });
  const bodies = async (nim) => (await nim.msgLog.getHistoryMsgs({ scene: 'team', to: teamId, msgTypes: ['text'], asc: true })).map((msg) => msg.body);

  await anns.msg.deleteSelfMsgs({ msgs: [first] });
  assert.deepEqual([await bodies(anns), await bodies(bobs)], [['two'], ['one', 'two']]);
  await anns.msgLog.clearHistoryMsgsFromServer({ scene: 'team', to: teamId });
  assert.deepEqual([await bodies(anns), await bodies(bobs)], [[], ['one', 'two']]);
});

test('T3: who comes back sees what was said while it was in, and nothing of the time between', async () => {
  const { nims: [anns, bobs, cleos], teamId } = await team();
  await settleIn('team', teamId, anns, cleos);
  await anns.team.removeTeamMembers({ teamId, accounts: [cleo.account] });
  await settleIn('team', teamId, anns, bobs);
  const back = next(cleos, 'addTeamMembers');
  await anns.team.addTeamMembers({ teamId, accounts: [cleo.account], ext: 'welcome back' });
  assert.equal((await back).custom, 'welcome back');
  assert.equal(cleos.session.getSession({ id: `team-${teamId}` }).unread, 0);
  await settleIn('team', teamId, anns, cleos);

  const types = (await cleos.msgLog.getHistoryMsgs({ scene: 'team', to: teamId, asc: true })).map((msg) => msg.attach?.type ?? msg.type);
  assert.deepEqual(types, ['addTeamMembers', 'text', 'removeTeamMembers', 'addTeamMembers', 'text']);
  assert.equal(cleos.session.getSession({ id: `team-${teamId}` }).unread, 1);
});

test('T1: applying: a manager is told, and passes or rejects', async () => {
  const [anns, bobs, cleos] = await three();
  const { teamId } = await anns.team.createTeam({ name: 'Closed', joinMode: 'needVerify' });
  const asked = next(anns, 'applyTeam');
  const { joined } = await bobs.team.applyTeam({ teamId, ps: 'please' });
  const application = await asked;
  assert.deepEqual([joined, application.from, application.to, application.content, application.attach.team.name], [false, bob.account, teamId, 'please', 'Closed']);

  const inside = next(bobs, 'addTeamMembers');
  await anns.team.passTeamApply({ teamId, from: bob.account });
  assert.deepEqual((await inside).accounts, [bob.account]);

  await cleos.team.applyTeam({ teamId });
  const refused = next(cleos, 'rejectTeamApply');
  await anns.team.rejectTeamApply({ teamId, from: cleo.account, ps: 'full' });
  assert.deepEqual([(await refused).from, (await refused).content], [ann.account, 'full']);
  assert.equal((await failureOf(anns.team.passTeamApply({ teamId, from: cleo.account }))).code, 404);
});

test('T1: inviting: who is invited is in once it accepts', async () => {
  const [anns, bobs, cleos] = await three();
  const invitations = [bobs, cleos].map((nim) => next(nim, 'superTeamInvite'));
  const made = await anns.superTeam.createTeam({ name: 'Polite', beInviteMode: 'needVerify', accounts: [bob.account, cleo.account], ps: 'come' });
  const { teamId } = made;
  const [invitation] = await Promise.all(invitations);
  assert.deepEqual([made.invited, made.memberNum, invitation.from, invitation.to, invitation.content], [true, 1, ann.account, teamId, 'come']);

  const joined = next(anns, 'addSuperTeamMembers');
  await bobs.superTeam.acceptTeamInvite({ teamId, from: ann.account });
  assert.deepEqual((await joined).accounts, [bob.account]);
  const rejected = next(anns, 'rejectSuperTeamInvite');
  await cleos.superTeam.rejectTeamInvite({ teamId, from: ann.account, ps: 'no time' });
  assert.deepEqual([(await rejected).from, (await rejected).content], [cleo.account, 'no time']);
  assert.deepEqual(Object.entries(await anns.superTeam.getTeamMemberInvitorAccid({ teamId, accounts: [bob.account] })), [[bob.account, ann.account]]);
});

test('R1, R3: a manager takes back a member\'s message; a member not another\'s', async () => {
  const { nims: [anns, bobs, cleos], teamId } = await team();
  const arrived = [anns, cleos].map((nim) => next(nim, 'msg', (msg) => msg.type === 'text'));
  const sent = await bobs.msg.sendTextMsg({ scene: 'team', to: teamId, body: 'rude' });
  const [atAnn, atCleo] = await Promise.all(arrived);
  assert.equal((await failureOf(cleos.msg.recallMsg({ msg: atCleo }))).code, 802);

  const told = [bobs, cleos].map((nim) => next(nim, 'recallMsgTeam'));
  await anns.msg.recallMsg({ msg: atAnn, ps: 'be kind' });

  for (const recall of await Promise.all(told)) {
    assert.deepEqual([recall.from, recall.to, recall.content, recall.recallMessageInfo.from, recall.recallMessageInfo.idServer], [ann.account, teamId, 'be kind', bob.account, sent.idServer]);
  }
  assert.equal(cleos.session.getSession({ id: `team-${teamId}` }).unread, 0);
  const left = await cleos.msgLog.getHistoryMsgs({ scene: 'team', to: teamId });
  assert.deepEqual(left.map((msg) => msg.type), ['notification'], 'R4: in no history');
});

test('C2: readers are told to the sender, counted and listed for any member', async () => {
  const { nims: [anns, bobs, cleos], teamId } = await team();
  const arrived = [bobs, cleos].map((nim) => next(nim, 'msg', (msg) => msg.type === 'text'));
  const sent = await anns.msg.sendTextMsg({ scene: 'team', to: teamId, body: 'read me', teamSpecializationInfo: { needACK: true } });
  const [atBob, atCleo] = await Promise.all(arrived);
  const name = { teamId, idServer: sent.idServer, idClient: sent.idClient };
  const counts = async (nim) => (await nim.msg.getTeamMsgReads({ teamMsgReceipts: [name] })).map(({ read, unread }) => [read, unread]);
  assert.deepEqual(await counts(cleos), [[0, 2]]);

  const told = next(anns, 'teamMsgReceipts');
  await bobs.msg.sendTeamMsgReceipt({ teamMsgReceipts: [name] });
  const [receipt] = await told;
  assert.deepEqual([receipt.teamId, receipt.idServer, receipt.idClient, receipt.read, receipt.unread, receipt.account], [teamId, sent.idServer, sent.idClient, 1, 1, bob.account]);
  assert.deepEqual([atBob.status, atCleo.status], ['read', 'unread']);
  await bobs.msg.sendTeamMsgReceipt({ teamMsgReceipts: [name] });
  const { readAccounts, unreadAccounts } = await cleos.msg.getTeamMsgReadAccounts({ teamMsgReceipt: name });
  assert.deepEqual([readAccounts, unreadAccounts], [[bob.account], [cleo.account]]);

  await cleos.msg.sendTeamMsgReceipt({ teamMsgReceipts: [name] });
  assert.deepEqual(await counts(anns), [[2, 0]]);
});

test('C3: reading a team on one device clears it on the others', async () => {
  const { nims: [anns, bobs], teamId } = await team();
  const phone = await clients.connect(bob, { deviceId: 'phone', clientType: 'iOS' });
  const id = `team-${teamId}`;
  const unread = (nim) => nim.session.getSession({ id })?.unread;
  for (const body of ['one', 'two']) await anns.msg.sendTextMsg({ scene: 'team', to: teamId, body });
  await until('both devices count two', () => unread(bobs) === 2 && unread(phone) === 2);

  await bobs.session.resetSessionUnreadCount({ id });

  await until('the other device has nothing unread', () => unread(phone) === 0);
  assert.equal(unread(bobs), 0);
});

test('a member\'s own nick and wish for quiet', async () => {
  const { nims: [anns, bobs], teamId } = await team();
  const changed = next(anns, 'updateTeamMember');
  const mine = await bobs.team.updateMyMemberInfo({ teamId, nickInTeam: 'Bobby', muteTeam: true, ext: 'x' });
  assert.deepEqual([mine.nickInTeam, mine.muteTeam, mine.ext], ['Bobby', true, 'x']);
  assert.equal((await changed).nickInTeam, 'Bobby');

  const renamed = await anns.team.updateMemberNick({ teamId, account: bob.account, nickInTeam: '' });
  assert.deepEqual([renamed.nickInTeam, renamed.muteTeam], ['', true]);
  const own = await bobs.team.getTeamsWithMe();
  assert.deepEqual([own.teams.map((one) => one.teamId), own.members.map((one) => [one.account, one.muteTeam])], [[teamId], [[bob.account, true]]]);
  assert.deepEqual(await bobs.superTeam.getTeams(), []);
});

test('a change on top of a stale state is refused', async () => {
  const { nims: [anns], teamId } = await team();
  const before = await anns.team.getTeamInfo({ teamId });
  await anns.team.updateTeamInfo({ teamId, name: 'First', ifUpdateTime: before.updateTime });
  assert.equal((await failureOf(anns.team.updateTeamInfo({ teamId, name: 'Second', ifUpdateTime: before.updateTime }))).code, 409);
  assert.equal((await anns.team.getTeamInfo({ teamId })).name, 'First');
});
