/** What the older versions of the SDK can do against this gateway, and wherein they differ (src/docs/nim.md, Versions). The others have files of tests. */
import assert from 'node:assert/strict';
import { after, afterEach, before, describe, test } from 'node:test';
import { until } from '../support/clients.js';
import { Gateway } from '../support/gateway.js';
import { ALL_VERSIONS, NimClients, plain, VERSIONS } from '../support/nim.js';

/** Wherein a version differs from 0.17.2. */
const DIFFERENCES = {
  '0.11.1': { msgReceipts: 'updateSession', asksNoCards: true },
  '0.15.0': { isNameless: true },
  '9.21.12': { resendsOnlyFailed: true, asksNoCards: true, teamMsgReceipts: 'msgReceipts' },
};

let gateway;

before(async () => { gateway = await Gateway.start(); });
after(() => gateway?.stop());

for (const version of Object.keys(ALL_VERSIONS).filter((name) => !VERSIONS[name])) {
  describe(version, () => {
    const differs = DIFFERENCES[version] ?? {};
    let clients;
    let ann;
    let bob;
    let anns;
    let bobs;

    before(async () => {
      clients = new NimClients(gateway, version);
      [ann, bob] = [await gateway.account('ann', 'Ann'), await gateway.account('bob')];
      anns = await clients.connect(ann);
      bobs = await clients.connect(bob);
    });
    afterEach((context) => { if (context.error) console.error(anns.frames.slice(-20), bobs.frames.slice(-20)); });
    after(() => clients?.endAll());

    const say = (body, others = {}) => anns.nim.msg.sendTextMsg({ scene: 'p2p', to: bob.account, body, ...others });
    const historyOf = async (client, to, options = {}) =>
      plain((await client.nim.msgLog.getHistoryMsgs({ scene: 'p2p', to, ...options })).map((msg) => msg.body));

    test('D1, M1: texts, tips, custom messages and places arrive', async () => {
      const heard = bobs.record('msg');
      const last = bobs.next('msg', (msg) => msg.type === 'geo');
      const to = { scene: 'p2p', to: bob.account };

      const sent = await say('hello');
      await anns.nim.msg.sendTipMsg({ ...to, body: 'a tip' });
      await anns.nim.msg.sendCustomMsg({ ...to, attach: '{"a":1}' });
      await anns.nim.msg.sendGeoLocationMsg({ ...to, attach: { lng: 120.18, lat: 30.2, title: 'Hangzhou' } });
      await last;

      const [text] = heard.msg;
      assert.deepEqual([sent.status, sent.flow, sent.from], ['sent', 'out', ann.account]);
      assert.deepEqual([text.body, text.flow, text.fromNick, text.sessionId], ['hello', 'in', 'Ann', `p2p-${ann.account}`]);
      assert.deepEqual([text.idServer, +text.time, text.idClient], [sent.idServer, +sent.time, sent.idClient]);
      assert.deepEqual(heard.msg.map((msg) => msg.type), ['text', 'tip', 'custom', 'geo']);
    });

    test('C1: a receipt reaches the sender', async () => {
      const arrived = bobs.next('msg');
      const sent = await say('read me');
      const [msg] = await arrived;
      const event = differs.msgReceipts ?? 'msgReceipts';
      const told = anns.next(event, (given) => event === 'msgReceipts' || given.msgReceiptTime > 0);

      await bobs.nim.msg.sendMsgReceipt({ msg });

      const [given] = await told;
      const receipt = Array.isArray(given) ? given[0] : given;
      assert.deepEqual([receipt.sessionId ?? receipt.id, +receipt.msgReceiptTime], [`p2p-${bob.account}`, +sent.time]);
    });

    test('S2, S4: a resend comes once, a forward is a new message', async () => {
      const heard = bobs.record('msg');
      const first = await say('once');
      const arrived = bobs.next('msg', (msg) => msg.body === 'once' && msg.idServer !== first.idServer);

      const again = differs.resendsOnlyFailed ? first : await anns.nim.msg.resendMsg({ msg: first });
      const forwarded = await anns.nim.msg.forwardMsg({ scene: 'p2p', to: bob.account, msg: first });

      await arrived;
      assert.equal(again.idServer, first.idServer);
      assert.deepEqual(heard.msg.map((msg) => msg.idServer), [first.idServer, forwarded.idServer]);
    });

    test('R1 to R4: a recall is told and leaves nothing', async () => {
      const msg = await say('a slip');
      const told = bobs.next('sysMsg');

      await anns.nim.msg.recallMsg({ msg, ps: 'recall msg' });

      const [notice] = await told;
      assert.deepEqual([notice.type, notice.content, notice.recallMessageInfo.idServer], ['recallMsgP2p', 'recall msg', msg.idServer]);
      assert.ok(!(await historyOf(bobs, ann.account)).includes('a slip'));
    });

    test('A4: history by pages, by type and in both directions; deleted for oneself', async () => {
      const cleo = await gateway.account('cleo');
      const to = { scene: 'p2p', to: cleo.account };
      const sent = [];
      for (const body of ['one', 'two', 'three']) sent.push(await anns.nim.msg.sendTextMsg({ ...to, body }));
      await anns.nim.msg.sendTipMsg({ ...to, body: 'a tip' });

      assert.deepEqual(await historyOf(anns, cleo.account, { limit: 2 }), ['a tip', 'three']);
      assert.deepEqual(await historyOf(anns, cleo.account, { limit: 2, endTime: +sent[2].time, lastMsgId: sent[2].idServer }), ['two', 'one']);
      assert.deepEqual(await historyOf(anns, cleo.account, { reverse: true, limit: 2 }), ['one', 'two']);
      assert.deepEqual(await historyOf(anns, cleo.account, { msgTypes: ['tip'] }), ['a tip']);
      await anns.nim.msg.deleteSelfMsgs({ msgs: [sent[1]] });
      assert.deepEqual(await historyOf(anns, cleo.account), ['a tip', 'three', 'one']);
    });

    test('S5: who is blocked is refused', async () => {
      const dora = await gateway.account('dora');
      const doras = await clients.connect(dora);
      await doras.nim.user.setBlack({ account: ann.account, isAdd: true });

      const error = await anns.nim.msg.sendTextMsg({ scene: 'p2p', to: dora.account, body: 'hello?' }).then(assert.fail, (reason) => reason);

      assert.deepEqual([error.code, error.msg.status], [7101, 'refused']);
      assert.deepEqual(await historyOf(doras, ann.account), []);
    });

    test('T1, T2, T3: all seven events of a team; a muted and a removed member are refused', async () => {
      const events = ['updateTeam', 'dismissTeam', 'addTeamMembers', 'updateTeamManagers', 'removeTeamMembers', 'transferTeam', 'updateTeamMembersMute'];
      const heard = [anns, bobs].map((client) => client.record(...events));
      const step = async (name, act, matches) => {
        const told = [anns, bobs].map((client) => client.next(name, matches));
        const done = await act();
        await Promise.all(told);
        return done;
      };
      const { team } = anns.nim;
      const made = await step('addTeamMembers', () => team.createTeam({ type: 'advanced', name: 'Night mail', accounts: [bob.account] }));
      const { teamId } = made.team ?? made;
      const to = { scene: 'team', to: teamId };

      const arrived = bobs.next('msg', (msg) => msg.type === 'text');
      const sent = await anns.nim.msg.sendTextMsg({ ...to, body: 'to all', teamSpecializationInfo: { needACK: true } });
      const [msg] = await arrived;
      const counted = anns.next(differs.teamMsgReceipts ?? 'teamMsgReceipts');
      await bobs.nim.msg.sendTeamMsgReceipt({ teamMsgReceipts: [{ teamId, idClient: msg.idClient, idServer: msg.idServer }] });
      const [[count]] = plain(await counted);
      const readers = plain(await anns.nim.msg.getTeamMsgReadAccounts({ teamMsgReceipt: { teamId, idClient: msg.idClient, idServer: msg.idServer } }));
      await step('updateTeam', () => team.updateTeamInfo({ teamId, name: 'Day mail' }));
      await step('updateTeamManagers', () => team.addTeamManagers({ teamId, accounts: [bob.account] }));
      await step('updateTeamManagers', () => team.removeTeamManagers({ teamId, accounts: [bob.account] }), (event) => !event.isManager);
      await step('updateTeamMembersMute', () => team.muteTeamMember({ teamId, account: bob.account, mute: true }));
      const muted = await bobs.nim.msg.sendTextMsg({ ...to, body: 'may I' }).then(assert.fail, (error) => error.code);
      const recalled = bobs.next('sysMsg');
      await anns.nim.msg.recallMsg({ msg: sent });
      const [notice] = await recalled;
      await step('removeTeamMembers', () => team.removeTeamMembers({ teamId, accounts: [bob.account] }));
      const removed = await bobs.nim.msg.sendTextMsg({ ...to, body: 'may I' }).then(assert.fail, (error) => error.code);
      await step('addTeamMembers', () => team.addTeamMembers({ teamId, accounts: [bob.account] }));
      await step('transferTeam', () => team.transferTeam({ teamId, account: bob.account, leave: false }));
      await step('dismissTeam', () => bobs.nim.team.dismissTeam({ teamId }));

      assert.deepEqual([+count.read, +count.unread, count.account], [1, 0, bob.account]);
      assert.deepEqual(readers.readAccounts, [bob.account]);
      assert.deepEqual([muted, removed], [812, 804]);
      assert.deepEqual([notice.type, notice.recallMessageInfo.idServer], ['recallMsgTeam', sent.idServer]);
      for (const told of heard) {
        assert.deepEqual(told.updateTeam.map((one) => one.name).filter(Boolean), ['Day mail']);
        assert.deepEqual(told.updateTeamManagers.map((one) => [one.accounts, one.isManager]), [[[bob.account], true], [[bob.account], false]]);
        assert.deepEqual(told.updateTeamMembersMute.map((one) => [one.accounts, one.mute]), [[[bob.account], true]]);
        assert.deepEqual(told.transferTeam.map((one) => one.team.owner), [bob.account]);
        assert.deepEqual(told.removeTeamMembers.map((one) => one.accounts), [[bob.account]]);
        assert.deepEqual(plain(told.addTeamMembers.map((one) => one.accounts)), [[ann.account, bob.account], [bob.account]]);
        assert.deepEqual(told.dismissTeam.map((one) => one.teamId), [teamId]);
      }
    });

    test('T4: a super team\'s message arrives and is recalled', async () => {
      const told = bobs.next('addSuperTeamMembers');
      const { team: { teamId } } = await gateway.team({ scene: 'superTeam', owner: ann.account, name: 'Town', accounts: [bob.account] });
      await told;
      const arrived = bobs.next('msg', (msg) => msg.type === 'text');
      const sent = await anns.nim.msg.sendTextMsg({ scene: 'superTeam', to: teamId, body: 'hello all' });
      const [msg] = await arrived;
      const recalled = bobs.next('sysMsg');

      await anns.nim.msg.recallMsg({ msg: sent, ps: 'no' });

      assert.equal(msg.idServer, sent.idServer);
      assert.equal((await recalled)[0].type, 'recallMsgSuperTeam');
    });

    test('D3, R3, C1: what came while away, what was recalled, and how far the other has read, at the next login', async () => {
      const [eve, finn] = [await gateway.account('eve'), await gateway.account('finn')];
      const eves = await clients.connect(eve);
      const to = { scene: 'p2p', to: finn.account };
      for (const body of ['one', 'two']) await eves.nim.msg.sendTextMsg({ ...to, body });
      const slip = await eves.nim.msg.sendTextMsg({ ...to, body: 'a slip' });
      await eves.nim.msg.recallMsg({ msg: slip });

      const finns = clients.make(finn);
      const heard = finns.record('syncOfflineMsgs', 'syncRoamingMsgs', 'syncSysMsgs');
      const synced = finns.next('syncdone');
      await finns.nim.connect();
      await synced;

      assert.deepEqual(heard.syncOfflineMsgs.flatMap((sync) => sync.msgs).map((msg) => msg.body).sort(), ['one', 'two']);
      assert.deepEqual(heard.syncSysMsgs.flat().map((notice) => [notice.type, notice.recallMessageInfo.idServer]), [['recallMsgP2p', slip.idServer]]);
    });

    test('D1, D2: after a cut line it comes back by itself and misses nothing', async () => {
      const heard = bobs.record('msg', 'syncOfflineMsgs', 'syncRoamingMsgs');
      const answered = () => bobs.frames.some((frame) => frame.from === 'gateway' && /"sid":3,"cid":7,/.test(frame.text));
      if (!differs.asksNoCards) await until('the card of a new sender', answered);
      const away = bobs.next('willReconnect');
      bobs.cut();
      await away;
      await say('meanwhile');
      await bobs.next('syncdone');
      const live = bobs.next('msg', (msg) => msg.body === 'after');
      await say('after');
      await live;

      const synced = [...heard.syncOfflineMsgs, ...heard.syncRoamingMsgs].flatMap((sync) => sync.msgs);
      const all = [...synced, ...heard.msg].map((msg) => msg.body);
      // Who names no device is a new one, which gets again as roaming messages what came as it was connected.
      assert.deepEqual(differs.isNameless ? all.filter((body) => ['meanwhile', 'after'].includes(body)) : all, ['meanwhile', 'after']);
    });

    test('A2: a device kicks another', async () => {
      const second = clients.make(ann);
      const ports = second.next('multiPortLogin');
      const synced = second.next('syncdone');
      await second.nim.connect();
      await synced;
      const [[port]] = plain(await ports);
      const gone = anns.next('kicked');

      await second.nim.kick({ deviceIds: [port.deviceId] });

      assert.equal((await gone)[0].reason, 'otherPlatformKick');
    });

    test('A1: a wrong token is refused', async () => {
      const { account } = await gateway.account('ann');
      const stranger = clients.make({ account, token: 'not-the-token' }, { needReconnect: false });

      await assert.rejects(stranger.nim.connect(), { code: 302 });
    });
  });
}
