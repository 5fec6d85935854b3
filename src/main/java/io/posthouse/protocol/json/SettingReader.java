package io.posthouse.protocol.json;

import com.fasterxml.jackson.core.JsonToken;
import io.posthouse.model.Fault;
import io.posthouse.model.FaultException;
import io.posthouse.model.Setting;
import java.io.IOException;
import java.util.List;

/** Reads {@code setting} and {@code teamSpecializationInfo}: objects of flags that keep their default if absent. */
final class SettingReader {
    private static final List<String> FLAGS =
            List.of("needSaveHistory", "needRoaming", "needOffline", "needSelfSync", "needUpdateSession", "resendFlag");

    private int seen;
    private int values = 0b011111;

    Setting read(Values in, String field) throws IOException {
        if (!in.object(field)) {
            return Setting.DEFAULT;
        }
        while (in.next() != JsonToken.END_OBJECT) {
            int place = FLAGS.indexOf(in.name());
            in.next();
            if (place < 0) {
                in.skip();
            } else {
                take(1 << place, in, field + "." + FLAGS.get(place));
            }
        }
        return new Setting(is(0), is(1), is(2), is(3), is(4), is(5));
    }

    private void take(int bit, Values in, String field) throws IOException {
        if ((seen & bit) != 0) {
            throw new FaultException(Fault.MALFORMED, field);
        }
        seen |= bit;
        Boolean flag = in.flag(field);
        if (flag != null) {
            values = flag ? values | bit : values & ~bit;
        }
    }

    private boolean is(int place) {
        return (values & 1 << place) != 0;
    }

    static boolean needAck(Values in, String field) throws IOException {
        boolean needAck = false;
        boolean seen = false;
        if (!in.object(field)) {
            return false;
        }
        while (in.next() != JsonToken.END_OBJECT) {
            boolean ours = in.name().equals("needACK");
            in.next();
            if (!ours) {
                in.skip();
            } else if (seen) {
                throw new FaultException(Fault.MALFORMED, field + ".needACK");
            } else {
                seen = true;
                needAck = Boolean.TRUE.equals(in.flag(field + ".needACK"));
            }
        }
        return needAck;
    }
}
