package io.posthouse.store;

import java.util.Locale;

/** The Lua scripts, one verb each. What KEYS and ARGV hold stands at the head of each file. */
enum Script {
    SCHEMA(false),
    SEND(true),
    TEAM_SEND(true),
    NOTIFY(false),
    TEAM_NOTIFY(false),
    BROADCAST(false),
    BROADCASTS(false),
    BROADCAST_ACK(false),
    RECALL(false),
    TEAM_RECALL(false),
    VIEW(false),
    PENDING(false),
    HISTORY(false),
    MESSAGES(false),
    THREAD(false),
    SYNC(false),
    FOLD(false),
    SETTLE(false),
    MARKS(false),
    ACKNOWLEDGE(true),
    READ(false),
    RECEIPT(false),
    DELETE(false),
    CLEAR(false),
    TRIM(false),
    TEAM_TRIM(false),
    FORGET(false),
    CHANGE(false),
    CHANGES(false),
    RELATE(false),
    CARD(false),
    STICK_TOP(false),
    STICK_TOPS(false),
    SESSION_NOTE(false),
    FRIEND_ADD(false),
    FRIEND_REMOVE(false),
    FRIEND_SETTLE(false),
    FRIEND_UPDATE(false),
    FRIEND_WISH(false),
    FRIEND_APPLY(false),
    FRIEND_TELL(false),
    FRIEND_REJECT(false),
    FRIEND_LIST(false),
    STATUS_PUBLISH(false),
    STATUS_SUBSCRIBE(false),
    STATUS_FOLLOW(false),
    STATUS_READ(false),
    CHANNEL_CREATE(false),
    CHANNEL_READ(false),
    CHANNEL_JOIN(false),
    CHANNEL_DELAY(false),
    CHANNEL_LEAVE(false),
    CHANNEL_CLOSE(false),
    CHANNEL_INVITE(false),
    CHANNEL_ANSWER(false),
    CREATE(false),
    TOKEN(false),
    REGISTER(false),
    LOGOUT(false),
    KICK(false),
    WATER(false),
    LEASE(false),
    LIFE(false),
    LIFE_PART(false),
    MEET(false),
    TICKET(false),
    TICKET_KEY(false),
    FILE_OPEN(false),
    FILE_TAKE(false),
    FILE_END(false),
    FILE_ABORT(false),
    FILE_NOTE(false),
    FILE_JOIN(false),
    FILE_LEAVE(false),
    FILE_HOLD(false),
    FILE_DROP(false),
    FILE_SHARE(false),
    TEAM_RECEIPT(false),
    TEAM_READS(false),
    TEAM_READERS(false),
    HINT(true),
    CLAIM(false),
    ASK(false),
    TEAM_CREATE(false),
    TEAM_MADE(false),
    TEAM_ADD(false),
    TEAM_REMOVE(false),
    TEAM_LEAVE(false),
    TEAM_DISMISS(false),
    TEAM_TRANSFER(false),
    TEAM_FORGET(false),
    TEAM_APPOINT(false),
    TEAM_MUTE(false),
    TEAM_UPDATE(false),
    TEAM_MEMBER(false),
    TEAM_APPLY(false),
    TEAM_PASS(false),
    TEAM_ACCEPT(false),
    TEAM_INFO(true),
    TEAM_LIST(false),
    TEAM_JOINED(false),
    TEAM_ORDER(false),
    TEAM_FIND(false);

    private final boolean takesMany;
    private final String text;
    private final String sha;

    Script(boolean takesMany) {
        this.takesMany = takesMany;
        this.text = ScriptText.of(name().toLowerCase(Locale.ROOT));
        this.sha = ScriptText.sha1(text);
    }

    /** Whether calls of one batch are put into one: ARGV[1] is the number of keys each, the reply has one element each. */
    boolean takesMany() {
        return takesMany;
    }

    String text() {
        return text;
    }

    /** What EVALSHA names it by. */
    String sha() {
        return sha;
    }
}
