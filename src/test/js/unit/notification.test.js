import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
import { Acknowledgements } from '../../../main/js/posthouse/acknowledgements.js';
import { Inbox } from '../../../main/js/posthouse/inbox.js';
import { Relations } from '../../../main/js/posthouse/relations.js';
import { Sessions } from '../../../main/js/posthouse/sessions.js';

let inbox;
let sessions;
let told;

beforeEach(() => {
  told = [];
  sessions = new Sessions('bob');
  const state = { account: 'bob', sessions, relations: new Relations(), acknowledgements: new Acknowledgements(() => true), refillLast() {}, giveUp() {} };
  inbox = new Inbox(state, (name, argument) => told.push([name, argument]));
  inbox.onLogin({ epoch: 'e1' });
  inbox.onEvent({ on: 'synced', since: 1, changes: 0, epoch: 'e1' });
  told = [];
});

const TEAM = { scene: 'team', teamId: '7', name: 'Maps', owner: 'ann', memberNum: 3, memberUpdateTime: 10, updateTime: 5 };

function notification(type, data = {}, fields = {}) {
  const seq = fields.seq ?? 1;
  const attach = JSON.stringify({ type, data: { ...data, team: { ...TEAM, ...data.team } } });
  return { scene: 'team', from: 'ann', to: '7', type: 'notification', attach, idClient: `n${seq}`, idServer: `${seq}0`, seq, time: seq * 10, ...fields };
}

function said(seq, fields) {
  return { scene: 'team', from: 'ann', to: '7', type: 'text', body: `m${seq}`, idClient: `c${seq}`, idServer: `${seq}0`, seq, time: seq * 10, ...fields };
}

function tell(wire) {
  inbox.onEvent({ on: 'msg', msg: wire });
  return told.filter(([name]) => name !== 'updateSession');
}

test('T2: a notification is told as a message and then as the event of its name', () => {
  const [[first, message], [second, payload]] = tell(notification('addTeamMembers', { accounts: ['bob', 'cleo'], attach: 'hello' }));

  assert.deepEqual([first, message.type, message.sessionId, message.attach.type], ['msg', 'notification', 'team-7', 'addTeamMembers']);
  assert.equal(second, 'addTeamMembers');
  assert.deepEqual([payload.accounts, payload.custom, payload.team.name, payload.team.teamId], [['bob', 'cleo'], 'hello', 'Maps', '7']);
  assert.deepEqual(payload.members[1], {
    id: '7-cleo', account: 'cleo', updateTime: 10, scene: 'team', teamId: '7', type: 'normal', nickInTeam: '', joinTime: 10,
    mute: false, muteTeam: false, active: true, valid: true,
  });
});

const EVENTS = [
  ['passTeamApply', { accounts: ['cleo'] }, 'addTeamMembers', ({ accounts }) => assert.deepEqual(accounts, ['cleo'])],
  ['acceptTeamInvite', { accounts: ['ann'], invitor: 'bob' }, 'addTeamMembers', ({ accounts }) => assert.deepEqual(accounts, ['ann'])],
  ['acceptTeamInvite', {}, 'addTeamMembers', ({ accounts }) => assert.deepEqual(accounts, ['ann'], 'who came in is who it is from')],
  ['removeTeamMembers', { accounts: ['cleo'] }, 'removeTeamMembers', ({ accounts, team }) => assert.deepEqual([accounts, team.memberNum], [['cleo'], 3])],
  ['leaveTeam', { accounts: ['ann'] }, 'removeTeamMembers', ({ accounts }) => assert.deepEqual(accounts, ['ann'])],
  ['updateTeam', { team: { muteType: 'normal', updateTime: 10 } }, 'updateTeam', (team) => assert.deepEqual([team.muteType, team.mute, team.updateTime, team.joinMode], ['normal', true, 10, undefined])],
  ['dismissTeam', {}, 'dismissTeam', (payload) => assert.deepEqual(payload, { teamId: '7' })],
  ['transferTeam', { account: 'cleo', leave: true }, 'transferTeam', ({ from, to, leave }) => assert.deepEqual([from, to, leave], [
    { id: '7-ann', account: 'ann', updateTime: 10, type: 'normal' }, { id: '7-cleo', account: 'cleo', updateTime: 10, type: 'owner' }, true])],
  ['addTeamManagers', { accounts: ['bob'] }, 'updateTeamManagers', ({ isManager, members }) => assert.deepEqual([isManager, members[0].type], [true, 'manager'])],
  ['removeTeamManagers', { accounts: ['bob'] }, 'updateTeamManagers', ({ isManager, members }) => assert.deepEqual([isManager, members[0].type], [false, 'normal'])],
  ['updateTeamMembersMute', { accounts: ['bob'], mute: true }, 'updateTeamMembersMute', ({ mute, members }) => assert.deepEqual([mute, members[0]], [
    true, { id: '7-bob', account: 'bob', updateTime: 10, teamId: '7', mute: true }])],
];

for (const [type, data, name, check] of EVENTS) {
  test(`T2: ${type} is told as ${name}, and for a super team under its name`, () => {
    const wire = notification(type, data);
    const [, [event, payload]] = tell(wire);
    assert.equal(event, name);
    check(payload);

    const [event2] = tell({ ...wire, scene: 'superTeam' }).at(-1);
    assert.equal(event2, name.replace('Team', 'SuperTeam'));
  });
}

test('T2: a notification that comes with a sync is told as an event too, once', () => {
  const wire = notification('removeTeamMembers', { accounts: ['cleo'] });
  inbox.onEvent({ on: 'syncOfflineMsgs', sessionId: 'team-7', msgs: [wire, said(2)], cutBefore: 0 });
  inbox.onEvent({ on: 'syncRoamingMsgs', sessionId: 'team-7', msgs: [wire], cutBefore: 0 });
  tell(wire);

  assert.deepEqual(told.map(([name]) => name), ['syncOfflineMsgs', 'removeTeamMembers']);
});

