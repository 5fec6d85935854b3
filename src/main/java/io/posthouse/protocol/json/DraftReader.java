package io.posthouse.protocol.json;

import com.fasterxml.jackson.core.JsonToken;
import io.posthouse.model.Draft;
import io.posthouse.model.Fault;
import io.posthouse.model.FaultException;
import io.posthouse.model.MessageType;
import io.posthouse.model.Scene;
import io.posthouse.model.Setting;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads one MESSAGE as a client sends it. The fields that only the server sets are skipped. */
final class DraftReader {
    /** Field by field in the order of the switch in {@link #take}; the place is its bit in {@link #seen}. */
    private static final List<String> FIELDS = List.of(
            "scene",
            "to",
            "type",
            "body",
            "attach",
            "idClient",
            "ext",
            "subType",
            "setting",
            "pushInfo",
            "threadMessageInfo",
            "extra",
            "teamSpecializationInfo");

    private int seen;
    private @Nullable String scene;
    private @Nullable String to;
    private @Nullable String type;
    private @Nullable String body;
    private @Nullable String attach;
    private @Nullable String idClient;
    private @Nullable String ext;
    private @Nullable Long subType;
    private Setting setting = Setting.DEFAULT;
    private @Nullable String pushInfo;
    private @Nullable String thread;
    private @Nullable String extra;
    private boolean needAck;

    /** The parser stands on the object's first token. */
    Draft read(Values in) throws IOException {
        while (in.next() != JsonToken.END_OBJECT) {
            String name = in.name();
            in.next();
            int place = FIELDS.indexOf(name);
            if (place < 0) {
                in.skip();
            } else {
                once(place);
                take(place, in);
            }
        }
        return draft();
    }

    private void once(int place) {
        if ((seen & 1 << place) != 0) {
            throw new FaultException(Fault.MALFORMED, field(place));
        }
        seen |= 1 << place;
    }

    private void take(int place, Values in) throws IOException {
        String field = field(place);
        switch (place) {
            case 0 -> scene = in.text(field);
            case 1 -> to = in.text(field);
            case 2 -> type = in.text(field);
            case 3 -> body = in.text(field);
            case 4 -> attach = in.text(field);
            case 5 -> idClient = in.text(field);
            case 6 -> ext = in.text(field);
            case 7 -> subType = in.number(field);
            case 8 -> setting = new SettingReader().read(in, field);
            case 9 -> pushInfo = in.opaque(field);
            case 10 -> thread = in.opaque(field);
            case 11 -> extra = in.opaque(field);
            default -> needAck = SettingReader.needAck(in, field);
        }
    }

    private static String field(int place) {
        return "msg." + FIELDS.get(place);
    }

    private Draft draft() {
        Scene where = Forms.scene(scene, "msg.scene");
        MessageType what = Forms.type(type, "msg.type");
        requireContent(what);
        Integer subTypeNumber =
                subType == null ? null : Math.toIntExact(Forms.within(0, Integer.MAX_VALUE, subType, "msg.subType"));
        return new Draft(
                where,
                Forms.target(where, to, "msg.to"),
                what,
                body,
                attach,
                Forms.id(idClient, "msg.idClient"),
                ext,
                subTypeNumber,
                setting,
                pushInfo,
                thread,
                extra,
                needAck);
    }

    /** M1: a client cannot send a notification, and every other type has its content in one of two places. */
    private void requireContent(MessageType what) {
        switch (what) {
            case TEXT, TIP -> Forms.required(body, "msg.body");
            case CUSTOM -> Forms.required(attach, "msg.attach");
            case IMAGE, AUDIO, VIDEO, FILE, GEO -> Json.requireObject(attach, "msg.attach");
            case NOTIFICATION -> throw Values.invalid("msg.type");
        }
        if (attach != null && (what == MessageType.TEXT || what == MessageType.TIP)) {
            Json.requireObject(attach, "msg.attach");
        }
    }
}
