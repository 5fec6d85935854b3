package io.posthouse.protocol.nim;

import io.posthouse.config.LimitsConfig;
import io.posthouse.connection.Line;
import io.posthouse.model.Answer;
import io.posthouse.model.Caller;
import io.posthouse.model.Command;
import io.posthouse.model.Conversation;
import io.posthouse.model.Message;
import io.posthouse.model.Scene;
import io.vertx.core.Future;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** What the functions of one client have to work with: its line, and what is known of it since its login. */
final class Desk {
    /** Sessions past it are told to be cut with each of their parts. */
    private static final int CUTS_MAX = 1_000;

    private final Line line;
    private final Deliveries deliveries;
    private final NewTeams newTeams = new NewTeams(this);
    private Version version = new Version(Version.NEWEST);
    private Answer.@Nullable LoggedIn welcome;
    private long welcomedNanos;
    private final Set<Conversation> cuts = new HashSet<>();
    private boolean isNameless;
    private long teamsToldUpTo = Long.MAX_VALUE;
    private long known;
    private long knownOfSuperTeams;

    Desk(Line line) {
        this.line = line;
        this.deliveries = new Deliveries(line);
    }

    Line line() {
        return line;
    }

    LimitsConfig limits() {
        return line.limits();
    }

    Deliveries deliveries() {
        return deliveries;
    }

    NewTeams newTeams() {
        return newTeams;
    }

    Version version() {
        return version;
    }

    /** Who is logged in; asked only where somebody is. */
    String account() {
        Caller caller = line.caller();
        if (caller == null) {
            throw new IllegalStateException("nobody is logged in");
        }
        return caller.account();
    }

    /** @param isNameless whether the client told no device, so that it is a new one to us each time it comes */
    void welcome(Answer.LoggedIn loggedIn, Version ofClient, boolean isNameless) {
        this.isNameless = isNameless;
        welcome = loggedIn;
        welcomedNanos = System.nanoTime();
        version = ofClient;
    }

    Answer.LoggedIn welcomed() {
        if (welcome == null) {
            throw new IllegalStateException("nobody is logged in");
        }
        return welcome;
    }

    /** The client is about to be told all its teams as they are at this time of the store or later. */
    void tellsTeams(long now) {
        teamsToldUpTo = now;
    }

    long teamsToldUpTo() {
        return teamsToldUpTo;
    }

    /** Whether the client was not told yet that this session was cut: a long one comes in parts, of which only the first has its oldest message. */
    boolean isNewCut(Conversation session) {
        return cuts.size() >= CUTS_MAX || cuts.add(session);
    }

    /** Up to which time the client says it has roaming messages; 0 if it has none. */
    void knows(long upTo, long upToOfSuperTeams) {
        known = upTo;
        knownOfSuperTeams = upToOfSuperTeams;
    }

    /**
     * Whether the client has this roaming message. Only one that names no device is asked: any other is known by what it
     * acknowledged, which is surer.
     */
    boolean isKnown(Message roaming) {
        boolean isSuper = roaming.draft().scene() == Scene.SUPER_TEAM;
        return isNameless && roaming.time() <= (isSuper ? knownOfSuperTeams : known);
    }

    /** The store's clock, as far as it can be told without asking. */
    long storeMillis() {
        return welcomed().time() + TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - welcomedNanos);
    }

    /** As {@link Line#readForSync}. */
    <A extends Answer> Future<A> readForSync(Command.ClientCommand command, Class<A> answered) {
        return line.readForSync(command).map(answered::cast);
    }

    <A extends Answer> Future<A> ask(Command.ClientCommand command, Class<A> answered) {
        return line.execute(command).map(answered::cast);
    }
}