test('notifications of a newer gateway are messages and nothing more', () => {
  const attaches = [notification('somethingNew').attach, notification('constructor').attach, '{"type":"updateTeam"}', '{"type":"updateTeam","data":{}}', 'x', undefined];
  attaches.forEach((attach, at) => {
    told = [];
    assert.deepEqual(tell(notification('x', {}, { attach, seq: at + 1 })).map(([name]) => name), ['msg']);
  });
});

test('C3: notifications do not count as unread, and who comes in starts with nothing unread', () => {
  const unread = () => sessions.get('team-7').unread;
  tell(said(1));
  tell(notification('updateTeam', {}, { seq: 2 }));
  assert.equal(unread(), 1);

  tell(notification('addTeamMembers', { accounts: ['bob'] }, { seq: 3 }));
  assert.equal(unread(), 0);
  tell(said(4));
  assert.equal(unread(), 1);
  tell(notification('addTeamMembers', { accounts: ['cleo'] }, { seq: 5 }));
  assert.equal(unread(), 1, 'somebody else came in');
});

test('C3: what a sync counted is not lost when it tells of the joining', () => {
  inbox.onEvent({ on: 'sessions', sessions: [{ sessionId: 'team-7', scene: 'team', to: '7', unread: 2, readTime: 0, highSeq: 3, time: 30, lastMsg: said(3) }] });
  inbox.onEvent({ on: 'syncOfflineMsgs', sessionId: 'team-7', msgs: [notification('addTeamMembers', { accounts: ['bob'] }), said(2), said(3)], cutBefore: 0 });

  assert.equal(sessions.get('team-7').unread, 2);
});

test('R3: a recall in a team is told as a system message and by its type, in the team\'s session', () => {
  const recall = { scene: 'team', from: 'ann', to: '7', messageFrom: 'cleo', idServer: '10', idClient: 'c1', messageTime: 10, messageSeq: 1, seq: 2, time: 20 };
  tell(said(1, { from: 'cleo' }));
  told = [];
  inbox.onEvent({ on: 'recall', recall });
  assert.deepEqual(told.map(([name]) => name), ['sysMsg', 'recallMsgTeam', 'updateSession']);
  assert.deepEqual([told[0][1].recallMessageInfo.from, told[0][1].recallMessageInfo.opeAccount, told[2][1].id, told[2][1].unread], ['cleo', 'ann', 'team-7', 0]);

  told = [];
  inbox.onEvent({ on: 'syncRecalls', sessionId: 'superTeam-7', recalls: [{ ...recall, scene: 'superTeam' }] });
  assert.deepEqual(told.map(([name]) => name), ['updateSession', 'syncSysMsgs', 'recallMsgSuperTeam']);
});

test('T1: invitations and applications are system messages, those of a sync among its own', () => {
  const change = { on: 'change', number: 4, kind: 'team', notice: 'teamInvite', team: TEAM, from: 'ann', ps: 'join us', attach: 'x', time: 9 };
  inbox.onEvent(change);
  inbox.onEvent(change);
  assert.deepEqual(told.map(([name]) => name), ['sysMsg', 'teamInvite']);
  assert.deepEqual(told[0][1], {
    type: 'teamInvite', time: 9, from: 'ann', to: '7', scene: 'team', idServer: '4', state: 'none', feature: 'default', content: 'join us',
    attach: { team: { type: 'advanced', ...TEAM }, attach: 'x' },
  });

  told = [];
  inbox.onLogin({ epoch: 'e1' });
  inbox.onEvent({ ...change, number: 5, notice: 'applyTeam', team: { ...TEAM, scene: 'superTeam' } });
  assert.deepEqual(told.map(([name, argument]) => [name, argument.feature ?? argument[0].feature]), [['syncSysMsgs', 'leave'], ['applySuperTeam', 'leave']]);
});

test('C2: new counts and changed members are told', () => {
  inbox.onEvent({ on: 'teamReads', scene: 'team', teamId: '7', reads: [{ idServer: '10', idClient: 'c1', read: 1, unread: 2, account: 'cleo' }] });
  inbox.onEvent({ on: 'teamMember', member: { scene: 'superTeam', teamId: '7', account: 'cleo', type: 'normal', quiet: true, joinTime: 1, updateTime: 2 } });

  assert.deepEqual(told[0], ['teamMsgReceipts', [{ scene: 'team', teamId: '7', idServer: '10', idClient: 'c1', read: 1, unread: 2, account: 'cleo' }]]);
  assert.deepEqual([told[1][0], told[1][1].muteTeam, told[1][1].nickInTeam], ['updateSuperTeamMember', true, '']);
});

test('an account whose name is a team\'s number does not confuse the two', () => {
  const state = { account: '7', sessions: new Sessions('7'), relations: new Relations(), acknowledgements: new Acknowledgements(() => true), refillLast() {}, giveUp() {} };
  const heard = [];
  const other = new Inbox(state, (name, argument) => heard.push([name, argument]));
  other.onLogin({ epoch: 'e1' });
  other.onEvent({ on: 'msg', msg: said(1) });
  other.onEvent({ on: 'recall', recall: { scene: 'team', from: 'ann', to: '7', messageFrom: 'ann', idServer: '10', idClient: 'c1', messageTime: 10, messageSeq: 1, seq: 2, time: 20 } });

  assert.deepEqual([heard[0][1].sessionId, heard[0][1].target, heard[0][1].flow], ['team-7', '7', 'in']);
  assert.deepEqual(state.sessions.all().map(({ id }) => id), ['team-7']);
});
