package io.posthouse.protocol.nim;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A property on its way to a client: what is null stays away. */
final class Property {
    private final Table table;
    private final Map<String, Object> values = new LinkedHashMap<>();

    Property(Table table) {
        this.table = table;
    }

    Property put(String field, @Nullable Object value) {
        if (value != null) {
            values.put(table.key(field), value);
        }
        return this;
    }

    /** As 1, if it is so. */
    Property mark(String field, boolean flag) {
        return flag ? put(field, 1) : this;
    }

    Map<String, Object> values() {
        return values;
    }
}
