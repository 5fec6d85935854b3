package io.posthouse.protocol.nim;

/** What the numbers of this wire's properties mean. */
final class Tables {
    /** What a client says of itself when it logs in. */
    static final Table LOGIN =
            Table.of("3 clientType, 4 os, 6 sdkVersion, 8 appLogin, 9 protocolVersion, 10 pushTokenName, 11 pushToken, "
                    + "13 deviceId, 18 appkey, 19 account, 24 browser, 26 session, 32 deviceInfo, 38 customTag, "
                    + "39 customClientType, 40 sdkHumanVersion, 41 hostEnv, 42 userAgent, 44 libEnv, 112 isReactNative, "
                    + "115 authType, 116 loginExt, 1000 token");

    /** What a login is answered with. */
    static final Table WELCOME = Table.of(
            "17 lastLoginDeviceId, 38 customTag, 102 connectionId, 103 ip, 104 port, 106 country, 111 hasXMPush");

    /** A connected device. */
    static final Table PORT = Table.of(
            "3 type, 4 os, 5 mac, 13 deviceId, 19 account, 32 deviceInfo, 38 customTag, 102 connectionId, 103 ip, "
                    + "109 time");

    /** A user name card. */
    static final Table USER = Table.of(
            "1 account, 3 nick, 4 avatar, 5 signature, 6 gender, 7 email, 8 birth, 9 tel, 10 ext, 12 createTime, "
                    + "13 updateTime");

    /** What one account decided about another. */
    static final Table RELATION = Table.of("0 account, 1 isMuted, 2 isBlack, 3 createTime, 4 updateTime");

    /** A message. */
    static final Table MESSAGE = Table.of(
            "0 scene, 1 to, 2 from, 4 fromClientType, 5 fromDeviceId, 6 fromNick, 7 time, 8 type, 9 body, 10 attach, "
                    + "11 idClient, 12 idServer, 13 resendFlag, 14 userUpdateTime, 15 ext, 16 pushPayload, 17 pushContent, "
                    + "18 forcePushIDsList, 19 forcePushContent, 20 needForcePush, 21 needAntiSpam, 22 antiSpamContent, "
                    + "23 antiSpamBIZID, 24 clientAntispamHitting, 25 antiSpamUsingYidun, 26 needACK, 27 yidunCallbackURL, "
                    + "28 needUpdateSession, 29 replyMsgFromAccount, 30 replyMsgToAccount, 31 replyMsgTime, 32 replyMsgIdServer, "
                    + "33 replyMsgIdClient, 34 threadMsgFromAccount, 35 threadMsgToAccount, 36 threadMsgTime, "
                    + "37 threadMsgIdServer, 38 threadMsgIdClient, 39 isDeleted, 40 callbackExt, 41 subType, "
                    + "42 yidunAntiCheating, 43 envConfig, 44 yidunAntiSpamExtension, 45 yidunAntiSpamResult, 47 function, "
                    + "48 topic, 49 customContent, 50 account, 100 needSaveHistory, 101 needRoaming, 102 needSelfSync, "
                    + "104 isMuted, 105 needRouted, 106 isInBlackList, 107 needPush, 108 needOffline, 109 needPushBadge, "
                    + "110 needPushNick, 111 isReplyMsg, 112 ackSnapshot");

    /** A system message: recalls and team notices among them. */
    static final Table SYSTEM =
            Table.of("0 time, 1 type, 2 to, 3 from, 4 content, 5 attach, 6 idServer, 7 needSaveOffline, 8 pushContent, "
                    + "9 pushPayload, 10 deletedIdClient, 11 deletedIdServer, 12 needcAntiSpam, 13 antiSpamContent, "
                    + "14 deletedMsgCreateTime, 15 deletedMsgFromNick, 16 opeAccount, 21 envConfig, 22 callbackExt, "
                    + "105 isRoutable, 107 needPush, 109 needPushBadge, 110 needPushNick");

    /** What the server tells all accounts. */
    static final Table BROADCAST = Table.of("1 id, 2 fromAccid, 4 time, 5 body");

    /** How far somebody has read in p2p. */
    static final Table RECEIPT = Table.of("1 to, 2 from, 7 time, 11 idClient");

    /** A message somebody deleted for itself. */
    static final Table DELETED =
            Table.of("1 scene, 2 from, 3 to, 4 idServer, 5 idClient, 6 deletedMsgCreateTime, 7 time, 8 ext");

    /** A history somebody cleared for itself. */
    static final Table CLEARED =
            Table.of("0 type, 1 otherAccid, 2 isDeleteRoam, 3 toTid, 4 isSyncSelf, 5 fromAccid, 6 time, 7 ext");

    /** What a client wants to be told, and up to which time it knows. */
    static final Table SYNC = Table.of(
            "1 myInfo, 2 offlineMsgs, 3 teams, 7 roamingMsgs, 9 relations, 11 friends, 13 friendUsers, 14 msgReceipts, "
                    + "15 myTeamMembers, 16 donnop, 17 recallMsg, 18 sessionAck, 20 broadcastMsgs, 21 avSignal, 22 superTeams, "
                    + "23 mySuperTeamMembers, 24 superTeamRoamingMsgs, 25 deleteSuperTeamMsg, 26 superTeamSessionAck, "
                    + "27 deleteSelfMsgs, 28 stickTopSessions, 29 sessionHistoryMsgsDelete");

    /** The wish to take a message back. */
    static final Table RECALL =
            Table.of("0 time, 1 type, 2 to, 3 from, 4 ps, 5 attach, 8 pushContent, 9 pushPayload, 10 deletedIdClient, "
                    + "11 deletedIdServer, 16 opeAccount, 21 env, 107 needPush, 109 needPushBadge, 110 needPushNick");

