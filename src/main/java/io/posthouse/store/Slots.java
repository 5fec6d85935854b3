package io.posthouse.store;

import java.nio.charset.StandardCharsets;

/** Whether two keys live in one place: always on a single server, by hash slot in a Redis Cluster. */
final class Slots {
    static final int COUNT = 16_384;
    private static final int[] CRC = crcTable();

    private final boolean cluster;

    Slots(boolean cluster) {
        this.cluster = cluster;
    }

    boolean isSame(String one, String other) {
        return !cluster || of(one) == of(other);
    }

    /** CRC16 (XMODEM) of the hash tag, or of the whole key if it has none. */
    static int of(String key) {
        int open = key.indexOf('{');
        int close = open < 0 ? -1 : key.indexOf('}', open + 1);
        String tag = close > open + 1 ? key.substring(open + 1, close) : key;
        int crc = 0;
        for (byte b : tag.getBytes(StandardCharsets.UTF_8)) {
            crc = ((crc << 8) ^ CRC[((crc >>> 8) ^ b) & 0xFF]) & 0xFFFF;
        }
        return crc % COUNT;
    }

    /** The shortest tag of its kind that lies in a slot. Takes some milliseconds. */
    static String tagIn(int slot) {
        int number = 0;
        while (of("s" + number) != slot) {
            number++;
        }
        return "s" + number;
    }

    private static int[] crcTable() {
        int[] table = new int[256];
        for (int i = 0; i < 256; i++) {
            int crc = i << 8;
            for (int bit = 0; bit < 8; bit++) {
                crc = (crc & 0x8000) != 0 ? (crc << 1) ^ 0x1021 : crc << 1;
            }
            table[i] = crc & 0xFFFF;
        }
        return table;
    }
}
