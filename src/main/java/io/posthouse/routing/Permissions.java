package io.posthouse.routing;

import io.posthouse.model.Caller;
import io.posthouse.model.Conversation;
import io.posthouse.model.Fault;
import io.posthouse.model.FaultException;
import io.posthouse.model.Scene;
import java.util.Map;

/** The permission table: one {@link SceneRules} a scene. A scene without rules is refused. */
final class Permissions {
    private final Map<Scene, SceneRules> scenes;

    Permissions(Map<Scene, SceneRules> scenes) {
        this.scenes = Map.copyOf(scenes);
    }

    void check(Caller caller, SceneRules.Action action, Conversation conversation) {
        rulesOf(conversation.scene()).check(caller, action, conversation);
    }

    void checkSend(Caller caller, Scene scene, String to) {
        SceneRules rules = rulesOf(scene);
        rules.checkTarget(to);
        rules.check(caller, SceneRules.Action.SEND, Conversation.of(scene, caller.account(), to));
    }

    private SceneRules rulesOf(Scene scene) {
        SceneRules rules = scenes.get(scene);
        if (rules == null) {
            throw new FaultException(Fault.FORBIDDEN, "scene");
        }
        return rules;
    }
}
