package io.posthouse.protocol.nim;

import io.posthouse.model.Answer;
import io.posthouse.model.Command;
import io.posthouse.model.Fault;
import io.posthouse.model.FaultException;
import io.posthouse.model.Scene;
import io.vertx.core.Future;
import java.util.List;

/** Custom notifications, of all scenes. */
final class SysMsgFunctions {
    private SysMsgFunctions() {}

    static List<Row> rows() {
        return List.of(
                Row.of("7_7", "sendCustomSysMsg", (args, desk) -> send(args, desk, List.of(Scene.P2P, Scene.TEAM))),
                Row.team(
                        "21_16",
                        "sendSuperTeamCustomSysMsg",
                        (args, desk) -> send(args, desk, List.of(Scene.SUPER_TEAM))),
                Row.of("101_7", "sendFilterCustomSysMsg", (args, desk) -> send(args, desk, List.of(Scene.values()))));
    }

    private static Future<Reply> send(Args args, Desk desk, List<Scene> scenes) {
        Props sysMsg = args.property(0, Tables.SYSTEM);
        long type = Forms.required(sysMsg.number("type"), "type");
        Scene scene = scenes.stream()
                .filter(one -> Systems.ofCustom(one) == type)
                .findFirst()
                .orElseThrow(() -> Forms.invalid("type"));
        Command.SendSysMsg command = new Command.SendSysMsg(
                scene,
                scene == Scene.P2P ? sysMsg.account("to") : sysMsg.teamId("to"),
                Forms.required(sysMsg.text("attach"), "attach"),
                sysMsg.text("content"),
                Group.SYSTEM.read(sysMsg),
                sysMsg.flag("needSaveOffline", false));
        return desk.ask(command, Answer.SysMsgDone.class).map(done -> {
            if (done.refused()) {
                throw new FaultException(Fault.BLOCKED);
            }
            return Reply.DONE;
        });
    }
}
