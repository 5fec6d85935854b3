package io.posthouse.protocol.nim;

import io.posthouse.model.Answer;
import io.posthouse.model.Command;
import io.vertx.core.Future;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What these clients ask about files on the socket: leave to upload one, and where it will be. The bytes go over HTTP to
 * {@code /nos}, which the LBS names.
 */
final class FileFunctions {
    /** What the first part of an upload's path is; there is one. */
    private static final String BUCKET = "files";

    private static final Pattern FILE = Pattern.compile("(.*/files/([0-9a-f]{32}))(?:\\?.*)?");
    private static final int FOR_EVER = -1;
    private static final int NO_HOST = 0;
    private static final int ADDRESS_CHARS_MAX = 2048;

    private final String publicAddress;

    /** @param publicAddress {@code host:port} where files are fetched over TLS; empty for where the client's socket is */
    FileFunctions(String publicAddress) {
        this.publicAddress = publicAddress;
    }

    List<Row> rows() {
        return List.of(
                Row.of("6_2", "getNosToken", FileFunctions::open),
                Row.of("6_22", "getOriginUrl", FileFunctions::origin),
                Row.of("6_26", "getNosCdnHost", this::host));
    }

    /** These clients tell neither the size nor the name; the tag and the life that they wish are nobody's here. */
    private static Future<Reply> open(Args args, Desk desk) {
        return desk.ask(new Command.OpenUpload(0, "", ""), Answer.UploadOpened.class)
                .map(opened -> Reply.of(new Property(Tables.UPLOAD)
                        .put("objectName", opened.file())
                        .put("token", opened.token())
                        .put("bucket", BUCKET)
                        .put("expireTime", opened.expires())));
    }

    /** There are no shortened addresses here, but signed ones, of which this is a fresh one. */
    private static Future<Reply> origin(Args args, Desk desk) {
        String address = args.property(0, Tables.SAFE_ADDRESS).someText("safeUrl");
        if (address.length() > ADDRESS_CHARS_MAX) {
            throw Forms.invalid("safeUrl");
        }
        Matcher file = FILE.matcher(address);
        Future<String> fresh = file.matches()
                ? desk.ask(new Command.LinkFile(file.group(2)), Answer.FileLink.class)
                        .map(link -> file.group(1) + link.query())
                : Future.succeededFuture(address);
        return fresh.map(found -> Reply.of(new Property(Tables.SAFE_ADDRESS).put("originUrl", found)));
    }

    private Future<Reply> host(Args args, Desk desk) {
        String host = publicAddress.isEmpty() ? desk.line().arrival().authority() : publicAddress;
        Property told = new Property(Tables.CDN);
        if (host.isEmpty()) {
            return Future.succeededFuture(Reply.of(told.put("expire", NO_HOST)));
        }
        return Future.succeededFuture(Reply.of(told.put("bucket", BUCKET)
                .put("cdnDomain", host + "/" + BUCKET)
                .put("expire", FOR_EVER)
                .put("objectNamePrefix", "")));
    }
}
