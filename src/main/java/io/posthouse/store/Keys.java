package io.posthouse.store;

import io.posthouse.model.Conversation;
import io.posthouse.model.RelationKind;
import java.util.Locale;

/**
 * The names of everything in Redis. What one script touches shares a hash tag: {@code {c:<conversation>}} or
 * {@code {a:<account>}}. No other class makes a key.
 */
final class Keys {
    private final String prefix;

    Keys(String prefix) {
        this.prefix = prefix;
    }

    /** Stream: the conversation's entries, id {@code <time>-<seq>}. */
    String log(Conversation conversation) {
        return of(conversation) + "log";
    }

    /** Hash: the log's state, what each account did to it, and the idempotency map. */
    String meta(Conversation conversation) {
        return of(conversation) + "meta";
    }

    /**
     * Sorted set by message time: seqs that do not count as unread for the account. In a team also what it said itself; with an
     * empty account there is what counts for nobody.
     */
    String gone(Conversation conversation, String account) {
        return of(conversation) + "gone:" + account;
    }

    /** Sorted set by message time: seqs that the account has deleted for itself. */
    String deleted(Conversation conversation, String account) {
        return of(conversation) + "del:" + account;
    }

    /** Sorted set by message time: seqs of the messages that name this seq's as the root of their thread. */
    String thread(Conversation conversation, long rootSeq) {
        return of(conversation) + "thread:" + rootSeq;
    }

    /** Hash: what a team says of itself, its owner, managers, counts and times. */
    String team(Conversation team) {
        return of(team) + "team";
    }

    /** Hash: account to what it is in the team. */
    String members(Conversation team) {
        return of(team) + "members";
    }

    /** Sorted set by ms: the members by when they joined, as of a change of the team's that it names; see team_order.lua. */
    String memberOrder(Conversation team) {
        return of(team) + "order";
    }

    /** Hash: account that was a member to when it was. */
    String former(Conversation team) {
        return of(team) + "former";
    }

    /** Sorted set by time: the last accounts to come or go. */
    String moves(Conversation team) {
        return of(team) + "moves";
    }

    /** Sorted set by time: recalls of what somebody holds who was out already, as {@code <seq>}. */
    String late(Conversation team) {
        return of(team) + "late";
    }

    /** Hash: invitations and applications that wait for an answer. */
    String pending(Conversation team) {
        return of(team) + "pending";
    }

    /** Set: bus addresses of the connection verticles that have members connected. */
    String watchers(Conversation team) {
        return of(team) + "watchers";
    }

    /** Hash: seq to the message's receipts, of messages that want some. */
    String acks(Conversation team) {
        return of(team) + "acks";
    }

    /** Hash: account to which of the messages that want receipts it has read. */
    String reads(Conversation team) {
        return of(team) + "reads";
    }

    /** Hash: how the team's making was answered, while somebody may ask for it again. */
    String made(Conversation team) {
        return of(team) + "made";
    }

    /** String: which team the account made under an idClient, while that is remembered. */
    String made(String account, String idClient) {
        return of(account) + "made:" + idClient;
    }

    /** Hash: team to ms when this was written. A superset of the teams that the account is in; the team is the truth. */
    String teams(String account) {
        return of(account) + "teams";
    }

    /** Sorted set by time: teams that the account waits to be let into, or is invited to. */
    String asked(String account) {
        return of(account) + "asked";
    }

    /** Hash: token, card, number of the last change, when it was last about to be brought into a team. */
    String account(String account) {
        return of(account) + "account";
    }

    /** Sorted set by change time: the account's conversations. */
    String recent(String account) {
        return of(account) + "recent";
    }

    /** Hash: conversation to the time that any device has acknowledged. */
    String acknowledged(String account) {
        return of(account) + "ack";
    }

    /** In front of a device id: hash of conversation to the time that this device has acknowledged. */
    String devicePrefix(String account) {
        return of(account) + "dev:";
    }

    String device(String account, String deviceId) {
        return devicePrefix(account) + deviceId;
    }

    /** Sorted set by time last seen: the devices that are remembered. */
    String devices(String account) {
        return of(account) + "devices";
    }

    /** Hash: connection to where it is. */
    String online(String account) {
        return of(account) + "online";
    }

    /** Stream: the numbered changes of the account, id {@code <number>-0}. */
    String changes(String account) {
        return of(account) + "changes";
    }

    /** Set: the accounts that are blocked or muted. */
    String relation(String account, RelationKind kind) {
        return of(account) + kind.name().toLowerCase(Locale.ROOT);
    }

