package io.posthouse.protocol.nim;

import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The numbers that one kind of property has on the wire instead of names. */
final class Table {
    private static final Pattern ROW = Pattern.compile("(\\d+) (\\w+)(?:, |$)");

    private final Map<String, String> keys = new HashMap<>();

    private Table() {}

    /**
     * @param rows {@code 0 scene, 1 to, …}
     */
    static Table of(String rows) {
        Table table = new Table();
        Matcher row = ROW.matcher(rows);
        int end = 0;
        while (row.find()) {
            if (row.start() != end || table.keys.put(row.group(2), row.group(1)) != null) {
                throw new IllegalArgumentException("not rows of a table, or a name twice: " + rows);
            }
            end = row.end();
        }
        if (end != rows.length()) {
            throw new IllegalArgumentException("not rows of a table: " + rows);
        }
        return table;
    }

    /** The number of a field, as the key it is in JSON. */
    String key(String name) {
        String key = keys.get(name);
        if (key == null) {
            throw new IllegalArgumentException("not in this table: " + name);
        }
        return key;
    }

    /** Name and number of every field. */
    Map<String, String> keys() {
        return Map.copyOf(keys);
    }
}
