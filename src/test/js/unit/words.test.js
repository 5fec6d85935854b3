import assert from 'node:assert/strict';
import { test } from 'node:test';
import { mentionTexts, mentions, mentionsOf, pushInfoFor } from '../../../main/resources/web/chat/mentions.js';
import { noticeWords } from '../../../main/resources/web/chat/team-words.js';

const NAMES = { ann: 'You', bob: 'Bob', cleo: 'Cleo', dan: 'Dan', eve: 'Eve', fay: 'Fay' };
const who = (account) => NAMES[account];

/** What ann reads. */
function words(type, from, data = {}) {
  return noticeWords({ from, attach: { type, data } }, who);
}

test('T2: every notification is a sentence, from whoever it comes and whomever it is about', () => {
  assert.equal(words('addTeamMembers', 'ann', { accounts: ['ann', 'bob', 'cleo'] }), 'You started the team with Bob and Cleo');
  assert.equal(words('addTeamMembers', 'bob', { accounts: ['bob'] }), 'Bob started the team');
  assert.equal(words('addTeamMembers', 'bob', { accounts: ['ann', 'cleo'] }), 'Bob added you and Cleo');
  assert.equal(words('addTeamMembers', 'ann', { accounts: ['bob', 'cleo', 'dan', 'eve', 'fay', 'gus'] }), 'You added Bob, Cleo, Dan, Eve and 2 more');
  assert.equal(words('passTeamApply', 'bob', { accounts: ['ann'] }), 'Bob let you in');
  assert.equal(words('acceptTeamInvite', 'ann', { accounts: ['ann'], invitor: 'bob' }), 'You joined, invited by Bob');
  assert.equal(words('acceptTeamInvite', 'cleo', { accounts: ['cleo'], invitor: 'ann' }), 'Cleo joined, invited by you');
  assert.equal(words('acceptTeamInvite', 'bob', { accounts: ['bob'] }), 'Bob joined');
  assert.equal(words('removeTeamMembers', 'bob', { accounts: ['ann'] }), 'Bob removed you');
  assert.equal(words('leaveTeam', 'ann', { accounts: ['ann'] }), 'You left');
  assert.equal(words('dismissTeam', 'bob'), 'Bob dismissed the team');
  assert.equal(words('transferTeam', 'bob', { account: 'ann', leave: true }), 'Bob made you the owner and left');
  assert.equal(words('addTeamManagers', 'ann', { accounts: ['bob', 'cleo'] }), 'You made Bob and Cleo managers');
  assert.equal(words('removeTeamManagers', 'bob', { accounts: ['ann'] }), 'Bob made you a normal member again');
  assert.equal(words('updateTeamMembersMute', 'bob', { accounts: ['cleo'], mute: true }), 'Bob muted Cleo');
  assert.equal(words('updateTeamMembersMute', 'ann', { accounts: ['cleo'], mute: false }), 'You unmuted Cleo');
  assert.equal(noticeWords({ from: 'bob', attach: 'not an object' }, who), 'Something happened to the team');
  assert.equal(words('something newer', 'bob'), 'Something happened to the team');
});

test('T2: what of a team has changed is said before its name, which every notification holds', () => {
  const changed = (team) => words('updateTeam', 'ann', { team: { name: 'Maps', ...team } });
  assert.equal(changed({}), 'You named the team “Maps”');
  assert.equal(changed({ muteType: 'normal' }), 'You let only the owner and the managers write');
  assert.equal(changed({ muteType: 'none' }), 'You let everybody write again');
  assert.equal(changed({ joinMode: 'rejectAll' }), 'You changed who may join: nobody, only who is invited');
  assert.equal(changed({ announcement: '' }), 'You changed the announcement');
  assert.equal(changed({ ext: 'x' }), 'You changed the team');
});

test('a mention is the forced push of the page\'s SDK, there and back', () => {
  const of = (whom) => ({ pushInfo: pushInfoFor(whom) });
  assert.equal(pushInfoFor({ isAll: false, accounts: [] }), undefined);
  assert.deepEqual(pushInfoFor({ isAll: false, accounts: ['bob'] }), { needForcePush: true, forcePushIDsList: '["bob"]' });

  assert.equal(mentions(of({ isAll: false, accounts: ['bob', 'cleo'] }), 'cleo'), true);
  assert.equal(mentions(of({ isAll: false, accounts: ['bob'] }), 'cleo'), false);
  assert.equal(mentions(of({ isAll: true, accounts: [] }), 'cleo'), true);
  assert.equal(mentions({ pushInfo: { needForcePush: true } }, 'cleo'), true, 'without a list it is everybody');
  for (const list of ['{', '5', 'null', '{"a":1}', '[5]']) {
    assert.deepEqual(mentionsOf({ pushInfo: { needForcePush: true, forcePushIDsList: list } }), { isAll: false, accounts: [] });
  }
  const crowd = Array.from({ length: 500 }, (_, at) => `m-${at}`);
  assert.equal(mentionsOf(of({ isAll: false, accounts: crowd })).accounts.length, 50, 'one may write as many as one likes into a message');
  assert.deepEqual(mentionTexts(of({ isAll: false, accounts: ['bob'] }), () => 'Bob Okafor'), ['@Bob Okafor', '@bob']);
});
