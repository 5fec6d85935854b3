import assert from 'node:assert/strict';
import { after, afterEach, before, test } from 'node:test';
import { Clients, next } from '../support/clients.js';
import { Gateway } from '../support/gateway.js';
import { NimClients, plain, VERSIONS } from '../support/nim.js';

let gateway;
let clients;
let natives;

before(async () => { gateway = await Gateway.start(); });
after(() => gateway?.stop());
afterEach(async () => {
  await clients?.endAll();
  await natives?.endAll();
});

const EVENTS = ['updateTeam', 'dismissTeam', 'addTeamMembers', 'updateTeamManagers', 'removeTeamMembers', 'transferTeam', 'updateTeamMembersMute'];

async function three(version) {
  clients = new NimClients(gateway, version);
  const people = [];
  for (const name of ['ann', 'bob', 'cleo']) people.push(await gateway.account(name));
  const nims = [];
  for (const identity of people) nims.push(await clients.connect(identity));
  return { people, nims };
}

/** A team of the first one's, of which all have been told. */
async function team(version) {
  const { people, nims } = await three(version);
  const told = nims.map((client) => client.next('addTeamMembers'));
  const made = await nims[0].nim.team.createTeam({ type: 'advanced', name: 'Night mail', accounts: people.slice(1).map((one) => one.account) });
  await Promise.all(told);
  return { people, nims, teamId: (made.team ?? made).teamId };
}

