package io.posthouse.model;

/**
 * A file that was uploaded whole, and what the gateway has found out about it.
 *
 * @param id what its address ends with: 32 hex digits that nobody can guess
 * @param key what the storage calls its bytes; files with the same bytes share it
 * @param digest SHA-256 of the bytes, in hex
 * @param md5 of the bytes, in hex, for clients that show it
 * @param size in bytes
 * @param type the media type that the bytes show, whatever the client said
 * @param name as its owner called it, without a path; may be empty
 * @param facts a JSON object as text: {@code w}, {@code h}, {@code orientation}, {@code dur} in ms, codecs, as far as they apply
 */
public record StoredFile(
        String id, String key, String digest, String md5, long size, String type, String name, String facts) {}
