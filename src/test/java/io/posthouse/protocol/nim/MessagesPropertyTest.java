package io.posthouse.protocol.nim;

import static org.assertj.core.api.Assertions.assertThat;

import io.posthouse.model.ClientType;
import io.posthouse.model.Draft;
import io.posthouse.model.Message;
import io.posthouse.model.MessageType;
import io.posthouse.model.Scene;
import io.posthouse.model.Setting;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.jspecify.annotations.Nullable;

class MessagesPropertyTest {

    @Property(tries = 300)
    void aMessageReadsAsItWasWritten(@ForAll("drafts") Draft draft) {
        Message message = new Message("ann", ClientType.WEB, "d1", "Ann", draft, 1, 2, "1000000000001", false);

        String text = Packets.json(Messages.property(message));

        assertThat(Messages.draft(new Props(Tables.MESSAGE, Json.object(text)), draft.scene()))
                .isEqualTo(draft);
    }

    @Provide
    Arbitrary<Draft> drafts() {
        return Combinators.combine(
                        Arbitraries.of(Scene.class),
                        Arbitraries.of(MessageType.class).filter(type -> type != MessageType.NOTIFICATION),
                        texts(),
                        texts().injectNull(0.5),
                        Arbitraries.integers().between(0, Integer.MAX_VALUE).injectNull(0.5),
                        settings(),
                        Arbitraries.of(List.of(false, true)),
                        Combinators.combine(pushInfos(), threads(), extras()).as(Opaque::new))
                .as(MessagesPropertyTest::draft);
    }

    private static Draft draft(
            Scene scene,
            MessageType type,
            String text,
            @Nullable String ext,
            @Nullable Integer subType,
            Setting setting,
            boolean needAck,
            Opaque opaque) {
        boolean isText = type == MessageType.TEXT || type == MessageType.TIP;
        return new Draft(
                scene,
                scene == Scene.P2P ? "bob" : "42",
                type,
                isText ? text : null,
                isText ? null : type == MessageType.CUSTOM ? text : "{\"a\":1}",
                "id-1",
                ext,
                subType,
                setting,
                opaque.pushInfo,
                opaque.thread,
                opaque.extra,
                needAck);
    }

    private static Arbitrary<String> texts() {
        return Arbitraries.strings().ofMaxLength(30).filter(text -> text.chars()
                .noneMatch(c -> c >= 0xd800 && c < 0xe000));
    }

    private static Arbitrary<Setting> settings() {
        Arbitrary<Boolean> flags = Arbitraries.of(List.of(false, true));
        return Combinators.combine(flags, flags, flags, flags, flags, flags).as(Setting::new);
    }

    private static Arbitrary<@Nullable String> pushInfos() {
        return Arbitraries.of(
                        "{\"needPush\":true,\"pushPayload\":\"p\"}", "{\"needForcePush\":false,\"pushContent\":\"c\"}")
                .injectNull(0.3);
    }

    private static Arbitrary<@Nullable String> threads() {
        return Arbitraries.of(
                        "{\"replyMsgFromAccount\":\"bob\",\"replyMsgTime\":1700000000000,\"replyMsgIdServer\":\"9\"}")
                .injectNull(0.5);
    }

    private static Arbitrary<@Nullable String> extras() {
        return Arbitraries.of("{\"userUpdateTime\":5}", "{\"callbackExt\":\"x\",\"envConfig\":\"y\"}")
                .injectNull(0.3);
    }

    private record Opaque(
            @Nullable String pushInfo,
            @Nullable String thread,
            @Nullable String extra) {}
}
