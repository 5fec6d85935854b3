package io.posthouse.it;

import io.posthouse.client.ChatMessage;
import io.posthouse.client.History;
import io.posthouse.client.PosthouseClient;
import io.posthouse.model.Scene;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/** Reads a whole history, page by page, as an app would. */
final class HistoryPages {
    private static final int PAGE = 100;

    private HistoryPages() {}

    static List<ChatMessage> ascending(PosthouseClient client, String to) throws Exception {
        List<ChatMessage> all = new ArrayList<>();
        History next = new History(Scene.P2P, to, 0, 0, "", PAGE, true, Set.of());
        boolean more = true;
        while (more) {
            History.Page page = client.history(next).await(20, TimeUnit.SECONDS);
            all.addAll(page.msgs());
            more = page.more();
            next = all.isEmpty() ? next : next.after(all.get(all.size() - 1));
        }
        return all;
    }
}
