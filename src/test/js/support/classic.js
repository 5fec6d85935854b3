/**
 * The classic SDK (`@yxim/nim-web-sdk`) under the names of the newer ones, so that one test drives all of them. Every method calls one of the SDK's
 * own, unmodified; what is said and heard on the wire is all its own.
 */
import { EventEmitter } from 'node:events';

const SAME_EVENTS = [
  'MsgReceipts', 'TeamMsgReceipt', 'AddTeamMembers', 'RemoveTeamMembers', 'UpdateTeam', 'UpdateTeamManagers', 'UpdateTeamMembersMute', 'TransferTeam',
  'DismissTeam', 'AddSuperTeamMembers',
];
const RENAMED_EVENTS = {
  onbroadcastmsgs: 'broadcastMsgs', onbroadcastmsg: 'broadcastMsg', onpushevents: 'pushEvents', onupdatesession: 'updateSession', onfriends: 'friends',
  onwillreconnect: 'willReconnect', onloginportschange: 'multiPortLogin', onmyinfo: 'syncMyNameCard', onteams: 'teams', oncustomsysmsg: 'sysMsg',
  onblacklist: 'blackList', onsyncmarkinblacklist: 'updateBlackList', onofflinecustomsysmsgs: 'syncSysMsgs',
};
const STATUS = { success: 'sent', fail: 'sendFailed', sending: 'sending' };
const NAMES = {
  user: { setBlack: 'markInBlacklist', updateMyNameCard: 'updateMyInfo', getUsersNameCardFromServer: 'getUsers' },
  friend: { addFriend: 'addFriend', deleteFriend: 'deleteFriend' },
  systemMessage: { sendCustomSysMsg: 'sendCustomSysMsg' },
  event: { publishEvent: 'publishEvent', subscribeEvent: 'subscribeEvent' },
};
const TEAM_NAMES = {
  addTeamMembers: 'addTeamMembers', removeTeamMembers: 'removeTeamMembers', updateTeamInfo: 'updateTeam', addTeamManagers: 'addTeamManagers',
  removeTeamManagers: 'removeTeamManagers', transferTeam: 'transferTeam', leaveTeam: 'leaveTeam', dismissTeam: 'dismissTeam',
  muteTeamMember: 'updateMuteStateInTeam', getTeamMembers: 'getTeamMembers',
};

