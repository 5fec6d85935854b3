package io.posthouse.it.chaos;

import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;

/** Says what in the recorded histories of devices product.md does not allow. Reads nothing but them. */
final class Judge {
    private final Rules rules;

    Judge(Rules rules) {
        this.rules = rules;
    }

    /** The earliest first; empty if all is well. */
    List<Breach> judge(List<Diary> diaries) {
        Breaches breaches = new Breaches();
        Reading reading = new Reading(diaries);
        Truth truth = new Truth(reading, breaches);
        new SendRules(reading, rules, breaches).check();
        new RecallRules(reading, truth, rules, breaches).check();
        new TellingRules(reading, truth, rules, breaches).check();
        new MarkRules(reading, truth, breaches).check();
        new ExactRules(reading, truth, breaches).check();
        return breaches.inOrder();
    }

    /** Whether every device was told by now all that it has to be told (D1 to D4, R3). */
    boolean isAllTold(List<Diary> diaries) {
        List<Diary> until = diaries.stream().map(Judge::withScene).toList();
        Breaches breaches = new Breaches();
        Reading reading = new Reading(until);
        new TellingRules(reading, new Truth(reading, breaches), rules, breaches).check();
        return breaches.inOrder().stream().noneMatch(breach -> breach.note().kind() == Note.Kind.SCENE);
    }

    private static Diary withScene(Diary diary) {
        List<Note> notes = new ArrayList<>(diary.notes());
        notes.add(new Note(Long.MAX_VALUE, 0, 0, Note.Kind.SCENE, new JsonObject()));
        return new Diary(diary.account(), diary.device(), notes);
    }
}
