package io.posthouse.bench;

/** A connected member: hears what comes of the team and holds it against what has to come. */
final class TeamListener {
    private final BenchConnection connection;
    private final Audience audience;
    private final String ackPrefix;
    private long lastSeq;
    private long lastTime;
    private long acknowledgedTime;

    TeamListener(BenchConnection connection, String teamId, Audience audience) {
        this.connection = connection;
        this.audience = audience;
        this.ackPrefix = "{\"do\":\"ack\",\"marks\":{\"superTeam-" + teamId + "\":";
        connection.onFrame(this::received);
        connection.onDropped(
                why -> audience.trouble("The connection of " + connection.account() + " was closed: " + why + "."));
    }

    private void received(Frame frame) {
        if (frame.on().equals("msg")) {
            heard(frame);
        } else if (frame.errorCode() != 0) {
            audience.trouble(account() + " was refused something, with code " + frame.errorCode() + ".");
        }
    }

    private void heard(Frame frame) {
        if (lastSeq > 0 && frame.seq() != lastSeq + 1) {
            String what = frame.seq() <= lastSeq
                    ? " got twice, or late, the message with seq "
                    : " missed what is before seq ";
            audience.trouble(account() + what + frame.seq() + "; the last one it had got was " + lastSeq + ".");
        }
        lastSeq = Math.max(lastSeq, frame.seq());
        long before = lastTime;
        lastTime = Math.max(lastTime, frame.time());
        audience.onHeard(this, before, frame.body());
    }

    /** Tells the gateway what has arrived since the last call, if anything did. */
    void acknowledge() {
        if (lastTime > acknowledgedTime) {
            acknowledgedTime = lastTime;
            connection.write(ackPrefix + lastTime + "}}");
        }
    }

    String account() {
        return connection.account();
    }

    long lastSeq() {
        return lastSeq;
    }

    long lastTime() {
        return lastTime;
    }
}
