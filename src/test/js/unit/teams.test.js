import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
import { setImmediate } from 'node:timers/promises';
import { errorOf } from '../../../main/js/posthouse/faults.js';
import { Messages } from '../../../main/js/posthouse/messages.js';
import { readMessage } from '../../../main/js/posthouse/message.js';
import { Sessions } from '../../../main/js/posthouse/sessions.js';
import { SuperTeams } from '../../../main/js/posthouse/superteams.js';
import { Teams } from '../../../main/js/posthouse/teams.js';

const TEAM = {
  scene: 'team', teamId: '7', name: 'Maps', owner: 'ann', level: 200, memberNum: 2, createTime: 1, updateTime: 2, memberUpdateTime: 3, valid: true,
  joinMode: 'noVerify', beInviteMode: 'noVerify', inviteMode: 'manager', updateTeamMode: 'manager', updateExtMode: 'manager', muteType: 'none', historyMode: 'joined',
};
const memberOf = (account, fields) => ({ scene: 'team', teamId: '7', account, type: 'normal', joinTime: 1, updateTime: 2, ...fields });

let frames;
let answers;
let gateway;
let teams;

beforeEach(() => {
  frames = [];
  answers = [];
  gateway = {
    account: 'ann',
    device: { deviceId: 'd', clientType: 'Web' },
    request: async (verb, fields) => {
      frames.push(JSON.parse(JSON.stringify({ do: verb, ...fields })));
      const answer = answers.shift() ?? { time: 5 };
      if (answer.error) throw errorOf(answer.error);
      return answer;
    },
    persist: (verb, fields) => gateway.request(verb, fields),
  };
  teams = new Teams(gateway, 'team');
});

const REQUESTS = [
  ['addTeamMembers', { teamId: '7', accounts: ['bob'], ps: 'hi', ext: 'x' }, { do: 'addTeamMembers', accounts: ['bob'], ps: 'hi', attach: 'x' }],
  ['removeTeamMembers', { teamId: '7', accounts: ['bob'] }, { do: 'removeTeamMembers', accounts: ['bob'] }],
  ['leaveTeam', { teamId: '7' }, { do: 'leaveTeam' }],
  ['dismissTeam', { teamId: '7' }, { do: 'dismissTeam' }],
  ['transferTeam', { teamId: '7', account: 'bob' }, { do: 'transferTeam', account: 'bob', leave: false }],
  ['updateTeamManagers', { teamId: '7', accounts: ['bob'], isManager: true }, { do: 'updateTeamManagers', accounts: ['bob'], isAdd: true }],
  ['addTeamManagers', { teamId: '7', accounts: ['bob'] }, { do: 'updateTeamManagers', accounts: ['bob'], isAdd: true }],
  ['removeTeamManagers', { teamId: '7', accounts: ['bob'] }, { do: 'updateTeamManagers', accounts: ['bob'], isAdd: false }],
  ['updateTeamMembersMute', { teamId: '7', accounts: ['bob'], mute: false }, { do: 'updateTeamMembersMute', accounts: ['bob'], mute: false }],
  ['muteTeamMember', { teamId: '7', account: 'bob', mute: true }, { do: 'updateTeamMembersMute', accounts: ['bob'], mute: true }],
  ['passTeamApply', { teamId: '7', from: 'bob' }, { do: 'answerTeamApply', account: 'bob', pass: true }],
  ['rejectTeamApply', { teamId: '7', from: 'bob', ps: 'full' }, { do: 'answerTeamApply', account: 'bob', pass: false, ps: 'full' }],
  ['acceptTeamInvite', { teamId: '7', from: 'bob' }, { do: 'answerTeamInvite', account: 'bob', accept: true }],
  ['rejectTeamInvite', { teamId: '7', from: 'bob' }, { do: 'answerTeamInvite', account: 'bob', accept: false }],
];

for (const [method, options, frame] of REQUESTS) {
  test(`T1: ${method} asks as the protocol says, for both scenes`, async () => {
    await teams[method](options);
    await new SuperTeams(gateway)[method](options);

    assert.deepEqual(frames, ['team', 'superTeam'].map((scene) => ({ scene, teamId: '7', ...frame })));
  });
}

test('T1: each new team has an id of its own', async () => {
  answers = [{ team: TEAM }, { team: TEAM }];

  await teams.createTeam({ name: 'Maps' });
  await teams.createTeam({ name: 'Maps' });

  const ids = frames.map(({ idClient }) => idClient);
  assert.match(ids[0], /^[0-9a-f]{32}$/);
  assert.notEqual(ids[0], ids[1]);
});

