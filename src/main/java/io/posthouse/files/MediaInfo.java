package io.posthouse.files;

import io.posthouse.model.Fault;
import io.posthouse.model.FaultException;
import io.posthouse.model.StoredFile;
import io.vertx.core.json.JsonObject;

/** The facts of a picture or a film as clients of the NIM wire ask for them, at the file's address with {@code ?imageInfo} or {@code ?vinfo}. */
final class MediaInfo {
    private MediaInfo() {}

    static JsonObject ofImage(StoredFile file) {
        JsonObject facts = factsOf(file, "image/");
        JsonObject info = new JsonObject()
                .put("Type", file.type().substring("image/".length()))
                .put("Size", file.size());
        copy(facts, "w", info, "Width");
        copy(facts, "h", info, "Height");
        copy(facts, "orientation", info, "Orientation");
        return info;
    }

    static JsonObject ofFilm(StoredFile file) {
        JsonObject facts = factsOf(file, "");
        JsonObject info = new JsonObject().put("Container", file.type());
        copy(facts, "dur", info, "Duration");
        copy(facts, "w", info, "Width");
        copy(facts, "h", info, "Height");
        copy(facts, "audioCodec", info, "AudioCodec");
        copy(facts, "videoCodec", info, "VideoCodec");
        return new JsonObject().put("GetVideoInfo", new JsonObject().put("VideoInfo", info));
    }

    private static JsonObject factsOf(StoredFile file, String kind) {
        if (!file.type().startsWith(kind)) {
            throw new FaultException(Fault.NOT_FOUND, "what is asked of this type of file");
        }
        return new JsonObject(file.facts());
    }

    private static void copy(JsonObject facts, String from, JsonObject info, String to) {
        if (facts.containsKey(from)) {
            info.put(to, facts.getValue(from));
        }
    }
}
