package io.posthouse.bench;

import io.vertx.core.json.JsonObject;

/**
 * How long it took to make and change the team, through the server API.
 *
 * @param members of the team
 * @param accountsSeconds to make an account for each
 * @param awaySeconds to add those that are not connected
 * @param connectedSeconds to add those that are, until the last of them had heard of the last
 * @param addCalls how many calls added members
 * @param slowestAddMillis the longest of these
 * @param renamed of the name's change
 * @param removed of the removal of one who is away
 * @param dismissed of the end of the team
 */
record TeamDeeds(
        String label,
        int members,
        double accountsSeconds,
        double awaySeconds,
        double connectedSeconds,
        int addCalls,
        double slowestAddMillis,
        Deed renamed,
        Deed removed,
        Deed dismissed) {

    /**
     * One change.
     *
     * @param answeredMillis until it was answered
     * @param heardMillis until the last receiver had heard of it
     */
    record Deed(double answeredMillis, double heardMillis) {
        JsonObject toJson() {
            return new JsonObject().put("answeredMillis", answeredMillis).put("heardMillis", heardMillis);
        }
    }

    JsonObject toJson() {
        return new JsonObject()
                .put("is", "deeds")
                .put("label", label)
                .put("members", members)
                .put("accountsSeconds", accountsSeconds)
                .put("awaySeconds", awaySeconds)
                .put("connectedSeconds", connectedSeconds)
                .put("addCalls", addCalls)
                .put("slowestAddMillis", slowestAddMillis)
                .put("renamed", renamed.toJson())
                .put("removed", removed.toJson())
                .put("dismissed", dismissed.toJson());
    }
}