test('T1: what changes a team sends the texts and modes that are given, and answers with the whole team', async () => {
  answers = [{ team: TEAM, left: ['cleo'], invited: true }, { team: { ...TEAM, muteType: 'normal' } }, { team: { ...TEAM, muteType: 'all' } }, { team: TEAM }];

  const made = await teams.createTeam({ name: 'Maps', type: 'advanced', joinMode: 'needVerify', accounts: ['bob', 'cleo'], ps: 'come', idClient: 'c1' });
  assert.deepEqual([made.teamId, made.type, made.avatar, made.mute, made.left, made.invited], ['7', 'advanced', '', false, ['cleo'], true]);
  const muted = await teams.updateTeamInfo({ teamId: '7', muteType: 'normal', announcement: '', ifUpdateTime: 2 });
  assert.equal(muted.mute, true);
  await teams.muteTeam({ teamId: '7', mute: true, muteType: 'all' });
  await teams.muteTeam({ teamId: '7', mute: false });

  assert.deepEqual(frames, [
    { do: 'createTeam', scene: 'team', name: 'Maps', joinMode: 'needVerify', accounts: ['bob', 'cleo'], ps: 'come', idClient: 'c1' },
    { do: 'updateTeam', scene: 'team', teamId: '7', announcement: '', muteType: 'normal', ifUpdateTime: 2 },
    { do: 'updateTeam', scene: 'team', teamId: '7', muteType: 'all' },
    { do: 'updateTeam', scene: 'team', teamId: '7', muteType: 'none' },
  ]);
});

test('members are collected over all pages, each once, and only as many as are wanted', async () => {
  const pages = () => [
    { members: [memberOf('ann', { type: 'owner', nickInTeam: 'A', ext: 'e', invitor: 'bob', mute: true, quiet: true }), memberOf('bob')], page: 'p2' },
    { members: [memberOf('bob'), memberOf('cleo')], page: '' },
  ];
  answers = pages();
  const members = await teams.getTeamMembers({ teamId: '7' });
  assert.deepEqual(members.map(({ account }) => account), ['ann', 'bob', 'cleo']);
  assert.deepEqual(members[0], {
    id: '7-ann', scene: 'team', teamId: '7', account: 'ann', type: 'owner', nickInTeam: 'A', joinTime: 1, updateTime: 2, mute: true, muteTeam: true,
    active: true, valid: true, ext: 'e', invitorAccid: 'bob',
  });
  assert.deepEqual(frames, [{ do: 'teamMembers', scene: 'team', teamId: '7' }, { do: 'teamMembers', scene: 'team', teamId: '7', page: 'p2' }]);

  answers = pages();
  assert.equal((await teams.getMutedTeamMembers({ teamId: '7', limit: 2 })).length, 2);
  assert.deepEqual(frames.slice(2), [{ do: 'teamMembers', scene: 'team', teamId: '7', mute: true }]);

  answers = [{ members: [memberOf('bob', { invitor: 'ann' })] }, { members: [memberOf('bob', { invitor: 'ann' })] }];
  await teams.getTeamMembers({ teamId: '7', accounts: ['bob'] });
  assert.deepEqual(await teams.getTeamMemberInvitorAccid({ teamId: '7', accounts: ['bob'] }), { bob: 'ann' });
  assert.deepEqual(frames.at(-1), { do: 'teamMembersByAccount', scene: 'team', teamId: '7', accounts: ['bob'] });
});

test('T4: a gateway that is asked too often is given time, and the list is read on', async (t) => {
  t.mock.timers.enable({ apis: ['setTimeout'] });
  const busy = { error: { code: 205, text: 'too many commands', retry: 'later' } };
  answers = [{ members: [memberOf('ann')], page: 'p2' }, busy, busy, { members: [memberOf('bob')], page: '' }];
  const reading = teams.getTeamMembers({ teamId: '7' });
  for (const asked of [2, 3]) {
    while (frames.length < asked) await setImmediate();
    await setImmediate();
    assert.equal(frames.length, asked, 'it waits before it asks again');
    t.mock.timers.tick(1_000);
  }

  assert.deepEqual((await reading).map(({ account }) => account), ['ann', 'bob']);
  assert.deepEqual(frames.map(({ page }) => page), [undefined, 'p2', 'p2', 'p2']);
  answers = [{ error: { code: 308, text: 'only members may do this', retry: 'never' } }];
  await assert.rejects(teams.getTeamMembers({ teamId: '7' }), { code: 804 }, 'any other refusal is told');
});

test('own teams are those of the scene, over all pages; unknown ones are named', async () => {
  const superTeam = { ...TEAM, scene: 'superTeam', teamId: '8' };
  answers = [
    { teams: [TEAM, superTeam], members: [memberOf('ann'), memberOf('ann', { scene: 'superTeam', teamId: '8' })], page: 'x' },
    { teams: [{ ...TEAM, teamId: '9' }], members: [memberOf('ann', { teamId: '9' })], page: '' },
    { teams: [TEAM] },
    { teams: [] },
  ];
  const own = await teams.getTeamsWithMe();
  assert.deepEqual([own.teams.map(({ teamId }) => teamId), own.members.map(({ id }) => id)], [['7', '9'], ['7-ann', '9-ann']]);

  assert.deepEqual((await teams.getTeamsById({ teamIds: ['7', '404'] })).tids, ['404']);
  await assert.rejects(teams.getTeamInfo({ teamId: '404' }), { code: 803 });
});

