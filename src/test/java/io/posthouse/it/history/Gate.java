package io.posthouse.it.history;

import io.posthouse.model.Answer;
import io.posthouse.model.Command;
import io.posthouse.model.Conversation;
import io.posthouse.model.Event;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * How simulated devices reach the gateway. Calls block until it is done; a refusal is a {@link
 * io.posthouse.model.FaultException}.
 */
interface Gate {

    void createAccount(String account);

    /** @param since and {@code changes}: where to resume, 0 for no state */
    Told login(Device device, long since, long changes);

    /** The line breaks; nothing is acknowledged by that. */
    void drop(Device device);

    Answer ask(Device device, Command.ClientCommand command);

    /** Several commands at once, on different devices or the same; an answer or a fault for each. */
    List<Object> askTogether(List<Device> devices, List<? extends Command.ClientCommand> commands);

    /**
     * The device has what it was sent up to these times; in the store when this returns.
     *
     * @param syncedUpTo up to this store time it has everything; 0 if it has not
     */
    void acknowledge(Device device, Map<Conversation, Long> marks, long syncedUpTo);

    /**
     * What was pushed to an online device since the last call, in order of arrival.
     *
     * @param isEnough waits until this holds of what was pushed, or for some seconds
     */
    List<Event> heard(Device device, Predicate<List<Event>> isEnough);

    /** Whether a session's state may be pushed once more than something has changed it. */
    boolean repeatsStates();
}
