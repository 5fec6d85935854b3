/** Each operation of the SDK's services that no other file here has a case of its own for. */
import assert from 'node:assert/strict';
import { after, afterEach, before, test } from 'node:test';
import { Gateway } from '../support/gateway.js';
import { NimClients, plain, VERSIONS } from '../support/nim.js';

let gateway;
let clients;

before(async () => { gateway = await Gateway.start(); });
after(() => gateway?.stop());
afterEach(() => clients?.endAll());

/** Ann, bob and cleo, connected. */
async function three(version) {
  clients = new NimClients(gateway, version);
  const people = [];
  for (const name of ['ann', 'bob', 'cleo']) people.push(await clients.connect(await gateway.account(name)));
  return people;
}

const refusal = (asked) => asked.then(() => assert.fail('it was not refused'), ({ code }) => code);
const notice = (client, type) => client.next('sysMsg', (msg) => msg.type === type);
const byAccount = (members, ...fields) => Object.fromEntries(plain(members).map((one) => [one.account, fields.map((field) => one[field])]));

for (const version of Object.keys(VERSIONS)) {
  test(`${version}, T1: a team's members, nicks, mutes and inviters are changed and asked for`, async () => {
    const [{ nim, account: ann }, { nim: bobs, account: bob }] = await three(version);
    const made = await nim.team.createTeam({ type: 'advanced', name: 'Night mail', accounts: [bob] });
    const { teamId } = made.team ?? made;

    await bobs.team.updateMyMemberInfo({ teamId, nickInTeam: 'Bobby', ext: 'mine' });
    await nim.team.updateMemberNick({ teamId, account: bob, nickInTeam: 'Rob' });
    await nim.team.muteTeamMember({ teamId, account: bob, mute: true });

    const members = byAccount(await nim.team.getTeamMembers({ teamId }), 'type', 'mute', 'nickInTeam');
    assert.deepEqual([Object.keys(members).sort(), members[ann].slice(0, 2), members[bob]], [[ann, bob].sort(), ['owner', false], ['normal', true, 'Rob']]);
    assert.deepEqual(plain(await bobs.team.getMutedTeamMembers({ teamId })).map((one) => one.account), [bob]);
    assert.deepEqual(plain(await nim.team.getTeamMemberInvitorAccid({ teamId, accounts: [bob] })), { [bob]: ann });
    assert.deepEqual(plain(await bobs.team.getTeams()).map((team) => team.teamId), [teamId]);
    assert.deepEqual(plain((await nim.team.getTeamsById({ teamIds: [teamId, '999999999'] })).teams).map((team) => team.name), ['Night mail']);
    await nim.team.muteTeamMember({ teamId, account: bob, mute: false });
    await nim.team.muteTeam({ teamId, mute: true });
    assert.equal(await refusal(bobs.msg.sendTextMsg({ scene: 'team', to: teamId, body: 'may I' })), 812);
    assert.equal((await nim.team.getTeamInfo({ teamId })).mute, true);
  });

  test(`${version}, T1: an invitation is accepted or rejected, and an application rejected`, async () => {
    const [anns, bobs, cleos] = await three(version);
    const invited = [bobs, cleos].map((client) => notice(client, 'teamInvite'));
    const made = await anns.nim.team.createTeam({
      type: 'advanced', name: 'By invitation', beInviteMode: 'needVerify', joinMode: 'needVerify', accounts: [bobs.account, cleos.account] });
    const { teamId } = made.team ?? made;
    assert.deepEqual((await Promise.all(invited)).map(([one]) => [one.from, one.attach.team.teamId]), [[anns.account, teamId], [anns.account, teamId]]);

    const came = anns.next('addTeamMembers', ({ accounts }) => accounts.includes(bobs.account));
    await bobs.nim.team.acceptTeamInvite({ teamId, from: anns.account });
    await came;
    const declined = notice(anns, 'rejectTeamInvite');
    await cleos.nim.team.rejectTeamInvite({ teamId, from: anns.account, ps: 'not now' });
    assert.deepEqual((await declined).map((one) => [one.from, one.content]), [[cleos.account, 'not now']]);
    const applied = notice(anns, 'applyTeam');
    await cleos.nim.team.applyTeam({ teamId, ps: 'after all' });
    await applied;
    const rejected = notice(cleos, 'rejectTeamApply');
    await anns.nim.team.rejectTeamApply({ teamId, from: cleos.account, ps: 'too late' });
    assert.equal((await rejected)[0].content, 'too late');
    assert.deepEqual(plain(await anns.nim.team.getTeamMembers({ teamId })).map((one) => one.account).sort(), [anns.account, bobs.account].sort());
  });

  test(`${version}, T1, T4: a super team's info, members, managers, mutes and owner are changed and asked for`, async () => {
    const [anns, bobs, cleos] = await three(version);
    const [ann, bob, cleo] = [anns, bobs, cleos].map(({ account }) => account);
    const { superTeam } = anns.nim;
    const { team: { teamId } } = await gateway.team({ scene: 'superTeam', owner: ann, name: 'Town', accounts: [bob] });

    await superTeam.updateSuperTeamInfo({ teamId, name: 'City' });
    await superTeam.addSuperTeamMembers({ teamId, accounts: [cleo] });
    await superTeam.addSuperTeamManagers({ teamId, accounts: [bob, cleo] });
    await superTeam.removeSuperTeamManagers({ teamId, accounts: [cleo] });
    await superTeam.muteSuperTeamMembers({ teamId, accounts: [cleo], mute: true });
    await superTeam.updateMemberNick({ teamId, account: cleo, nickInTeam: 'Cleopatra' });
    await bobs.nim.superTeam.updateMyMemberInfo({ teamId, nickInTeam: 'Bobby' });

    const members = byAccount(await superTeam.getSuperTeamMembers({ teamId, joinTime: 0, limit: 100 }), 'type', 'nickInTeam', 'mute');
    assert.deepEqual([members[bob], members[cleo]], [['manager', 'Bobby', false], ['normal', 'Cleopatra', true]]);
    assert.deepEqual(Object.keys(byAccount(await superTeam.getSuperTeamMembersByAccounts({ teamId, accounts: [cleo] }))), [cleo]);
    assert.deepEqual(Object.keys(byAccount(await superTeam.queryMuteMembers({ teamId, joinTime: 0, limit: 100 }))), [cleo]);
    assert.equal((await bobs.nim.superTeam.getSuperTeamInfo({ teamId })).name, 'City');
    assert.deepEqual(plain(await bobs.nim.superTeam.getSuperTeams()).map((team) => team.teamId), [teamId]);
    await superTeam.muteSuperTeam({ teamId, mute: true });
    assert.equal(await refusal(cleos.nim.msg.sendTextMsg({ scene: 'superTeam', to: teamId, body: 'may I' })), 812);
    await superTeam.removeSuperTeamMembers({ teamId, accounts: [cleo] });
    await superTeam.transferSuperTeam({ teamId, account: bob, leave: false });
    await superTeam.leaveSuperTeam({ teamId });
    assert.deepEqual(byAccount(await bobs.nim.superTeam.getSuperTeamMembers({ teamId, joinTime: 0, limit: 100 }), 'type'), { [bob]: ['owner'] });
  });

  test(`${version}, T1: into a super team one is invited, or applies`, async () => {
    const [anns, bobs, cleos] = await three(version);
    const { team: { teamId } } = await gateway.team(
      { scene: 'superTeam', owner: anns.account, name: 'Town', beInviteMode: 'needVerify', joinMode: 'needVerify', accounts: [] });
    const invite = async (client) => {
      const told = notice(client, 'superTeamInvite');
      await anns.nim.superTeam.addSuperTeamMembers({ teamId, accounts: [client.account] });
      assert.equal((await told)[0].from, anns.account);
    };
    const apply = async () => {
      const asked = notice(anns, 'applySuperTeam');
      await cleos.nim.superTeam.applySuperTeam({ teamId, ps: 'let me in' });
      await asked;
    };

    await invite(bobs);
    await bobs.nim.superTeam.acceptSuperTeamInvite({ teamId, from: anns.account });
    await invite(cleos);
    const declined = notice(anns, 'rejectSuperTeamInvite');
    await cleos.nim.superTeam.rejectSuperTeamInvite({ teamId, from: anns.account, ps: 'not now' });
    assert.equal((await declined)[0].from, cleos.account);
    await apply();
    const rejected = notice(cleos, 'rejectSuperTeamApply');
    await anns.nim.superTeam.rejectSuperTeamApply({ teamId, from: cleos.account, ps: 'too late' });
    assert.equal((await rejected)[0].content, 'too late');
    await apply();
    await anns.nim.superTeam.passSuperTeamApply({ teamId, from: cleos.account });
    const members = await anns.nim.superTeam.getSuperTeamMembers({ teamId, joinTime: 0, limit: 100 });
    assert.deepEqual(Object.keys(byAccount(members)).sort(), [anns, bobs, cleos].map(({ account }) => account).sort());
  });

  test(`${version}, A3, C2, C3: muted accounts, all sessions read at once, readers counted, and what is not offered`, async () => {
    const [anns, bobs] = await three(version);
    const { nim } = anns;
    await nim.user.setMute({ account: bobs.account, isAdd: true });
    await nim.user.setBlack({ account: bobs.account, isAdd: true });
    assert.deepEqual(plain(await nim.user.getMuteList()).map((one) => one.account), [bobs.account]);
    assert.deepEqual(plain(await nim.user.getBlackList()).map((one) => one.account), [bobs.account]);
    await nim.user.setBlack({ account: bobs.account, isAdd: false });
    assert.deepEqual([plain(await nim.user.getRelations())].map(({ blackList, muteList }) => [blackList.length, muteList.length]), [[0, 1]]);

    const { team: { teamId } } = await gateway.team({ scene: 'superTeam', owner: bobs.account, name: 'Town', accounts: [anns.account] });
    for (const [scene, to] of [['p2p', anns.account], ['superTeam', teamId]]) {
      const arrived = anns.next('msg', (msg) => msg.scene === scene && msg.type === 'text');
      await bobs.nim.msg.sendTextMsg({ scene, to, body: 'unread' });
      await arrived;
    }
    const ids = [`p2p-${bobs.account}`, `superTeam-${teamId}`];
    assert.ok(ids.every((id) => nim.session.getSession({ id }).unread > 0));
    await nim.session.resetMultiSessionUnreadCount({ ids });
    assert.deepEqual(ids.map((id) => nim.session.getSession({ id }).unread), [0, 0]);
    await nim.session.resetAllSessionsUnreadCount();

    const made = await nim.team.createTeam({ type: 'advanced', name: 'Readers', accounts: [bobs.account] });
    const team = (made.team ?? made).teamId;
    const { idClient, idServer } = await nim.msg.sendTextMsg(
      { scene: 'team', to: team, body: 'read this', teamSpecializationInfo: { needACK: true } });
    const [reads] = plain(await nim.msg.getTeamMsgReads({ teamMsgReceipts: [{ teamId: team, idClient, idServer }] }));
    assert.deepEqual([reads.read, reads.unread].map(Number), [0, 1]);

    assert.ok(Math.abs(await nim.misc.getServerTime() - Date.now()) < 60_000);
    const { url, size } = await nim.cloudStorage.uploadFile({ type: 'file', file: new File(['some bytes'], 'a.txt', { type: 'text/plain' }) });
    assert.deepEqual([new URL(url).host, size], [`127.0.0.1:${gateway.tlsPort}`, 10]);
    await assert.rejects(nim.cloudStorage.getFileToken({ type: 2 }), /token/, 'without a policy (6_28) the SDK asks for none');
    assert.equal(await nim.cloudStorage.getOriginUrl('https://elsewhere.example/a.png'), 'https://elsewhere.example/a.png');
    assert.equal(await refusal(nim.plugin.getChatroomAddress({ chatroomId: '1' })), 403);
    assert.equal(await refusal(nim.plugin.getQChatAddress({ ipType: 0 })), 403);
  });
}
