package io.posthouse.model;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a {@link Command} is answered with when it is not refused. */
public sealed interface Answer {

    /**
     * It is done.
     *
     * @param time ms by the store's clock
     */
    record Done(long time) implements Answer {}

    /**
     * A message is stored (S1).
     *
     * @param durability what was reached: {@code memory}, {@code disk} or {@code replicated(n)}
     * @param duplicate whether this is the first answer given again (S2)
     */
    record Sent(Message message, String durability, boolean duplicate) implements Answer {}

    /**
     * A custom notification was passed on.
     *
     * @param time ms by the store's clock
     * @param refused whether the receiver has blocked the sender, so that it went nowhere (S5)
     */
    record SysMsgDone(long time, boolean refused) implements Answer {}

    record BroadcastSent(Broadcast broadcast) implements Answer {}

    /**
     * @param broadcasts the oldest first
     */
    record Broadcasts(List<Broadcast> broadcasts) implements Answer {}

    record RecallDone(Recalled recalled) implements Answer {}

    /**
     * @param time up to where the receipt says the account has read, after this command
     */
    record ReceiptSent(Conversation conversation, long time) implements Answer {}

    record ReadMarks(List<SessionState> sessions) implements Answer {}

    /**
     * @param more whether the range holds more beyond the last one
     */
    record Messages(List<Message> messages, boolean more) implements Answer {}

    /**
     * @param replies those of the range, in the order asked for
     * @param more whether the range holds more beyond the last one
     * @param total how many replies the account may see; exact up to 1,000
     * @param lastTime ms of the newest of them; 0 if there is none
     */
    record ThreadRead(Message root, List<Message> replies, boolean more, long total, long lastTime) implements Answer {}

    /**
     * @param more whether there may be more than these
     * @param searchedTo if so, ms: what lies on the near side of it was searched, and this is where to go on
     */
    record Found(List<Message> messages, boolean more, long searchedTo) implements Answer {}

    /**
     * @param sessions may be none though there are more, if the account has deleted all that were looked at
     * @param before change time ms to go on before
     */
    record Sessions(List<SessionState> sessions, boolean more, long before) implements Answer {}

    record OneSession(SessionState session) implements Answer {}

    record Relations(List<String> black, List<String> mute) implements Answer {}

    /**
     * @param friends by {@code updateTime}, those who are none any more among them
     * @param whole whether this page starts the list of all, and not of what changed
     * @param nextPage empty if this is the end
     * @param since what to ask after the next time
     */
    record Friends(List<Friend> friends, boolean whole, String nextPage, long since) implements Answer {}

    record StuckOnTop(StickTop top) implements Answer {}

    /**
     * @param tops by {@code updateTime}
     * @param deleted what was taken down since, as far as it is remembered: as many as may be on top
     * @param since what to ask after the next time
     */
    record StickTops(List<StickTop> tops, List<Conversation> deleted, long since) implements Answer {}

    /**
     * What an upstream said.
     *
     * @param status of HTTP, whatever it is
     * @param headers names in lower case
     */
    record Passed(int status, Map<String, String> headers, String body) implements Answer {}

    /**
     * @param reached whether who was invited is connected; true where nobody was
     * @param time ms by the store's clock
     */
    record InChannel(Channel channel, boolean reached, long time) implements Answer {}

    record Channels(List<Channel> channels) implements Answer {}

    record StatusPublished(Status status) implements Answer {}

    /**
     * @param failed accounts for which there was no room, on either side
     */
    record Subscribed(List<String> failed) implements Answer {}

    record Subscriptions(List<Subscription> subscriptions) implements Answer {}

    /**
     * @param nextPage empty if this is the end; an account may come on two pages
     */
    record Statuses(List<Status> statuses, String nextPage) implements Answer {}

    record Cards(List<Card> cards) implements Answer {}

    record Devices(List<OnlineDevice> devices) implements Answer {}

    record KickedDevices(List<String> deviceIds) implements Answer {}

    /**
     * @param newDevice whether this device was never seen before (D4)
     * @param others the account's other connected devices
     * @param life of the store; its name is the epoch: a cursor of another one is worth nothing
     */
    record LoggedIn(String account, Card card, boolean newDevice, List<OnlineDevice> others, StoreLife life, long time)
            implements Answer {
        public String epoch() {
            return life.name();
        }
    }

    record StoreSeen(StoreLife life) implements Answer {}

