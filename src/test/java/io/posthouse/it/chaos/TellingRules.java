package io.posthouse.it.chaos;

import io.posthouse.model.Conversation;
import io.posthouse.model.Entry;
import io.posthouse.model.Message;
import io.posthouse.model.MessageType;
import io.posthouse.model.Recalled;
import io.posthouse.model.Scene;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** D1 to D6, S3, S5, S6, R3, R4 and T3: what each device is told, by whatever way, once and in order. */
final class TellingRules {
    private static final Set<String> MOVES =
            Set.of("createTeam", "addTeamMembers", "removeTeamMembers", "leaveTeam", "applyTeam");

    private static final JsonObject NO_MARKS = new JsonObject();

    private final Reading reading;
    private final Truth truth;
    private final Rules rules;
    private final Breaches breaches;
    private final Map<String, Long> recalledAtNanos = new HashMap<>();
    private final Map<String, String> recallOf = new HashMap<>();

    TellingRules(Reading reading, Truth truth, Rules rules, Breaches breaches) {
        this.reading = reading;
        this.truth = truth;
        this.rules = rules;
        this.breaches = breaches;
        truth.recalls().forEach(r -> {
            String message = name(r.conversation(), r.messageSeq());
            recalledAtNanos.merge(message, truth.knownAtNanos(r), Math::min);
            recallOf.put(message, name(r));
        });
    }

    void check() {
        for (Diary diary : reading.diaries()) {
            DeviceView view = new DeviceView(diary);
            Note scene = reading.scenes().get(diary);
            reading.visits(diary).stream()
                    .filter(visit -> scene == null || visit.opened().atNanos() < scene.atNanos())
                    .forEach(view::check);
            if (scene != null) {
                view.checkMissing(scene);
                reading.visits(diary).stream()
                        .filter(visit -> visit.opened().atNanos() >= scene.atNanos())
                        .forEach(view::check);
            }
        }
        checkHistories();
    }

    private static String name(Conversation conversation, long seq) {
        return conversation.key() + "#" + seq;
    }

    private static String name(Entry entry) {
        return name(entry.conversation(), entry.seq());
    }

    /** S5, T3: whether an account may be told of an entry at all. */
    private boolean isFor(String account, Entry entry) {
        if (!truth.concerns(account, entry.conversation())) {
            return false;
        }
        if (entry instanceof Recalled recalled) {
            return truth.oracle().sawWhatIsRecalled(account, recalled);
        }
        return truth.oracle().stays().sees(account, entry)
                && (!((Message) entry).refused() || entry.from().equals(account));
    }

    private String ruleOf(Entry entry) {
        return entry instanceof Message message && message.refused()
                ? "S5 who has blocked the sender gets nothing, ever"
                : "T3 one sees what was said from joining to leaving, and nobody else's";
    }

    /** Whether a page of the history that was asked for after a recall was known has what was recalled. */
    private void checkHistories() {
        reading.deeds("history").filter(Deed::isOk).forEach(deed -> Truth.answered(deed)
                .forEach(entry -> {
                    long goneAt = recalledAtNanos.getOrDefault(name(entry), Long.MAX_VALUE);
                    if (goneAt < deed.said().atNanos()) {
                        add("R4 what was recalled is in no history", entry, deed.who(), deed.answered());
                    }
                    if (!isFor(deed.who().account(), entry)) {
                        add(ruleOf(entry), entry, deed.who(), deed.answered());
                    }
                }));
    }

    private void add(String rule, Entry entry, Diary diary, Note note) {
        breaches.add(rule, Truth.spell(entry), diary, note);
    }

    /**
     * What a cut left out: what was behind the last acknowledgement, and before a seq.
     *
     * @param after ms
     */
    private record Left(Conversation conversation, long after, long before) {
        boolean holds(Entry entry) {
            return entry.conversation().equals(conversation) && entry.time() > after && entry.seq() < before;
        }
    }

    /** What one device knows, from its first connection on. */
    private final class DeviceView {
        private final Diary diary;
        private final Set<String> told = new HashSet<>();
        private final Map<Conversation, Long> highest = new HashMap<>();
        private final List<Left> left = new ArrayList<>();
        private final Set<Conversation> ownDeeds = new HashSet<>();

        DeviceView(Diary diary) {
            this.diary = diary;
            reading.deeds().stream()
                    .filter(deed -> deed.who() == diary && MOVES.contains(deed.verb()))
                    .forEach(deed -> ownDeeds.add(new Conversation(Scene.TEAM, teamOf(deed))));
        }

        private static String teamOf(Deed deed) {
            boolean isNew = deed.verb().equals("createTeam") && deed.isOk();
            return (isNew ? deed.ok().getJsonObject("team") : deed.fields()).getString("teamId", "");
        }

