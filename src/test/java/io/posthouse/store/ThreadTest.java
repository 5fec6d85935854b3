package io.posthouse.store;

import static io.posthouse.store.TestStore.device;
import static org.assertj.core.api.Assertions.assertThat;

import io.posthouse.model.Answer;
import io.posthouse.model.ArchiveCommand.GetMessages;
import io.posthouse.model.ArchiveCommand.GetThread;
import io.posthouse.model.ArchiveCommand.MessageName;
import io.posthouse.model.Caller;
import io.posthouse.model.Command;
import io.posthouse.model.Conversation;
import io.posthouse.model.Draft;
import io.posthouse.model.Event;
import io.posthouse.model.Fault;
import io.posthouse.model.Message;
import io.posthouse.model.MessageType;
import io.posthouse.model.RelationKind;
import io.posthouse.model.Scene;
import io.posthouse.model.Setting;
import io.posthouse.team.TeamAction;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.junit5.VertxExtension;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Single messages, and the messages of a thread, as the history of an account shows them (A4, T3). */
@ExtendWith({VertxExtension.class, RedisExtension.class})
class ThreadTest {
    private static final Conversation WITH_BOB = Conversation.between("ann", "bob");
    private static final Setting NO_HISTORY = new Setting(false, true, true, true, true, false);

    private final Caller ann = device("ann", "d1");
    private final Caller bob = device("bob", "d2");
    private final Caller eve = device("eve", "d3");
    private TestStore store;
    private Keys keys;
    private int sent;

    @BeforeEach
    void open(Vertx vertx, RedisExtension.TestRedis redis) {
        store = TestStore.open(vertx, redis.config(), redis.target());
        keys = new Keys(redis.keyPrefix());
    }

    @AfterEach
    void close() {
        store.close();
    }

    private Message say(Caller from, String to, String body, @Nullable Message root) {
        return send(from, draft(Scene.P2P, to, body, root == null ? null : root.idServer(), Setting.DEFAULT));
    }

    private Message send(Caller from, Draft draft) {
        Command send = draft.scene() == Scene.P2P
                ? new Command.Send(draft)
                : new Command.Granted(new Command.Send(draft), List.of(TeamAction.SEND.grant()));
        return store.answer(from, send, Answer.Sent.class).message();
    }

    private Draft draft(Scene scene, String to, String body, @Nullable String root, Setting setting) {
        sent++;
        String thread = root == null
                ? null
                : new JsonObject().put("threadMsgIdServer", root).encode();
        return new Draft(
                scene, to, MessageType.TEXT, body, null, "c" + sent, null, null, setting, null, thread, null, false);
    }

    private static MessageName name(Message message) {
        return new MessageName(message.conversation(), message.idServer(), message.time());
    }

    private Answer.ThreadRead thread(Caller caller, Message root) {
        return thread(caller, new GetThread(name(root), 0, 0, "", 100, true));
    }

    private Answer.ThreadRead thread(Caller caller, GetThread ask) {
        return store.answer(caller, ask, Answer.ThreadRead.class);
    }

    private static List<String> texts(List<Message> messages) {
        return messages.stream()
                .map(message -> String.valueOf(message.draft().body()))
                .toList();
    }

    private List<String> lookUp(Caller caller, MessageName... names) {
        return texts(store.answer(caller, new GetMessages(List.of(names)), Answer.Messages.class)
                .messages());
    }

    private void recall(Caller by, Message message) {
        store.run(
                by,
                new Command.Recall(
                        message.conversation(),
                        message.from(),
                        message.draft().idClient(),
                        message.idServer(),
                        null,
                        null));
    }

    private void delete(Caller by, Message message) {
        Event.DeletedMessage deleted = new Event.DeletedMessage(
                message.conversation(),
                message.idServer(),
                message.draft().idClient(),
                message.from(),
                message.time(),
                null);
        store.run(by, new Command.DeleteMessages(List.of(deleted)));
    }

    @Test
    void aThreadHoldsTheRepliesToItsRootAndNothingElse() {
        Message root = say(ann, "bob", "root", null);
        say(bob, "ann", "one", root);
        say(ann, "bob", "beside", null);
        Message other = say(bob, "ann", "other root", null);
        say(ann, "bob", "two", root);
        say(ann, "bob", "elsewhere", other);

        Answer.ThreadRead thread = thread(bob, root);

        assertThat(thread.root()).isEqualTo(root);
        assertThat(texts(thread.replies())).containsExactly("one", "two");
        assertThat(thread.total()).isEqualTo(2);
        assertThat(thread.lastTime()).isEqualTo(thread.replies().get(1).time());
        assertThat(thread.more()).isFalse();
        assertThat(texts(thread(ann, other).replies())).containsExactly("elsewhere");
    }

