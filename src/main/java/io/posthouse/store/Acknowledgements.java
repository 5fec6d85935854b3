package io.posthouse.store;

import io.posthouse.model.Answer;
import io.posthouse.model.Caller;
import io.posthouse.model.Command;
import io.posthouse.model.Outcome;
import io.vertx.core.Future;
import java.util.List;

/** What devices have (D3 to D5): a time per session, for this device and for any device of the account. */
final class Acknowledgements {
    private final Lines lines;
    private final Keys keys;

    Acknowledgements(Lines lines, Keys keys) {
        this.lines = lines;
        this.keys = keys;
    }

    Future<Outcome> note(Caller caller, Command.Acknowledge acknowledge) {
        return lines.ask(call(caller, acknowledge)).map(Acknowledgements::done);
    }

    /** Those whose keys may be said together go as one call. */
    Future<Outcome> noteAll(Command.AcknowledgeAll all) {
        List<Future<Reply>> noted = all.devices().stream()
                .map(device -> lines.ask(call(device.caller(), device.acknowledge())))
                .toList();
        return Future.join(noted).map(done -> done(noted.get(0).result()));
    }

    private Call call(Caller caller, Command.Acknowledge acknowledge) {
        Call call = Call.of(Script.ACKNOWLEDGE)
                .key(keys.acknowledged(caller.account()))
                .key(keys.device(caller.account(), caller.deviceId()))
                .key(keys.recent(caller.account()))
                .arg(acknowledge.syncedUpTo())
                .arg(acknowledge.changesUpTo())
                .arg(acknowledge.marks().size());
        acknowledge.marks().forEach(mark -> call.arg(mark.conversation().key()).arg(mark.time()));
        return call;
    }

    private static Outcome done(Reply reply) {
        return Outcome.of(new Answer.Done(reply.get().toLong()));
    }
}
