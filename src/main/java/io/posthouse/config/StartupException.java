package io.posthouse.config;

/** Why a gateway cannot start, as one clear sentence for the operator. Not a bug: carries no stack trace. */
public final class StartupException extends RuntimeException {
    public StartupException(String sentence) {
        super(sentence, null, false, false);
    }
}