for (const version of Object.keys(VERSIONS)) {
  test(`${version}, T1, T2: all seven events of a team are seen by who did it, by members and by the removed`, async () => {
    const { people: [ann, bob, cleo], nims: [anns, bobs, cleos], teamId } = await team(version);
    const heard = [anns, bobs, cleos].map((client) => client.record(...EVENTS));
    const all = (name, matches) => Promise.all([anns, bobs, cleos].map((client) => client.next(name, matches)));
    const step = async (name, act, matches) => {
      const told = all(name, matches);
      await act();
      await told;
    };

    await step('updateTeam', () => anns.nim.team.updateTeamInfo({ teamId, name: 'Day mail' }));
    await step('updateTeamManagers', () => anns.nim.team.addTeamManagers({ teamId, accounts: [bob.account] }));
    await step('updateTeamManagers', () => anns.nim.team.removeTeamManagers({ teamId, accounts: [bob.account] }), (event) => !event.isManager);
    await step('updateTeamMembersMute', () => anns.nim.team.muteTeamMember({ teamId, account: cleo.account, mute: true }));
    await step('transferTeam', () => anns.nim.team.transferTeam({ teamId, account: bob.account, leave: false }));
    await step('removeTeamMembers', () => bobs.nim.team.removeTeamMembers({ teamId, accounts: [cleo.account] }));
    await step('addTeamMembers', () => bobs.nim.team.addTeamMembers({ teamId, accounts: [cleo.account] }));
    await step('dismissTeam', () => bobs.nim.team.dismissTeam({ teamId }));

    for (const events of heard) {
      assert.equal(events.updateTeam[0].name, 'Day mail');
      assert.deepEqual(events.updateTeamManagers.map((event) => [event.accounts, event.isManager]), [[[bob.account], true], [[bob.account], false]]);
      assert.deepEqual(events.updateTeamMembersMute.map((event) => [event.accounts, event.mute]), [[[cleo.account], true]]);
      assert.deepEqual(events.transferTeam.map((event) => [event.team.teamId, event.team.owner]), [[teamId, bob.account]]);
      assert.deepEqual(events.removeTeamMembers.map((event) => event.accounts), [[cleo.account]]);
      assert.deepEqual(events.addTeamMembers.map((event) => event.accounts), [[cleo.account]]);
      assert.deepEqual(events.dismissTeam.map((event) => event.teamId), [teamId]);
    }
    assert.equal(ann.account, anns.account);
  });

  test(`${version}, 8_101: a new team is told as made to its maker's other devices, wherever it was made, and to nobody else`, async () => {
    const { people: [ann, bob], nims: [anns, bobs] } = await three(version);
    const desk = await clients.connect(ann);
    const heard = [anns, bobs].map((client) => client.record('createTeam'));
    natives = new Clients(gateway);
    const native = await natives.connect(ann);
    const here = desk.next('createTeam');

    await anns.nim.team.createTeam({ type: 'advanced', name: 'Night mail', intro: 'we carry', accounts: [bob.account] });

    const [made, owner] = plain(await here);
    assert.deepEqual([made.name, made.intro, made.owner, made.memberNum], ['Night mail', 'we carry', ann.account, 2]);
    assert.deepEqual([owner.account, owner.type, owner.teamId], [ann.account, 'owner', made.teamId]);
    await anns.nim.team.getTeamInfo({ teamId: made.teamId });
    assert.deepEqual(heard.map(({ createTeam }) => createTeam), [[], []]);
    const [there, again] = [anns, desk].map((client) => client.next('createTeam', (team) => team.name === 'Day mail'));
    await native.team.createTeam({ name: 'Day mail', accounts: [bob.account] });
    assert.deepEqual((await Promise.all([there, again])).map(([team]) => team.owner), [ann.account, ann.account]);
    await bobs.nim.team.getTeamInfo({ teamId: made.teamId });
    assert.deepEqual(heard[1].createTeam, []);
  });

  test(`${version}, C2: readers of a team's message are counted and named`, async () => {
    const { people: [, bob, cleo], nims: [anns, bobs], teamId } = await team(version);
    const arrived = bobs.next('msg', (msg) => msg.type === 'text');
    await anns.nim.msg.sendTextMsg({ scene: 'team', to: teamId, body: 'read this', teamSpecializationInfo: { needACK: true } });
    const [{ idClient, idServer }] = await arrived;

    const counted = anns.next('teamMsgReceipts');
    await bobs.nim.msg.sendTeamMsgReceipt({ teamMsgReceipts: [{ teamId, idClient, idServer }] });

    const [[count]] = await counted;
    assert.deepEqual([+count.read, +count.unread, count.account], [1, 1, bob.account]);
    const { readAccounts, unreadAccounts } = plain(await anns.nim.msg.getTeamMsgReadAccounts({ teamMsgReceipt: { teamId, idClient, idServer } }));
    assert.deepEqual([readAccounts, unreadAccounts], [[bob.account], [cleo.account]]);
  });

  test(`${version}, T3: who is muted or not in it is refused with a code`, async () => {
    const { people: [, , cleo], nims: [anns, , cleos], teamId } = await team(version);
    const say = () => cleos.nim.msg.sendTextMsg({ scene: 'team', to: teamId, body: 'may I' }).then(assert.fail, (error) => [error.code, error.msg.status]);

    await anns.nim.team.muteTeamMember({ teamId, account: cleo.account, mute: true });
    assert.deepEqual(await say(), [812, 'sendFailed']);
    await anns.nim.team.removeTeamMembers({ teamId, accounts: [cleo.account] });
    assert.deepEqual(await say(), [804, 'sendFailed']);
  });

  test(`${version}: an application is passed, and its team stands in the next login`, async () => {
    const { people: [, , cleo], nims: [anns, , cleos], teamId } = await team(version);
    await cleos.nim.team.leaveTeam({ teamId });
    await anns.nim.team.updateTeamInfo({ teamId, joinMode: 'needVerify' });
    const asked = anns.next('sysMsg', (notice) => notice.type === 'applyTeam');
    await cleos.nim.team.applyTeam({ teamId, ps: 'let me in' });
    const [notice] = await asked;
    const joined = cleos.next('addTeamMembers');
    await anns.nim.team.passTeamApply({ teamId, from: notice.from });
    await joined;

    const again = clients.make(cleo);
    const teams = again.next('teams');
    await again.nim.connect();

    assert.deepEqual([notice.to, notice.from, notice.content, notice.attach.team.teamId], [teamId, cleo.account, 'let me in', teamId]);
    assert.deepEqual(plain((await teams)[0]).map((one) => [one.teamId, one.memberNum]), [[teamId, 3]]);
  });

  test(`${version}: a native client and this one in one team`, async () => {
    const { people: [, bob], nims: [anns, , cleos], teamId } = await team(version);
    natives = new Clients(gateway);
    const native = await natives.connect(bob);

    const arrived = next(native, 'msg', (msg) => msg.type === 'text');
    await anns.nim.msg.sendTextMsg({ scene: 'team', to: teamId, body: 'from the SDK' });
    const heard = await arrived;
    const answered = cleos.next('msg', (msg) => msg.body === 'from native');
    const answer = await native.msg.sendTextMsg({ scene: 'team', to: teamId, body: 'from native' });
    const [msg] = await answered;
    const updated = next(native, 'updateTeam');
    await anns.nim.team.updateTeamInfo({ teamId, intro: 'we write' });
    const recalled = cleos.next('sysMsg', (notice) => notice.type === 'recallMsgTeam');
    await anns.nim.msg.recallMsg({ msg: await own(anns, teamId, msg.idServer) });

    assert.equal(heard.body, 'from the SDK');
    assert.equal(msg.idServer, answer.idServer);
    assert.equal((await updated).team?.intro ?? (await updated).intro, 'we write');
    assert.equal((await recalled)[0].recallMessageInfo.idServer, msg.idServer);
  });

  test(`${version}, T4: a super team, made by the server`, async () => {
    const { people: [ann, bob], nims: [anns, bobs] } = await three(version);
    const told = bobs.next('addSuperTeamMembers');
    const made = anns.next('createSuperTeam');
    const { team: { teamId } } = await gateway.team({ scene: 'superTeam', owner: ann.account, name: 'Town', accounts: [bob.account] });
    await told;
    assert.deepEqual((await made).map((one) => one.teamId), [teamId, teamId], '21_101: the team and its owner');
    const arrived = bobs.next('msg', (msg) => msg.type === 'text');

    const sent = await anns.nim.msg.sendTextMsg({ scene: 'superTeam', to: teamId, body: 'hello all' });

    assert.equal((await arrived)[0].idServer, sent.idServer);
    const recalled = bobs.next('sysMsg');
    await anns.nim.msg.recallMsg({ msg: sent });
    assert.equal((await recalled)[0].type, 'recallMsgSuperTeam');
  });
}

/** The message as this client has it in the history. */
async function own(client, teamId, idServer) {
  const msgs = await client.nim.msgLog.getHistoryMsgs({ scene: 'team', to: teamId });
  return msgs.find((msg) => msg.idServer === idServer);
}
