package io.posthouse.it.history;

import io.posthouse.model.Answer;
import io.posthouse.model.Command;
import io.posthouse.model.Conversation;
import io.posthouse.model.Draft;
import io.posthouse.model.Fault;
import io.posthouse.model.Message;
import io.posthouse.model.MessageType;
import io.posthouse.model.Recalled;
import io.posthouse.model.Scene;
import io.posthouse.model.Setting;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** What devices say, say again and take back (S1 to S7, R1 to R4). */
final class Sending {
    private final World world;
    private int said;

    Sending(World world) {
        this.world = world;
    }

    void send(Device device) {
        send(device, draft(device));
    }

    /** T3: stored, or refused with a code. */
    void sendTo(Device device, Conversation team) {
        Draft draft = draft(team.scene(), team.id());
        Optional<Fault> fault = world.oracle().sendFault(device.account(), team);
        if (fault.isPresent()) {
            world.note(device + " sends " + draft.body() + " to " + World.name(team) + ", to be refused: " + fault);
            world.refused("T3", device, new Command.Send(draft), fault.get());
        } else {
            send(device, draft);
        }
    }

    private void send(Device device, Draft draft) {
        boolean refused = world.oracle().hasBlocked(draft.to(), device.account());
        Answer.Sent sent = world.granted(device, new Command.Send(draft), Answer.Sent.class);
        World.same("S2 a new message is no duplicate", false, sent.duplicate());
        stored(device, draft, refused, sent.message());
    }

    private Draft draft(Device device) {
        return draft(Scene.P2P, world.pairOf(device.account()).targetOf(device.account()));
    }

    Draft draft(Scene scene, String to) {
        String body = "m" + ++said;
        Setting setting = new Setting(!rarely(), !rarely(), !rarely(), !rarely(), !rarely(), false);
        MessageType type = world.chance(70) ? MessageType.TEXT : MessageType.CUSTOM;
        String attach = type == MessageType.CUSTOM ? "{\"n\":" + said + "}" : null;
        return new Draft(scene, to, type, body, attach, "c" + said, null, null, setting, null, null, null, false);
    }

    private boolean rarely() {
        return world.chance(10);
    }

    void stored(Device device, Draft draft, boolean refused, Message message) {
        world.note(device + " sends " + World.spell(message) + " to " + World.name(draft.to()) + " at " + message.time()
                + " " + spell(draft.setting()));
        World.same("M2 from is who logged in", device.account(), message.from());
        World.same("M2 the device is the one that sent", device.id(), message.fromDeviceId());
        World.same("M2 the message is what was sent", draft, message.draft());
        World.same("S5 refused if and only if the receiver has blocked the sender", refused, message.refused());
        world.oracle().append(message);
        world.expect(hearers(device, message), World.spell(message));
    }

    /** D1, S5, S6, S7. */
    private List<Device> hearers(Device device, Message message) {
        List<String> accounts = new ArrayList<>();
        Conversation conversation = message.conversation();
        if (conversation.isTeam()) {
            accounts.addAll(world.oracle().stays().members(conversation));
            accounts.remove(message.from());
        }
        boolean toOneself = message.draft().to().equals(message.from());
        if (!conversation.isTeam() && !message.refused() && !toOneself) {
            accounts.add(message.draft().to());
        }
        if (message.draft().setting().needSelfSync()) {
            accounts.add(message.from());
        }
        return world.onlineOf(accounts, device);
    }

    private static String spell(Setting setting) {
        return (setting.needSaveHistory() ? "" : "needSaveHistory=false ")
                + (setting.needRoaming() ? "" : "needRoaming=false ")
                + (setting.needOffline() ? "" : "needOffline=false ")
                + (setting.needSelfSync() ? "" : "needSelfSync=false ")
                + (setting.needUpdateSession() ? "" : "needUpdateSession=false");
    }