test('refusals have the numbers of the page', async () => {
  const refuse = (code) => { answers = [{ error: { code, text: 'no', retry: 'never' } }]; };
  for (const [fault, code] of [[204, 802], [303, 803], [306, 809], [307, 801], [308, 804], [309, 812], [310, 409], [904, 503]]) {
    refuse(fault);
    await assert.rejects(teams.addTeamMembers({ teamId: '7', accounts: ['bob'] }), { code });
  }
  refuse(303);
  await assert.rejects(teams.acceptTeamInvite({ teamId: '7', from: 'bob' }), { code: 404 }, 'an invitation that is not is no missing team');
  await assert.rejects(async () => teams.addTeamMembers({ teamId: '7', accounts: 'bob' }), { code: 414 });
});

test('T3: what a team refuses fails with its number, and the message is not sent', async () => {
  const messages = new Messages(gateway, { onSent: assert.fail }, new Sessions('ann'));
  for (const [fault, code] of [[303, 803], [308, 804], [309, 812]]) {
    answers = [{ error: { code: fault, text: 'no', retry: 'never' } }];
    const failure = await messages.sendTextMsg({ scene: 'team', to: '7', body: 'x' }).then(assert.fail, (error) => error);
    assert.deepEqual([failure.code, failure.msg.status, failure.msg.sessionId], [code, 'sendFailed', 'team-7']);
  }
});

test('C2: receipts of messages go to their teams, 50 at most, and the reader\'s copies are read', async () => {
  const sessions = new Sessions('ann');
  const messages = new Messages(gateway, {}, sessions);
  const wire = { scene: 'team', from: 'bob', to: '7', type: 'text', body: 'x', idClient: 'c', idServer: '10', seq: 1, time: 10, teamSpecializationInfo: { needACK: true } };
  const held = sessions.hold(readMessage(wire, 'ann'));
  answers = [{ reads: [{ idServer: '10', idClient: 'c', read: 1, unread: 1 }] }, { reads: [] }];

  const reads = await messages.sendTeamMsgReceipt({ teamMsgReceipts: [{ teamId: '7', idServer: '10', idClient: 'c' }, { scene: 'superTeam', teamId: '7', idServer: '11' }] });

  assert.deepEqual(frames, [{ do: 'teamReceipts', scene: 'team', teamId: '7', msgs: ['10'] }, { do: 'teamReceipts', scene: 'superTeam', teamId: '7', msgs: ['11'] }]);
  assert.deepEqual(reads, [{ scene: 'team', teamId: '7', idServer: '10', idClient: 'c', read: 1, unread: 1 }]);
  assert.deepEqual([held.status, held.teamSpecializationInfo], ['read', { needACK: true, isACKSent: true }]);
  const many = Array.from({ length: 51 }, (_, at) => ({ teamId: '7', idServer: String(at) }));
  await assert.rejects(messages.sendTeamMsgReceipt({ teamMsgReceipts: many }), { code: 414 });
  await assert.rejects(messages.getTeamMsgReads({ teamMsgReceipts: [] }), { code: 414 });
  assert.equal(frames.length, 2);
});

test('C2: readers are collected over all pages', async () => {
  const messages = new Messages(gateway, {}, new Sessions('ann'));
  const reads = { idServer: '10', idClient: 'c', read: 2, unread: 1 };
  answers = [{ reads, readAccounts: ['bob'], unreadAccounts: ['dan'], page: 'p' }, { reads, readAccounts: ['cleo'], unreadAccounts: [], page: '' }];

  const result = await messages.getTeamMsgReadAccounts({ teamMsgReceipt: { teamId: '7', idServer: '10', idClient: 'c' } });

  assert.deepEqual([result.readAccounts, result.unreadAccounts, result.teamMsgReceipt.read], [['bob', 'cleo'], ['dan'], 2]);
  assert.deepEqual(frames[1], { do: 'teamReaders', scene: 'team', teamId: '7', idServer: '10', page: 'p' });
});

test('a super team has the names of the page for everything a team does', async () => {
  const superTeams = new SuperTeams(gateway);
  const names = Object.getOwnPropertyNames(SuperTeams.prototype).filter((name) => name !== 'constructor');
  for (const name of names) {
    answers = [{ team: TEAM, teams: [TEAM], members: [memberOf('ann')], member: memberOf('ann'), time: 1 }];
    await superTeams[name]({ teamId: '7', accounts: [], account: 'bob', from: 'bob' });
  }
  assert.equal(frames.length, names.length);
  assert.ok(frames.every(({ scene }) => scene === 'superTeam'));
});
