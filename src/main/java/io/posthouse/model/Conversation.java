package io.posthouse.model;

/**
 * One ordered log of messages, seen from the server.
 *
 * @param scene where it is said
 * @param id for p2p the two accounts in ascending order with a colon between, else the team's id
 */
public record Conversation(Scene scene, String id) {

    /** The conversation that a message of {@code from} to {@code to} belongs to. */
    public static Conversation of(Scene scene, String from, String to) {
        return scene == Scene.P2P ? between(from, to) : new Conversation(scene, to);
    }

    /** The p2p conversation of two accounts, whoever speaks. The two may be the same account (rule S7). */
    public static Conversation between(String one, String other) {
        String id = one.compareTo(other) <= 0 ? one + ":" + other : other + ":" + one;
        return new Conversation(Scene.P2P, id);
    }

    public boolean isTeam() {
        return scene != Scene.P2P;
    }

    /** The inverse of {@link #key()}. */
    public static Conversation parse(String key) {
        int colon = key.indexOf(':');
        Scene scene = Scene.of(key.substring(0, Math.max(colon, 0)))
                .orElseThrow(() -> new IllegalArgumentException("not a conversation key: " + key));
        return new Conversation(scene, key.substring(colon + 1));
    }

    /** The name in the store and in routing, such as {@code p2p:ann:bob}. */
    public String key() {
        return scene.wireName() + ":" + id;
    }

    /** What a session of {@code account} names as its target: the other account, or the team. */
    public String targetOf(String account) {
        if (scene != Scene.P2P) {
            return id;
        }
        int colon = id.indexOf(':');
        String low = id.substring(0, colon);
        String high = id.substring(colon + 1);
        return low.equals(account) ? high : low;
    }

    /** Whether {@code account} is one of the two of a p2p conversation. */
    public boolean isBetween(String account) {
        return scene == Scene.P2P && (id.startsWith(account + ":") || id.endsWith(":" + account));
    }

    /** The session id as {@code account} sees it, such as {@code p2p-bob}. */
    public String sessionIdOf(String account) {
        return scene.wireName() + "-" + targetOf(account);
    }
}