    /** S3: several at once, also against each other; the log's order is what the answers say. */
    void sendTogether() {
        List<Device> senders = new ArrayList<>();
        List<Command.Send> sends = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            world.onlineDevice().ifPresent(device -> {
                senders.add(device);
                sends.add(new Command.Send(draft(device)));
            });
        }
        List<Object> answers = world.gate().askTogether(senders, sends);
        List<Integer> order = new ArrayList<>();
        for (int i = 0; i < answers.size(); i++) {
            if (!(answers.get(i) instanceof Answer.Sent)) {
                throw new Violation("a command that the rules allow", "was refused with " + answers.get(i));
            }
            order.add(i);
        }
        world.note(senders + " send at once");
        order.sort(Comparator.comparing(
                i -> ((Answer.Sent) answers.get(i)).message().seq()));
        for (int i : order) {
            Draft draft = sends.get(i).draft();
            boolean refused =
                    world.oracle().hasBlocked(draft.to(), senders.get(i).account());
            stored(senders.get(i), draft, refused, ((Answer.Sent) answers.get(i)).message());
        }
        checkOrderOfEach(senders, answers);
    }

    /** S3: two messages of one connection to one conversation keep their order. */
    static void checkOrderOfEach(List<Device> senders, List<Object> answers) {
        for (int i = 0; i < answers.size(); i++) {
            for (int j = i + 1; j < answers.size(); j++) {
                if (!(answers.get(i) instanceof Answer.Sent first) || !(answers.get(j) instanceof Answer.Sent second)) {
                    continue;
                }
                Message earlier = first.message();
                Message later = second.message();
                if (senders.get(i) == senders.get(j)
                        && earlier.conversation().equals(later.conversation())
                        && earlier.seq() > later.seq()) {
                    throw new Violation("S3", "two messages of one connection changed places");
                }
            }
        }
    }

    /** S2, R4: the same idClient again. */
    void resend(Device device) {
        Conversation conversation = world.conversationOf(device.account());
        Optional<Message> found = world.someMessage(conversation)
                .filter(m -> m.from().equals(device.account()) && m.draft().type() != MessageType.NOTIFICATION);
        if (found.isEmpty()) {
            return;
        }
        Message first = found.get();
        Setting again = new Setting(true, true, true, true, true, true);
        Draft draft = withSetting(first.draft(), again);
        if (world.chance(25)) {
            world.note(device + " sends idClient " + draft.idClient() + " again with another content");
            world.refused(
                    "S2 another content", device, new Command.Send(withBody(draft, "other")), Fault.CONTENT_DIFFERS);
            return;
        }
        world.note(device + " resends " + World.spell(first));
        Answer.Sent sent = world.granted(device, new Command.Send(draft), Answer.Sent.class);
        World.same("S2 a resend is a duplicate", true, sent.duplicate());
        World.same(
                "S2 a resend yields the first answer",
                List.of(first.idServer(), first.time(), first.seq(), first.refused()),
                List.of(
                        sent.message().idServer(),
                        sent.message().time(),
                        sent.message().seq(),
                        sent.message().refused()));
    }

    private static Draft withSetting(Draft d, Setting setting) {
        return new Draft(
                d.scene(),
                d.to(),
                d.type(),
                d.body(),
                d.attach(),
                d.idClient(),
                null,
                null,
                setting,
                null,
                null,
                null,
                false);
    }

    private static Draft withBody(Draft d, String body) {
        return new Draft(
                d.scene(),
                d.to(),
                d.type(),
                body,
                d.attach(),
                d.idClient(),
                null,
                null,
                d.setting(),
                null,
                null,
                null,
                false);
    }

    /** R3, T3. */
    private List<String> holders(Recalled recalled) {
        return world.accounts().stream()
                .filter(account -> world.oracle().sawWhatIsRecalled(account, recalled))
                .toList();
    }

    void recall(Device device) {
        Conversation conversation = world.conversationOf(device.account());
        Optional<Message> found =
                world.someMessage(conversation).filter(m -> m.draft().type() != MessageType.NOTIFICATION);
        if (found.isEmpty()) {
            return;
        }
        Message message = found.get();
        Command.Recall command = new Command.Recall(
                conversation,
                message.from(),
                message.draft().idClient(),
                world.chance(50) ? message.idServer() : "",
                "ps",
                null);
        Optional<Fault> fault = world.oracle().recallFault(device.account(), message);
        world.note(device + " recalls " + World.spell(message)
                + fault.map(f -> ", to be refused: " + f).orElse(""));
        if (fault.isPresent()) {
            world.refused("R2", device, command, fault.get());
            return;
        }
        Recalled recalled =
                world.granted(device, command, Answer.RecallDone.class).recalled();
        World.same(
                "R3 a recall names its message",
                List.of(
                        message.idServer(),
                        message.seq(),
                        message.time(),
                        message.draft().idClient(),
                        "ps"),
                List.of(
                        recalled.idServer(),
                        recalled.messageSeq(),
                        recalled.messageTime(),
                        recalled.idClient(),
                        String.valueOf(recalled.ps())));
        world.oracle().append(recalled);
        List<String> hearers = conversation.isTeam()
                ? holders(recalled)
                : List.of(device.account(), conversation.targetOf(device.account()));
        world.expect(world.onlineOf(hearers, device), World.spell(recalled));
    }
}
