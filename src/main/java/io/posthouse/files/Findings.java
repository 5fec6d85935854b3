package io.posthouse.files;

import io.vertx.core.json.JsonObject;

/**
 * What the bytes of a file show.
 *
 * @param digest SHA-256 in hex
 * @param md5 in hex
 * @param size in bytes
 * @param type the media type; {@code application/octet-stream} if the bytes show none
 * @param facts width, height, orientation, duration in ms, codecs: what applies and could be found
 */
record Findings(String digest, String md5, long size, String type, JsonObject facts) {

    /** Whether what a client believes in does not contradict the bytes. */
    boolean fits(String claimed) {
        return switch (majorOf(claimed)) {
            case "image" -> majorOf(type).equals("image");
            case "audio", "video" -> isMedia() || type.equals("application/octet-stream");
            default -> true;
        };
    }

    private boolean isMedia() {
        return switch (type) {
            // What holds sound or pictures in a container that does not tell which.
            case "application/ogg", "application/mp4", "application/x-matroska", "application/vnd.rn-realmedia" -> true;
            default -> majorOf(type).equals("audio") || majorOf(type).equals("video");
        };
    }

    private static String majorOf(String type) {
        return type.substring(0, Math.max(type.indexOf('/'), 0));
    }
}
