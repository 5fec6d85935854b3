package io.posthouse.it.chaos;

import java.util.List;

/** All that one device said and heard, in the order in which it did. */
final class Diary {
    private final String account;
    private final String device;
    private final List<Note> notes;

    Diary(String account, String device, List<Note> notes) {
        this.account = account;
        this.device = device;
        this.notes = notes;
    }

    String account() {
        return account;
    }

    String device() {
        return device;
    }

    List<Note> notes() {
        return notes;
    }

    String name() {
        return account + "/" + device;
    }
}
