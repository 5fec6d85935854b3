package io.posthouse.store;

import java.text.Normalizer;

/** A text that is looked for in others, whatever its case, width and composition, in any language. */
final class Keyword {
    private final String folded;

    Keyword(String text) {
        folded = fold(text);
    }

    boolean isIn(String text) {
        return fold(text).contains(folded);
    }

    /** What is the same to a reader becomes the same: character by character, so that a part of a text folds as it does within it. */
    static String fold(String text) {
        String composed = Normalizer.normalize(text, Normalizer.Form.NFKC);
        StringBuilder folded = new StringBuilder(composed.length());
        composed.codePoints()
                .map(c -> Character.toLowerCase(Character.toUpperCase(c)))
                .forEach(folded::appendCodePoint);
        return folded.toString();
    }
}