/** @param Classic the SDK's own class @returns a class that is made and used as the newer ones' */
export function asNewer(Classic) {
  return class extends EventEmitter {
    #options;
    #classic;

    constructor(options) {
      super();
      this.#options = options;
      for (const service of Object.keys(NAMES)) this[service] = this.#service(NAMES[service]);
    }

    connect() {
      const { appkey, account, token, lbsUrls: [lbsUrl], needReconnect, linkUrl, ...others } = this.#options;
      return new Promise((resolve, reject) => {
        this.#classic = Classic.getInstance({
          appKey: appkey,
          account,
          token,
          lbsUrl,
          needReconnect,
          binaryWebsocket: false,
          db: false,
          privateConf: { isDataReportEnable: false, isABTestEnable: false },
          ...others,
          ...this.#listeners(resolve, reject),
        });
      });
    }

    disconnect() {
      return this.#ask('disconnect');
    }

    /** The SDK does not tell when it has ended. */
    async destroy() {
      this.#classic?.destroy();
      this.#classic = undefined;
    }

    kick({ deviceIds }) {
      return this.#ask('kick', { deviceIds });
    }

    msg = {
      sendTextMsg: ({ body, teamSpecializationInfo, onSendBefore, ...options }) =>
        this.#send('sendText', { ...options, text: body, needMsgReceipt: teamSpecializationInfo?.needACK }),
      sendTipMsg: ({ body, ...options }) => this.#send('sendTipMsg', { ...options, tip: body }),
      sendCustomMsg: ({ attach, ...options }) => this.#send('sendCustomMsg', { ...options, content: attach }),
      sendGeoLocationMsg: ({ attach, ...options }) => this.#send('sendGeo', { ...options, geo: attach }),
      resendMsg: ({ msg }) => this.#send('resendMsg', { msg: msg.classic }),
      forwardMsg: ({ msg, ...options }) => this.#send('forwardMsg', { ...options, msg: msg.classic }),
      recallMsg: ({ msg, ps }) => this.#ask('recallMsg', { msg: msg.classic, ps }),
      sendMsgReceipt: ({ msg }) => this.#ask('sendMsgReceipt', { msg: msg.classic }),
      sendTeamMsgReceipt: (options) => this.#ask('sendTeamMsgReceipt', options),
      getTeamMsgReadAccounts: ({ teamMsgReceipt: { teamId, idClient, idServer } }) =>
        this.#ask('getTeamMsgReadAccounts', { teamMsgReceipt: { teamId, idClient, idServer } }),
      deleteSelfMsgs: ({ msgs }) => this.#ask('deleteMsgSelfBatch', { msgs: msgs.map((msg) => msg.classic) }),
    };

    msgLog = {
      getHistoryMsgs: async (options) => (await this.#ask('getHistoryMsgs', options)).msgs.map(messageOf),
    };

    team = {
      createTeam: (options) => this.#ask('createTeam', options),
      ...this.#service(TEAM_NAMES),
    };

    session = {
      resetSessionUnreadCount: ({ id }) => this.#classic.resetSessionUnread(id),
    };

    #service(names) {
      return Object.fromEntries(Object.entries(names).map(([name, own]) => [name, (options) => this.#ask(own, options)]));
    }

    async #send(method, options) {
      return messageOf(await this.#ask(method, options));
    }

    /** Its methods tell what came of it by a callback. */
    #ask(method, options = {}) {
      return new Promise((resolve, reject) => {
        this.#classic[method]({
          ...options,
          done: (error, given, answer) => {
            if (!error) resolve(method === 'getTeamMsgReadAccounts' ? answer : given);
            else reject(Object.assign(new Error(error.message), { code: error.code, msg: given?.idClient ? messageOf(given) : undefined }));
          },
        });
      });
    }

    #listeners(resolve, reject) {
      const same = SAME_EVENTS.map((name) => [`on${name}`, (given) => this.emit(name[0].toLowerCase() + name.slice(1), given)]);
      const renamed = Object.entries(RENAMED_EVENTS).map(([own, name]) => [own, (given) => this.emit(name, given)]);
      return {
        ...Object.fromEntries([...same, ...renamed]),
        onconnect: (given) => this.emit('logined', given),
        onsyncdone: () => {
          this.emit('syncdone');
          resolve();
        },
        ondisconnect: (why) => {
          this.emit(why.code === 'kicked' ? 'kicked' : 'disconnect', why);
          reject(Object.assign(new Error(why.message), why));
        },
        onmsg: (msg) => this.emit('msg', messageOf(msg)),
        onofflinemsgs: (sync) => this.emit('syncOfflineMsgs', { ...sync, msgs: sync.msgs.map(messageOf) }),
        onroamingmsgs: (sync) => this.emit('syncRoamingMsgs', { ...sync, msgs: sync.msgs.map(messageOf) }),
        onsysmsg: (notice) => this.emit('sysMsg', noticeOf(notice)),
        onofflinesysmsgs: (notices) => this.emit('syncSysMsgs', notices.map(noticeOf)),
        onroamingsysmsgs: (notices) => this.emit('syncSysMsgs', notices.map(noticeOf)),
      };
    }
  };
}

/** A message in the newer SDKs' words; `classic` is the SDK's own object, which it wants back. */
function messageOf(own) {
  const status = own.isInBlackList ? 'refused' : STATUS[own.status];
  return { ...own, body: own.text ?? own.tip, status, classic: own };
}

const RECALLS = { p2p: 'recallMsgP2p', team: 'recallMsgTeam', superTeam: 'recallMsgSuperTeam' };

function noticeOf(own) {
  return own.type === 'deleteMsg'
    ? { ...own, type: RECALLS[own.scene], content: own.ps, recallMessageInfo: { idServer: own.deletedIdServer, idClient: own.deletedIdClient } }
    : own;
}
