package io.posthouse.protocol.nim;

import io.posthouse.model.Answer;
import io.posthouse.model.Card;
import io.posthouse.model.Gender;
import io.posthouse.model.OnlineDevice;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Name cards, relations and devices as properties. */
final class Cards {
    private static final int BLACK = 1;
    private static final int MUTED = 2;

    private Cards() {}

    static Property property(Card card) {
        Gender gender = card.gender();
        return new Property(Tables.USER)
                .put("account", card.account())
                .put("nick", card.nick())
                .put("avatar", card.avatar())
                .put("signature", card.signature())
                .put("gender", gender == null ? null : gender.number())
                .put("email", card.email())
                .put("birth", card.birth())
                .put("tel", card.tel())
                .put("ext", card.ext())
                .put("createTime", card.createTime())
                .put("updateTime", card.updateTime());
    }

    /** One entry an account, whichever of the two lists it is in. Texts "1" and "0": clients compare with these. */
    static List<Property> relations(Answer.Relations relations) {
        Map<String, Integer> all = new TreeMap<>();
        relations.black().forEach(account -> all.merge(account, BLACK, Integer::sum));
        relations.mute().forEach(account -> all.merge(account, MUTED, Integer::sum));
        return all.entrySet().stream()
                .map(entry -> relation(entry.getKey(), entry.getValue()))
                .toList();
    }

    private static Property relation(String account, int is) {
        return new Property(Tables.RELATION)
                .put("account", account)
                .put("isMuted", (is & MUTED) != 0 ? "1" : "0")
                .put("isBlack", (is & BLACK) != 0 ? "1" : "0")
                .put("createTime", 0)
                .put("updateTime", 0);
    }

    static Property device(OnlineDevice device, String account) {
        return new Property(Tables.PORT)
                .put("type", device.clientType().number())
                .put("deviceId", device.deviceId())
                .put("account", account)
                .put("connectionId", device.connectionId())
                .put("time", device.loginTime());
    }

    static List<Property> devices(List<OnlineDevice> devices, String account) {
        return devices.stream().map(device -> device(device, account)).toList();
    }
}