    /**
     * @param sessions some 50 at most, the most recently changed first; one that changed while pages were read may come again, and
     *     what was told before is known by its seq
     * @param nextPage empty when this is the last page
     * @param syncTime the store's time before which everything is in this sync; the same on all pages
     * @param changes on the first page, account changes after {@code changesAfter}, oldest first
     * @param changesCut whether older changes than the oldest one kept were asked for: forget and reload
     * @param changeNumber the account's last change number
     * @param relations on the first page if the client has no state or {@code changesCut}, else null
     */
    record SyncPage(
            List<SessionSync> sessions,
            String nextPage,
            long syncTime,
            List<Event.AccountChanged> changes,
            boolean changesCut,
            long changeNumber,
            @Nullable Relations relations)
            implements Answer {}

    /**
     * @param entries ascending by seq
     * @param more whether the limit cut the list
     */
    record Missed(List<Entry> entries, SessionState state, boolean more) implements Answer {}

    record Changes(List<Event.AccountChanged> changes, boolean cut, long changeNumber) implements Answer {}

    /**
     * @param storeTime ms when the marks were read
     * @param changeNumbers each asked account's last account-change number
     * @param joiningAt store time at which each asked account was last about to be brought into a team, whatever became of that; 0: never
     */
    record HighWater(long storeTime, List<Mark> marks, Map<String, Long> changeNumbers, Map<String, Long> joiningAt)
            implements Answer {}

    record Mark(String account, Conversation conversation, long changedAt) {}

    /**
     * @param exists whether there is such an account
     * @param salt base64url; meaningless if the account does not exist
     * @param hash base64url of SHA-256 over salt and token; empty if the account has no static token
     */
    record Credential(boolean exists, String salt, String hash) implements Answer {}

    /**
     * @param key base64url
     * @param time ms by the store's clock
     */
    record TicketKey(String key, long time) implements Answer {}

    /**
     * @param held whether the lease that was renewed still held
     * @param time of the store, in ms
     * @param leases node to the end of its lease in ms; of those whose lease holds
     */
    record Nodes(boolean held, long time, Map<String, Long> leases) implements Answer {
        public Set<String> nodeIds() {
            return leases.keySet();
        }
    }

    /**
     * @param left accounts that were left out: members already, or no members
     * @param invited whether the others were invited and have to accept; for an application, whether it has to be passed
     */
    record TeamMade(Team team, List<String> left, boolean invited) implements Answer {}

    /** As {@link TeamMade}, with the store's time instead of the team. */
    record TeamDone(long time, List<String> left, boolean invited) implements Answer {}

    /**
     * @param members the caller's own entry in each of its teams, in their order; none for {@link TeamCommand.FindTeams}
     * @param nextPage the last team's {@link Conversation#key()}, to go on behind it; empty if this is all
     */
    record Teams(List<Team> teams, List<TeamMember> members, String nextPage) implements Answer {}

    /**
     * @param nextPage empty if this is all
     */
    record TeamMembers(List<TeamMember> members, String nextPage) implements Answer {}

    record TeamReads(List<ReadCount> counts) implements Answer {}

    /**
     * Who was a member when the message was sent, less the sender.
     *
     * @param nextPage empty if this is all; an account is on one page only
     */
    record TeamReaders(ReadCount count, List<String> read, List<String> unread, String nextPage) implements Answer {}

    /** Which teams an account is in. */
    record TeamKeys(List<Conversation> teams) implements Answer {}

    /**
     * @param storeTime ms when the marks were read
     * @param marks of the teams that changed; account is empty
     */
    record TeamMarks(long storeTime, List<Mark> marks) implements Answer {}

    /**
     * @param file the id that the file will have
     * @param token lets whoever holds it upload this file and nothing else
     * @param expires ms by the store's clock
     * @param bytesMax how large the file may be
     * @param chunkBytesMax how large one chunk may be
     */
    record UploadOpened(String file, String token, long expires, long bytesMax, int chunkBytesMax) implements Answer {}

    /**
     * @param query to stand behind the file's address; empty if addresses are good without
     * @param expires until when it is good, ms by the store's clock; 0 for ever
     */
    record FileLink(String query, long expires) implements Answer {}

    /**
     * @param lease names the writer's turn
     * @param size the file's size as announced; 0 if it was not
     * @param claimedType what the client believes it to be; may be empty
     */
    record ChunkTaken(String lease, long size, String claimedType) implements Answer {}

    /**
     * @param received bytes that need not be sent again
     * @param size as announced; 0 if it was not
     */
    record UploadState(long received, long size) implements Answer {}

    /**
     * @param key where the bytes belong
     * @param stored whether they are there already
     */
    record FilePlaced(String key, boolean stored) implements Answer {}

    record FileFound(StoredFile file) implements Answer {}

    record DueFiles(List<String> files) implements Answer {}

    /**
     * @param isGone whether nobody may have the file any more: its bytes are to be deleted, then it is to be forgotten
     * @param key the bytes to delete with it; empty if there are none, or others share them
     */
    record FileChecked(boolean isGone, String key) implements Answer {}
}