    @Test
    void aThreadIsPagedInBothDirectionsAndByTime() {
        Message root = say(ann, "bob", "root", null);
        List<Message> replies = new ArrayList<>();
        for (int i = 0; i < 7; i++) {
            replies.add(say(bob, "ann", "r" + i, root));
        }

        Answer.ThreadRead newest = thread(ann, new GetThread(name(root), 0, 0, "", 3, false));
        String last = newest.replies().get(2).idServer();
        Answer.ThreadRead next = thread(ann, new GetThread(name(root), 0, 0, last, 100, false));
        Answer.ThreadRead oldest = thread(ann, new GetThread(name(root), 0, 0, "", 3, true));
        long from = replies.get(2).time();
        Answer.ThreadRead range = thread(
                ann,
                new GetThread(
                        name(root), from, replies.get(4).time(), replies.get(2).idServer(), 100, true));

        assertThat(texts(newest.replies())).containsExactly("r6", "r5", "r4");
        assertThat(newest.more()).isTrue();
        assertThat(texts(next.replies())).containsExactly("r3", "r2", "r1", "r0");
        assertThat(next.more()).isFalse();
        assertThat(texts(oldest.replies())).containsExactly("r0", "r1", "r2");
        assertThat(texts(range.replies())).containsExactly("r3", "r4");
        assertThat(newest.total()).isEqualTo(7);
        assertThat(next.total()).isEqualTo(7);
        recall(bob, replies.get(4));
        Answer.ThreadRead behind = thread(ann, new GetThread(name(root), 0, 0, last, 2, false));
        assertThat(texts(behind.replies()))
                .as("behind one that is there no more")
                .containsExactly("r3", "r2");
    }

    @Test
    void whatIsRecalledDeletedOrOfNoHistoryIsInNoThread() {
        Message root = say(ann, "bob", "root", null);
        Message recalled = say(bob, "ann", "recalled", root);
        Message deleted = say(bob, "ann", "deleted", root);
        send(bob, draft(Scene.P2P, "ann", "fleeting", root.idServer(), NO_HISTORY));
        Message kept = say(bob, "ann", "kept", root);

        recall(bob, recalled);
        delete(ann, deleted);

        assertThat(texts(thread(ann, root).replies())).as("R4, A4, D8").containsExactly("kept");
        assertThat(thread(ann, root).total()).isEqualTo(1);
        assertThat(thread(ann, root).lastTime()).isEqualTo(kept.time());
        assertThat(texts(thread(bob, root).replies())).containsExactly("deleted", "kept");
    }

    @Test
    void aRefusedReplyIsInTheThreadOfWhoSentItAlone() {
        Message root = say(ann, "bob", "root", null);
        store.run(bob, new Command.SetRelation(RelationKind.BLACK, "ann", true));
        say(ann, "bob", "refused", root);

        assertThat(texts(thread(ann, root).replies())).as("S5").containsExactly("refused");
        assertThat(thread(bob, root).replies()).as("S5").isEmpty();
        assertThat(thread(bob, root).total()).isZero();
    }

    @Test
    void withoutItsRootAThreadIsNotFound() {
        Message root = say(ann, "bob", "root", null);
        say(bob, "ann", "reply", root);
        GetThread ask = new GetThread(name(root), 0, 0, "", 100, true);

        assertThat(store.fault(eve, ask)).isEqualTo(Fault.NOT_FOUND);
        recall(ann, root);
        assertThat(store.fault(bob, ask)).isEqualTo(Fault.NOT_FOUND);
    }

    @Test
    void whatIsNoEarlierMessageOfTheConversationIsNoRoot() {
        Message elsewhere = say(ann, "cleo", "elsewhere", null);
        Message root = say(ann, "bob", "root", null);
        String later = "999" + root.idServer().substring(root.idServer().length() - 12);
        for (String wrong : List.of(elsewhere.idServer(), later, "x", "", "0", root.idServer() + "9")) {
            send(bob, draft(Scene.P2P, "ann", "reply to " + wrong, wrong, Setting.DEFAULT));
        }
        Draft odd = draft(Scene.P2P, "ann", "odd", "1", Setting.DEFAULT);
        for (String thread : List.of("{\"threadMsgIdServer\":7}", "{}", "{\"threadMsgIdServer\":{\"a\":1}}")) {
            send(
                    bob,
                    new Draft(
                            odd.scene(),
                            odd.to(),
                            odd.type(),
                            "odd",
                            null,
                            "odd" + thread.hashCode(),
                            null,
                            null,
                            Setting.DEFAULT,
                            null,
                            thread,
                            null,
                            false));
        }

        assertThat(thread(ann, root).total()).isZero();
        assertThat(thread(ann, elsewhere).total()).isZero();
    }

