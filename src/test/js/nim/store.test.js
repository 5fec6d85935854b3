import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { Clients, next, record, until } from '../support/clients.js';
import { Gateway } from '../support/gateway.js';
import { NimClients, VERSIONS } from '../support/nim.js';
import { copy, lastNote, restore } from '../support/redis.js';

const COMES_BACK_MILLIS = 30_000;

let gateway;
let natives;
const vendors = [];

before(async () => {
  gateway = await Gateway.start({ POSTHOUSE_SERVER_DRAIN: 'PT1S' });
  natives = new Clients(gateway);
});
after(async () => {
  for (const clients of vendors) await clients.endAll();
  await natives?.endAll();
  await gateway?.stop();
});

const bodies = (heard) => [...heard.msg, ...heard.syncOfflineMsgs.flatMap(({ msgs }) => msgs)].map(({ body }) => body);

test('a store that is restored from an older copy beneath clients: all come back and hear what takes the numbers of what was lost', async () => {
  const ann = await natives.connect(await gateway.account('ann'));
  const bob = await natives.connect(await gateway.account('bob'));
  const people = [{ account: bob.account, heard: record(bob, 'msg', 'syncOfflineMsgs'), back: () => next(bob, 'syncdone') }];
  for (const version of Object.keys(VERSIONS)) {
    const clients = new NimClients(gateway, version);
    vendors.push(clients);
    const client = await clients.connect(await gateway.account('eve'));
    const back = () => client.next('syncdone', () => true, COMES_BACK_MILLIS);
    people.push({ account: client.account, heard: client.record('msg', 'syncOfflineMsgs'), back });
  }
  const tell = async (body) => {
    const sent = [];
    for (const { account } of people) sent.push(await ann.msg.sendTextMsg({ scene: 'p2p', to: account, body }));
    for (const { account, heard } of people) await until(`${account} to hear ${body}`, () => bodies(heard).includes(body), COMES_BACK_MILLIS);
    return sent.map(({ seq }) => seq);
  };
  await tell('kept');
  const older = await copy(gateway.ownRedis);
  const note = await lastNote(gateway.ownRedis);
  const lost = await tell('lost');
  await until('the node to see the store newer than the copy', async () => (await lastNote(gateway.ownRedis)) !== note);

  const returns = [next(ann, 'syncdone'), ...people.map(({ back }) => back())];
  await restore(gateway.ownRedis, older);
  await Promise.all(returns);

  assert.deepEqual(await tell('said since'), lost, 'numbers that they knew');
});
