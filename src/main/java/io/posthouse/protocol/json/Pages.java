package io.posthouse.protocol.json;

import com.fasterxml.jackson.core.JsonGenerator;
import io.posthouse.model.Answer;
import io.posthouse.model.Message;
import io.posthouse.model.SessionState;
import io.posthouse.model.Team;
import io.posthouse.model.TeamMember;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/** Keeps frames small: what is too long for one is cut, and said to be. */
final class Pages {
    /** Characters, roughly; one message more may go over it. */
    static final int WEIGHT_MAX = 64 * 1024;

    private Pages() {}

    /** As many as fit; {@code more} then tells that the range holds more. */
    static void messages(Answer.Messages answer, JsonGenerator out) throws IOException {
        List<Message> fitting = split(answer.messages(), Pages::weight).get(0);
        out.writeArrayFieldStart("msgs");
        for (Message message : fitting) {
            MessageWriter.message(message, out);
        }
        out.writeEndArray();
        out.writeBooleanField(
                "more", answer.more() || fitting.size() < answer.messages().size());
    }

    /** As many as fit; {@code more} then tells that there are more. */
    static void sessions(Answer.Sessions answer, String account, JsonGenerator out) throws IOException {
        List<SessionState> fitting = split(answer.sessions(), Pages::weight).get(0);
        SessionWriter.sessions(fitting, account, true, out);
        boolean isCut = fitting.size() < answer.sessions().size();
        out.writeBooleanField("more", answer.more() || isCut);
        out.writeNumberField("before", isCut ? fitting.get(fitting.size() - 1).changedAt() : answer.before());
    }

    /** Cuts a list in parts that fit a frame each; at least one part, at least one item in each if there is any. */
    static <T> List<List<T>> split(List<T> all, ToIntFunction<T> weigh) {
        List<List<T>> parts = new ArrayList<>(1);
        int from = 0;
        int weight = 0;
        for (int i = 0; i < all.size(); i++) {
            weight += weigh.applyAsInt(all.get(i));
            if (weight > WEIGHT_MAX && i > from) {
                parts.add(all.subList(from, i));
                from = i;
                weight = weigh.applyAsInt(all.get(i));
            }
        }
        parts.add(all.subList(from, all.size()));
        return parts;
    }

    /** About how many characters a message takes in a frame. */
    static int weight(Message message) {
        return 512
                + lengthOf(message.draft().body())
                + lengthOf(message.draft().attach())
                + lengthOf(message.draft().ext())
                + lengthOf(message.draft().pushInfo())
                + lengthOf(message.draft().thread())
                + lengthOf(message.draft().extra());
    }

    static int weight(SessionState state) {
        return 256 + (state.last() == null ? 0 : weight(state.last()));
    }

    static int weight(Team team) {
        return 512 + team.info().values().stream().mapToInt(String::length).sum();
    }

    static int weight(TeamMember member) {
        return 256 + lengthOf(member.nick()) + lengthOf(member.ext());
    }

    private static int lengthOf(@Nullable String text) {
        return text == null ? 0 : text.length();
    }
}
