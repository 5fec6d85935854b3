package io.posthouse;

import io.posthouse.model.AccountId;
import io.posthouse.model.Caller;
import io.posthouse.model.Fault;
import io.posthouse.model.FaultException;
import io.posthouse.protocol.json.HostRequests;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;

/** What is asked for an account in the native protocol's words, and answered in them. Any thread may use it. */
final class HostWords {
    private final HostDesk desk;
    private final HostRequests requests;

    HostWords(HostDesk desk, HostRequests requests) {
        this.desk = desk;
        this.requests = requests;
    }

    /**
     * @param as the account it is asked for
     * @param request {@code do} and its fields; an id is not needed
     * @return the answer's {@code ok}; a request that is wrong throws
     */
    Future<JsonObject> ask(String as, JsonObject request) {
        String account = AccountId.parse(as).orElseThrow(() -> new FaultException(Fault.INVALID, "as"));
        String frame = request.copy().put("id", 1).encode();
        HostRequests.Asked asked = requests.read(frame, Caller.server(account));
        return desk.ask(account, asked.command())
                .map(answer -> new JsonObject(asked.answer(answer)).getJsonObject("ok"));
    }
}