    /** Hash: conversation to what is kept about it on top of the list, and the last stamp; see stick_top.lua. */
    String stickTops(String account) {
        return of(account) + "tops";
    }

    /** Sorted set by stamp: conversations that were on top and are no more. */
    String stickTopsDeleted(String account) {
        return of(account) + "topsdeleted";
    }

    /** Hash: account to what is kept about it as a friend, and three counts; see friend.lua. */
    String friends(String account) {
        return of(account) + "friends";
    }

    /** Sorted set by last change: the friends, the deleted ones too. */
    String friendTimes(String account) {
        return of(account) + "friendtimes";
    }

    /** Sorted set by ms: who applied for the account's friendship. */
    String applications(String account) {
        return of(account) + "applications";
    }

    /** Set: those blocked accounts that have the account among their friends, and it does not have them. */
    String befriended(String account) {
        return of(account) + "befriended";
    }

    /** Sorted set by ms: whose friendship the account applied for. */
    String applying(String account) {
        return of(account) + "applying";
    }

    /** Hash: account to what was done about the friendship with it and may not have reached its side, see friend.lua. */
    String unsure(String account) {
        return of(account) + "unsure";
    }

    /** Hash: type of status to what is kept of it, see status_publish.lua. */
    String statuses(String account) {
        return of(account) + "statuses";
    }

    /** Sorted set by ms at which it ends: who subscribed to the account's statuses, see followers.lua. */
    String followers(String account) {
        return of(account) + "followers";
    }

    /** Hash: what the account subscribed to, see status_subscribe.lua. */
    String subscriptions(String account) {
        return of(account) + "subscriptions";
    }

    /** Sorted set by ms at which its membership ends: the channels that the account is in. A superset: the channel is the truth. */
    String channels(String account) {
        return of(account) + "channels";
    }

    /** Hash with a life: what a channel is, see channel.lua. */
    String channel(String id) {
        return ofChannel(id) + "channel";
    }

    /** Hash with the same life: account to what it is in the channel, see channel.lua. */
    String channelMembers(String id) {
        return ofChannel(id) + "members";
    }

    /** Hash with the same life: "account requestId" to an invitation, see invitation.lua. */
    String invitations(String id) {
        return ofChannel(id) + "invitations";
    }

    /** String with the life of the channel: the id of the channel of that name. */
    String channelName(String name) {
        return prefix + "channelname:" + name;
    }

    /** Sorted set by end of lease: the nodes. */
    String nodes() {
        return prefix + "nodes";
    }

    /** Sorted set by end of life: where the nodes' member lists are reached. */
    String nodeAddresses() {
        return prefix + "nodeaddresses";
    }

    /** String: what the nodes prove to each other. */
    String nodesSecret() {
        return prefix + "nodessecret";
    }

    /** Hash: the store's life, see life.lua. */
    String life() {
        return prefix + "life";
    }

    /** String: ms when a node was last here. */
    String lifePart(String tag) {
        return prefix + "life:{" + tag + "}";
    }

    /** String: the version of everything that these keys hold. */
    String schema() {
        return prefix + "schema";
    }

    /** String: the key that signs tickets. */
    String ticketKey() {
        return prefix + "ticketkey";
    }

    /** String with a life: a ticket that was used. */
    String ticket(String ticket) {
        return prefix + "ticket:" + ticket;
    }

    /** Stream: the broadcasts that live, id {@code <number>-0}. */
    String broadcasts() {
        return prefix + "{broadcasts}:log";
    }

    /** Counter: the last broadcast's number. */
    String broadcastNumber() {
        return prefix + "{broadcasts}:number";
    }

    /** Hash: an upload, and then the file. */
    String file(String file) {
        return prefix + "{f:" + file + "}:file";
    }

    /** Sorted set by the time they were made: the messages that refer to a file. */
    String references(String file) {
        return prefix + "{f:" + file + "}:refs";
    }

    /** Hash: where some bytes are, and the files that share them. */
    String bytes(String digest) {
        return prefix + "bytes:" + digest;
    }

    /** Sorted set by the time they have to be looked at: all uploads and files. */
    String files() {
        return prefix + "files";
    }

    /** Hash: what an account has uploaded today. */
    String share(String account) {
        return of(account) + "share";
    }

    /** Counter: the last conversation number that was handed out. */
    String numbers() {
        return prefix + "numbers";
    }

    private String of(Conversation conversation) {
        return prefix + "{c:" + conversation.key() + "}:";
    }

    private String ofChannel(String id) {
        return prefix + "{s:" + id + "}:";
    }

    private String of(String account) {
        return prefix + "{a:" + account + "}:";
    }
}
