package io.posthouse.protocol.nim;

import io.posthouse.model.MessageType;
import io.posthouse.model.Scene;
import java.util.Optional;

/** The numbers of scenes and message types. */
final class Kinds {
    private Kinds() {}

    static int of(Scene scene) {
        return switch (scene) {
            case P2P -> 0;
            case TEAM -> 1;
            case SUPER_TEAM -> 5;
        };
    }

    static Optional<Scene> scene(long number) {
        for (Scene scene : Scene.values()) {
            if (of(scene) == number) {
                return Optional.of(scene);
            }
        }
        return Optional.empty();
    }

    static int of(MessageType type) {
        return switch (type) {
            case TEXT -> 0;
            case IMAGE -> 1;
            case AUDIO -> 2;
            case VIDEO -> 3;
            case GEO -> 4;
            case NOTIFICATION -> 5;
            case FILE -> 6;
            case TIP -> 10;
            case CUSTOM -> 100;
        };
    }

    static Optional<MessageType> type(long number) {
        for (MessageType type : MessageType.values()) {
            if (of(type) == number) {
                return Optional.of(type);
            }
        }
        return Optional.empty();
    }
}
