package io.posthouse.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.posthouse.model.Command;
import io.posthouse.model.Conversation;
import io.posthouse.model.Message;
import io.posthouse.model.SessionSync;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * The same rules where every conversation and every account may be on another server. A session is marked after the
 * append there, so what changed in the last minute is told again, without its messages.
 */
@OnCluster
class SyncOnClusterTest extends SyncTest {
    @Override
    @Test
    void d7ASessionThatChangedSinceIsToldWithoutMessagesIfNothingIsUndelivered() {
        assertToldAgainWithoutMessages(0);
    }

    @Override
    @Test
    void d7WhatIsSyncedUpIsNotLookedAtAgain() {
        assertToldAgainWithoutMessages(Long.MAX_VALUE >> 12);
    }

    private void assertToldAgainWithoutMessages(long syncedUpTo) {
        Conversation chat = Conversation.between("ann", "bob");
        store().sync(TestStore.device("bob", "d3"));
        Message one = store().send(TestStore.device("ann", "d1"), "bob", "one", "i1");
        store().run(
                        TestStore.device("bob", "d3"),
                        new Command.Acknowledge(List.of(new Command.SessionMark(chat, one.time())), syncedUpTo));
        long since = store().sync(TestStore.device("bob", "d3")).pages.get(0).syncTime();

        SyncedUp after = store().sync(TestStore.device("bob", "d3"), since, 0);

        assertThat(after.offline).isEmpty();
        assertThat(after.sessions).extracting(SessionSync::nextAfter).containsExactly(0L);
    }
}
