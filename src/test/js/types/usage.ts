// Never run: what an app writes in TypeScript, held against posthouse.d.ts by the compiler.
import NIMSDK, { Code, Posthouse, PosthouseError, type IMMessage, type Session } from '../../../main/js/posthouse.js';

const options = { account: 'ann', token: async () => 'a fresh JWT', appkey: 'ignored', url: 'ws://127.0.0.1:8080/ws' };
const nim = new NIMSDK(options);
const same: Posthouse = nim.on('msg', (msg) => console.log(msg.body.length, msg.attach)).once('syncdone', () => {});

nim.on('msgReceipts', ([receipt]) => console.log(receipt?.msgReceiptTime));
nim.on('sysMsg', (msg) => console.log(msg.recallMessageInfo.idServer, msg.content));
nim.on('willReconnect', ({ retryCount, duration }) => console.log(retryCount + duration));
// @ts-expect-error there is no such event
nim.on('mgs', () => {});

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

chat().catch((error: unknown) => {
  if (error instanceof PosthouseError && error.code === Code.REFUSED) console.log(error.msg?.status, error.fault?.retry);
});
