package io.posthouse.bench;

/** Why a measurement says nothing, in one sentence for the person who asked for it. */
final class BenchException extends RuntimeException {
    BenchException(String sentence) {
        super(sentence, null, false, false);
    }
}
