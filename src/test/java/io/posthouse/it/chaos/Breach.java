package io.posthouse.it.chaos;

/**
 * Something that the rules do not allow.
 *
 * @param rule its number in product.md, and its words
 * @param note where it shows
 */
record Breach(String rule, String what, Diary diary, Note note) {
    private static final int BEFORE = 12;
    private static final int AFTER = 3;

    /** With the history around it. */
    String tell() {
        int at = diary.notes().indexOf(note);
        int from = Math.max(0, at - BEFORE);
        int to = Math.min(diary.notes().size(), at + AFTER + 1);
        StringBuilder text = new StringBuilder(this + System.lineSeparator() + "the history of " + diary.name()
                + " around it, notes " + from + " to " + (to - 1) + " of "
                + diary.notes().size() + ":");
        for (int i = from; i < to; i++) {
            text.append(System.lineSeparator())
                    .append(i == at ? "> " : "  ")
                    .append(diary.notes().get(i));
        }
        return text.toString();
    }

    @Override
    public String toString() {
        return rule + ": " + what + " (" + diary.name() + ")";
    }
}