    /** The wish to clear a history. */
    static final Table CLEAR = Table.of("0 type, 1 otherAccid, 2 isDeleteRoam, 3 toTid, 4 isSyncSelf, 7 ext");

    /** A session read mark. */
    static final Table MARK = Table.of("1 scene, 2 to, 3 timetag");

    /** A team or super team. */
    static final Table TEAM = Table.of(
            "1 teamId, 3 name, 4 type, 5 owner, 6 level, 7 selfCustom, 8 valid, 9 memberNum, 10 memberUpdateTime, "
                    + "11 createTime, 12 updateTime, 13 validToCurrentUser, 14 intro, 15 announcement, 16 joinMode, 17 bits, "
                    + "18 ext, 19 serverExt, 20 avatar, 21 beInviteMode, 22 inviteMode, 23 updateTeamMode, 24 updateExtMode, "
                    + "100 mute, 101 muteType");

    /** A member of a team. */
    static final Table MEMBER = Table.of(
            "1 teamId, 3 account, 4 type, 5 nickInTeam, 7 bits, 8 active, 9 valid, 10 joinTime, 11 updateTime, 12 ext, "
                    + "13 mute, 14 invitorAccid");

    /** A member of a super team. */
    static final Table SUPER_MEMBER = Table.of(
            "1 teamId, 3 account, 4 type, 5 nickInTeam, 7 bits, 8 active, 9 valid, 11 updateTime, 12 ext, 13 mute, "
                    + "14 invitorAccid, 15 joinTime");

    /** Who has read a message of a team. */
    static final Table TEAM_RECEIPT = Table.of("0 teamId, 1 idServer, 100 read, 101 unread, 102 idClient, 103 account");

    /** Leave to upload a file. */
    static final Table UPLOAD =
            Table.of("1 objectName, 2 token, 3 bucket, 4 expireTime, 7 expireSec, 8 tag, 9 shortUrl");

    /** Two addresses of one file. */
    static final Table SAFE_ADDRESS = Table.of("0 safeUrl, 1 originUrl");

    /** Where files are downloaded. */
    static final Table CDN = Table.of("1 bucket, 2 cdnDomain, 3 expire, 4 objectNamePrefix");

    /** Switches of the file storage. */
    static final Table GRAY = Table.of("0 config, 1 ttl");

    /** Where more of a session may be read. */
    static final Table MORE = Table.of("0 scene, 1 to, 2 from, 7 time, 12 idServer");

    /** A friend. */
    static final Table FRIEND =
            Table.of("4 account, 5 relationShip, 6 passRelationShip, 7 source, 8 alias, 9 bits, 10 ext, "
                    + "11 createTime, 12 updateTime, 13 serverex");

    /** A session on top of the list. */
    static final Table STICK_TOP = Table.of("1 id, 2 ext, 3 createTime, 4 updateTime");

    /** A session of the account's list. */
    static final Table SESSION = Table.of("1 sessionId, 2 updateTime, 3 ext, 4 lastMsg, 5 lastMsgType");

    /** Which part of that list. */
    static final Table SESSIONS = Table.of("1 minTimestamp, 2 maxTimestamp, 3 includedLastMsg, 4 limit, 5 hasMore");

    /** What is searched for. */
    static final Table SEARCH =
            Table.of("1 keyword, 2 fromTime, 3 toTime, 4 sessionLimit, 5 msglogsLimit, 6 orderRule, "
                    + "7 p2pSessionList, 8 teamSessionList, 9 senderList, 10 msgTypeList, 11 msgSubTypeList");

    /** Which part of a thread. */
    static final Table THREAD = Table.of("1 beginTime, 2 endTime, 3 lastMsgId, 4 limit, 5 reverse");

    /** What a thread says of itself. */
    static final Table THREAD_META = Table.of("1 total, 2 lastMsgTime");

    /** How a friend is deleted. */
    static final Table FRIEND_DELETION = Table.of("1 delAlias");

    /** A status. */
    static final Table STATUS = Table.of(
            "1 type, 2 value, 3 idClient, 4 ext, 5 validTime, 6 broadcastType, 7 sync, 8 validTimeType, 9 durable, 10 time, "
                    + "11 idServer, 12 clientType, 13 serverConfig, 14 serverExt, 101 appid, 103 account, "
                    + "104 enableMultiClient, 106 consid");

    /** That somebody wants to be told statuses. */
    static final Table SUBSCRIPTION = Table.of("1 type, 2 subscribeTime, 3 sync, 102 to, 104 from, 105 time");

    /** A request to an upstream, and its answer. */
    static final Table PROXY = Table.of("1 zone, 2 path, 3 method, 4 header, 5 body");

    /** What the app's own server tells. */
    static final Table PROXY_MSG = Table.of("1 from, 2 body, 3 time");

    /** A channel, and what happened in it. */
    static final Table CHANNEL =
            Table.of("1 type, 2 name, 3 channelId, 4 createTime, 5 expireTime, 6 creatorAccid, 7 ext, "
                    + "8 invalid, 10 fromAccid, 11 toAccid, 12 requestId, 13 needPush, 14 pushTitle, 15 pushContent, 16 pushPayload, "
                    + "17 needPushBadge, 18 members, 19 attach, 20 attachExt, 21 needOffline, 22 msgId, 23 uid, 24 time, "
                    + "25 nertcChannelName, 26 nertcTokenTtl, 27 nertcToken, 28 nertcJoinRoomQueryParamMap, 29 nertcJoinRoomResponse, "
                    + "30 callStatus");

    /** A member of a channel. */
    static final Table CHANNEL_MEMBER = Table.of("1 accid, 2 uid, 3 createTime, 4 expireTime");

    private Tables() {}
}
