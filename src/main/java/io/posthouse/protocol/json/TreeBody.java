package io.posthouse.protocol.json;

import io.posthouse.model.Caller;
import io.posthouse.model.ClientType;
import io.posthouse.model.Fault;
import io.posthouse.model.FaultException;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The fields of a request off the hot path, kept until all have come. */
final class TreeBody implements Verb.Body {
    private static final Caller NOBODY = new Caller("", "", ClientType.WEB, "", null);

    private final Set<String> known;
    private final Function<Fields, Wish> make;
    private final Map<String, Object> values = new HashMap<>();

    TreeBody(Set<String> known, Function<Fields, Wish> make) {
        this.known = known;
        this.make = make;
    }

    @Override
    public Set<String> fields() {
        return known;
    }

    @Override
    public void field(String name, Values in) throws IOException {
        if (!known.contains(name)) {
            in.skip();
            return;
        }
        Object value = in.any(name);
        if (value != null && values.put(name, value) != null) {
            throw new FaultException(Fault.MALFORMED, name);
        }
    }

    @Override
    public Wish wish(@Nullable Caller caller) {
        return make.apply(new Fields(values, caller == null ? NOBODY : caller, ""));
    }
}
