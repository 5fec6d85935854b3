package io.posthouse.config;

import java.util.List;
import java.util.Map;

/** What an operator wrote, before anybody knows what it should have been; every part knows its place. */
sealed interface Given {

    /** Where it was written: {@code file:line}, or the environment variable. */
    String place();

    /** How a mistake names it, without the password that an address may hold. Never call this for a secret. */
    default String shown() {
        if (this instanceof Text text) {
            String harmless = text.text().replaceAll("://[^/]*@", "://***@");
            String brief = harmless.length() > 100 ? harmless.substring(0, 100) + "…" : harmless;
            return brief.isEmpty() ? "empty" : "'" + brief + "'";
        }
        return this instanceof Items ? "a list" : "a section";
    }

    record Text(String text, String place) implements Given {}

    record Items(List<Given> items, String place) implements Given {}

    /** @param fields in the order written */
    record Fields(Map<String, Given> fields, String place) implements Given {}
}
