package io.posthouse.protocol.json;

import io.posthouse.model.Answer;
import io.posthouse.model.Command;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The table of everything a client may ask: one row for each value of {@code do}. */
final class Verbs {
    static final int TOKEN_CHARS_MAX = 4096;
    private static final int EPOCH_CHARS_MAX = 64;

    private Verbs() {}

    /**
     * @param pageMax messages or sessions in one answer
     */
    static Map<String, Verb> table(int pageMax) {
        return Stream.of(
                        own(),
                        MessageVerbs.all(pageMax),
                        SessionVerbs.all(pageMax),
                        StickTopVerbs.all(),
                        ArchiveVerbs.all(pageMax),
                        AccountVerbs.all(),
                        FriendVerbs.all(),
                        StatusVerbs.all(),
                        PassThroughVerbs.all(),
                        ChannelVerbs.all(),
                        BroadcastVerbs.all(),
                        FileVerbs.all(),
                        TeamVerbs.all(),
                        TeamReadVerbs.all())
                .flatMap(List::stream)
                .collect(Collectors.toUnmodifiableMap(Verb::name, verb -> verb));
    }

    /** What the conversation with the socket itself is made of. */
    private static List<Verb> own() {
        Set<String> login = Set.of("account", "token", "deviceId", "clientType", "since", "changes", "epoch");
        return List.of(
                new Verb("login", true, false, () -> new TreeBody(login, Verbs::login)),
                new Verb("ping", false, true, () -> new TreeBody(Set.of(), in -> new Wish.Ping())),
                new Verb("ack", false, true, AckBody::new),
                new Verb("logout", true, false, () -> new TreeBody(Set.of(), in -> new Wish.Logout())));
    }

    private static Wish login(Fields in) {
        return new Wish.Login(
                in.account("account"),
                Forms.required(in.text("token", TOKEN_CHARS_MAX), "token"),
                in.id("deviceId"),
                Forms.clientType(in.text("clientType"), "clientType"),
                in.number("since", 0, Values.NUMBER_MAX, 0),
                in.number("changes", 0, Values.NUMBER_MAX, 0),
                Forms.atMost(EPOCH_CHARS_MAX, in.text("epoch", ""), "epoch"));
    }

    /** A row of a command off the hot path. */
    static <A extends Answer> Verb command(
            String name,
            Set<String> fields,
            Function<Fields, Command.ClientCommand> make,
            Class<A> answered,
            Wish.Write<A> writing) {
        return Verb.request(name, () -> new TreeBody(fields, in -> new Wish.Ask<>(make.apply(in), answered, writing)));
    }
}
