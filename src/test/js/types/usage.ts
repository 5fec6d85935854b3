// Never run: what an app writes in TypeScript, held against posthouse.d.ts by the compiler.
import NIMSDK, { Code, Posthouse, PosthouseError, type IMMessage, type Session } from '../../../main/js/posthouse.js';

const options = { account: 'ann', token: async () => 'a fresh JWT', appkey: 'ignored', url: 'ws://127.0.0.1:8080/ws' };
const nim = new NIMSDK(options);
const same: Posthouse = nim.on('msg', (msg) => console.log(msg.body.length, msg.attach)).once('syncdone', () => {});

nim.on('msgReceipts', ([receipt]) => console.log(receipt?.msgReceiptTime));
nim.on('sysMsg', (msg) => console.log(msg.recallMessageInfo?.idServer ?? msg.to, msg.content));
nim.on('recallMsgTeam', (msg) => console.log(msg.recallMessageInfo.idServer));
nim.on('teamInvite', async ({ scene, to, from }) => {
  await (scene === 'team' ? nim.team : nim.superTeam).acceptTeamInvite({ teamId: to, from });
});
nim.on('addTeamMembers', ({ team, accounts, members }) => console.log(team.memberNum, accounts.length, members[0]?.joinTime));
nim.on('teamMsgReceipts', (receipts) => receipts.map(({ idServer, read, unread }) => `${idServer} ${read}/${read + unread}`));
nim.on('friendRequest', ({ from, attach }) => (attach?.type === 'applyFriend' ? nim.friend.passFriendApply({ account: from }) : null));
nim.on('willReconnect', ({ retryCount, duration }) => console.log(retryCount + duration));
// @ts-expect-error there is no such event
nim.on('mgs', () => {});

async function friends(): Promise<string[]> {
  await nim.user.updateMyNameCard({ signature: 'hi', gender: 'female' });
  // @ts-expect-error there is no such gender
  await nim.user.updateMyNameCard({ gender: 'x' });
  await nim.friend.addFriend({ account: 'bob', ps: 'hello' });
  return (await nim.friend.getFriends()).map(({ account, alias }) => alias ?? account);
}

async function statuses(): Promise<number> {
  nim.on('pushEvents', (events) => events.map(({ account, connected }) => `${account} ${connected?.join()}`));
  await nim.event.subscribeEvent({ type: 1, accounts: ['bob'], sync: true });
  // @ts-expect-error there are two ways only
  await nim.event.publishEvent({ type: 1, value: 10_000, broadcastType: 3 });
  const { failedAccounts } = await nim.event.unSubscribeEvents({ type: 1 });
  return failedAccounts.length + (await nim.event.querySubscribeEvents({ type: 1 })).length;
}

async function passThrough(): Promise<string> {
  // @ts-expect-error there is no such method
  await nim.passThrough.request({ path: '/things', method: 5 });
  const { status, body } = await nim.passThrough.request({ path: '/things', method: 1 });
  return `${status} ${body}`;
}

async function call(): Promise<boolean> {
  nim.on('signalingInvite', async ({ fromAccid, requestId = '', metaData: { channelInfo: { channelId } } }) => {
    await nim.signaling.joinAndAccept({ channelId, fromAccid, requestId });
  });
  // @ts-expect-error somebody is called
  await nim.signaling.callEx({ type: 1, requestId: 'r1' });
  const { reached, memberList } = await nim.signaling.callEx({ type: 1, toAccid: 'bob', requestId: 'r1', needOffline: true });
  return reached && memberList?.[0]?.uid === 1;
}

async function chat(): Promise<Session[]> {
  await nim.connect();
  const sent: IMMessage = await nim.msg.sendTextMsg({ scene: 'p2p', to: 'bob', body: 'hi', onSendBefore: (msg) => msg.status });
  await nim.msg.sendGeoLocationMsg({ scene: 'p2p', to: 'bob', attach: { lng: 120.18, lat: 30.2, title: 'Hangzhou' } });
  // @ts-expect-error a text message has a body
  await nim.msg.sendTextMsg({ scene: 'p2p', to: 'bob' });
  // @ts-expect-error a place has coordinates
  await nim.msg.sendGeoLocationMsg({ scene: 'p2p', to: 'bob', attach: { title: 'Hangzhou' } });
  await nim.msg.forwardMsg({ scene: 'p2p', to: 'carol', msg: sent });
  await nim.msg.recallMsg({ msg: sent, ps: 'recall msg' });
  const { more } = await nim.msgLog.getHistoryPage({ scene: 'p2p', to: 'bob', limit: 20 });
  await nim.session.resetSessionUnreadCount({ id: 'p2p-bob' });
  await nim.user.setBlack({ account: 'bob', isAdd: more });
  await same.kick({ deviceIds: [nim.deviceId] });
  return nim.session.getAllSessions();
}

async function team(): Promise<number> {
  const { teamId, left } = await nim.team.createTeam({ name: 'Night mail', joinMode: 'needVerify', accounts: ['bob'] });
  // @ts-expect-error a team has a name
  await nim.team.createTeam({ accounts: ['bob'] });
  // @ts-expect-error there is no such mode
  await nim.team.updateTeamInfo({ teamId, joinMode: 'never' });
  await nim.team.updateTeamManagers({ teamId, accounts: left, isManager: true });
  await nim.superTeam.muteSuperTeamMembers({ teamId, accounts: ['bob'], mute: true });
  const sent = await nim.msg.sendTextMsg({ scene: 'team', to: teamId, body: 'hi', teamSpecializationInfo: { needACK: true } });
  const name = { teamId, idServer: sent.idServer ?? '', idClient: sent.idClient };
  const { readAccounts } = await nim.msg.getTeamMsgReadAccounts({ teamMsgReceipt: name });
  const [reads] = await nim.msg.getTeamMsgReads({ teamMsgReceipts: [name] });
  const members = await nim.team.getTeamMembers({ teamId });
  return members.filter(({ type }) => type === 'owner').length + readAccounts.length + (reads?.unread ?? 0);
}

team().catch((error: PosthouseError) => error.code === Code.NOT_A_MEMBER);
friends().catch((error: PosthouseError) => error.code);
chat().catch((error: unknown) => {
  if (error instanceof PosthouseError && error.code === Code.REFUSED) console.log(error.msg?.status, error.fault?.retry);
});