        void check(Visit visit) {
            Set<String> here = new HashSet<>();
            Map<Conversation, Long> last = new HashMap<>();
            for (Visit.Telling telling : visit.tellings()) {
                check(visit, telling);
                checkOrder(telling, here, last);
                told.add(name(telling.entry()));
            }
            last.forEach((conversation, seq) -> highest.merge(conversation, seq, Math::max));
            visit.cuts().forEach(cut -> cut(visit, cut));
        }

        private void check(Visit visit, Visit.Telling telling) {
            Entry entry = telling.entry();
            if (!isFor(diary.account(), entry)) {
                add(ruleOf(entry), entry, diary, telling.note());
            }
            if (telling.via() == Visit.Via.OFFLINE && entry.from().equals(diary.account())) {
                add("D3 an offline message is from somebody else", entry, diary, telling.note());
            }
            if (isOwn(entry)) {
                add("S6, S7 no copy for the device that sent it", entry, diary, telling.note());
            }
            long goneAt = recalledAtNanos.getOrDefault(name(entry), Long.MAX_VALUE);
            boolean isBySync = telling.via() == Visit.Via.OFFLINE || telling.via() == Visit.Via.ROAMING;
            if (isBySync && goneAt < visit.opened().atNanos()) {
                add("R4 what was recalled is in no offline or roaming set", entry, diary, telling.note());
            }
            if (told.contains(recallOf.getOrDefault(name(entry), ""))) {
                add("R4 what was recalled is not seen after that", entry, diary, telling.note());
            }
        }

        private boolean isOwn(Entry entry) {
            return entry.from().equals(diary.account()) && entry.fromDeviceId().equals(diary.device());
        }

        private void checkOrder(Visit.Telling telling, Set<String> here, Map<Conversation, Long> last) {
            Entry entry = telling.entry();
            Conversation conversation = entry.conversation();
            if (!here.add(name(entry))) {
                add("D5 once on a connection", entry, diary, telling.note());
                return;
            }
            long before = Math.max(
                    last.getOrDefault(conversation, 0L),
                    told.contains(name(entry)) || isOwnNews(entry) ? 0 : highest.getOrDefault(conversation, 0L));
            if (entry.seq() < before) {
                breaches.add(
                        "S3 every device receives a conversation in its order",
                        Truth.spell(entry) + " came after #" + before,
                        diary,
                        telling.note());
            }
            last.merge(conversation, entry.seq(), Math::max);
        }

        /** What the device did to a team itself is told to it by the answer; later it may come as a message, or not. */
        private boolean isOwnNews(Entry entry) {
            return entry instanceof Message message
                    && message.draft().type() == MessageType.NOTIFICATION
                    && message.from().equals(diary.account())
                    && ownDeeds.contains(message.conversation());
        }

        /** D6: only where there was too much. */
        private void cut(Visit visit, Visit.Cut cut) {
            left.add(new Left(cut.conversation(), acknowledged(visit, cut.conversation()), cut.before()));
            long told = visit.tellings().stream()
                    .filter(t -> t.entry().conversation().equals(cut.conversation()))
                    .filter(t -> t.via() == Visit.Via.OFFLINE || t.via() == Visit.Via.ROAMING)
                    .count();
            if (told < rules.cap() / 2) {
                breaches.add(
                        "D6 cut where a cap is",
                        cut.conversation().key() + " before #" + cut.before() + ", told " + told,
                        diary,
                        cut.note());
            }
        }

        /** Up to where the device had said before a connection that it has everything. */
        private long acknowledged(Visit visit, Conversation conversation) {
            String session = conversation.sessionIdOf(diary.account());
            return diary.notes().stream()
                    .filter(note -> note.atNanos() < visit.opened().atNanos() && note.kind() == Note.Kind.SAID)
                    .filter(note -> note.frame().getString("do").equals("ack"))
                    .mapToLong(note ->
                            note.frame().getJsonObject("marks", NO_MARKS).getLong(session, 0L))
                    .max()
                    .orElse(0);
        }

        void checkMissing(Note scene) {
            for (Conversation conversation : truth.conversations()) {
                if (!truth.concerns(diary.account(), conversation)) {
                    continue;
                }
                List<Entry> log = truth.oracle().log(conversation);
                for (Entry entry : log) {
                    if (truth.knownAtNanos(entry) < scene.atNanos() && isDue(entry) && !told.contains(name(entry))) {
                        add("D1 to D4, R3 nothing is lost, D2 without a reconnect", entry, diary, scene);
                    }
                }
            }
        }

        private boolean isDue(Entry entry) {
            boolean isGone = entry instanceof Message message && truth.oracle().isRecalled(message);
            return isFor(diary.account(), entry)
                    && !isGone
                    && !isOwn(entry)
                    && !isOwnNews(entry)
                    && left.stream().noneMatch(cut -> cut.holds(entry));
        }
    }
}