    @Test
    void aResendPutsAReplyIntoItsThreadThatACrashLeftOut() {
        Message root = say(ann, "bob", "root", null);
        Draft draft = draft(Scene.P2P, "ann", "reply", root.idServer(), Setting.DEFAULT);
        send(bob, draft);
        store.raw(Call.of(io.vertx.redis.client.Command.UNLINK).key(keys.thread(WITH_BOB, root.seq())));
        assertThat(thread(ann, root).total()).isZero();

        send(bob, draft);

        assertThat(texts(thread(ann, root).replies())).as("S2").containsExactly("reply");
    }

    @Test
    void inATeamAMemberSeesTheRepliesOfItsStay() {
        TeamTalk talk = TeamTalk.begin(store, "ann", "bob");
        String id = talk.team.id();
        Message root = send(ann, draft(Scene.TEAM, id, "root", null, Setting.DEFAULT));
        send(bob, draft(Scene.TEAM, id, "before", root.idServer(), Setting.DEFAULT));
        talk.join("eve");
        Message later = send(ann, draft(Scene.TEAM, id, "later root", null, Setting.DEFAULT));
        send(bob, draft(Scene.TEAM, id, "in", later.idServer(), Setting.DEFAULT));
        talk.remove("eve");
        send(bob, draft(Scene.TEAM, id, "after", later.idServer(), Setting.DEFAULT));

        assertThat(texts(thread(bob, root).replies())).containsExactly("before");
        assertThat(store.fault(eve, new GetThread(name(root), 0, 0, "", 100, true)))
                .as("T3")
                .isEqualTo(Fault.NOT_FOUND);
        assertThat(texts(thread(eve, later).replies())).as("T3").containsExactly("in");
        assertThat(thread(eve, later).total()).isEqualTo(1);
        assertThat(store.fault(device("zoe", "d9"), new GetThread(name(later), 0, 0, "", 100, true)))
                .isEqualTo(Fault.NOT_A_MEMBER);
        assertThat(lookUp(eve, name(root), name(later))).as("T3").containsExactly("later root");
        assertThat(lookUp(device("zoe", "d9"), name(root), name(later))).isEmpty();
    }

    @Test
    void singleMessagesAreReadInTheOrderAskedForAcrossConversations() {
        Message one = say(ann, "bob", "one", null);
        Message two = say(ann, "cleo", "two", null);
        Message three = say(bob, "ann", "three", null);

        assertThat(lookUp(ann, name(three), name(two), name(one), name(two)))
                .containsExactly("three", "two", "one", "two");
    }

    @Test
    void aMessageThatIsNotThereOrNotToBeSeenIsLeftOut() {
        Message deleted = say(ann, "bob", "deleted", null);
        Message recalled = say(ann, "bob", "recalled", null);
        Message kept = say(ann, "bob", "kept", null);
        recall(ann, recalled);
        delete(ann, deleted);
        MessageName otherTime = new MessageName(WITH_BOB, kept.idServer(), kept.time() + 1);
        String otherNumber = kept.seq() + "999999999999";
        MessageName otherId = new MessageName(WITH_BOB, otherNumber, kept.time());

        assertThat(lookUp(ann, name(deleted), name(recalled), otherTime, otherId, name(kept)))
                .containsExactly("kept");
        assertThat(lookUp(bob, name(deleted), name(recalled), name(kept))).containsExactly("deleted", "kept");
        store.run(bob, new Command.ClearHistory(WITH_BOB));
        assertThat(lookUp(bob, name(deleted), name(kept))).as("A4").isEmpty();
        assertThat(store.fault(eve, new GetMessages(List.of(name(kept))))).isEqualTo(Fault.NOT_FOUND);
    }

    @Test
    void aLongThreadIsReadToItsEnd() {
        Message root = say(ann, "bob", "root", null);
        List<String> said = new ArrayList<>();
        for (int i = 0; i < 450; i++) {
            said.add(say(bob, "ann", "r" + i, root).idServer());
        }

        Answer.ThreadRead thread = thread(ann, new GetThread(name(root), 0, 0, "", 1_000, true));

        assertThat(thread.replies()).extracting(Message::idServer).containsExactlyElementsOf(said);
        assertThat(thread.total()).isEqualTo(450);
        assertThat(thread.more()).isFalse();
    }
}
