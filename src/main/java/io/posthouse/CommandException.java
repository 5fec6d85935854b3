package io.posthouse;

/** Why a command of the command line could not be done, in one sentence for the person who gave it. */
final class CommandException extends RuntimeException {
    CommandException(String sentence) {
        super(sentence, null, false, false);
    }
}
