package io.posthouse.model;

import java.util.Arrays;
import java.util.Optional;

/** What kind of installation a device is. The numbers are those of product.md and of the NIM wire. */
public enum ClientType {
    ANDROID(1, "Android"),
    IOS(2, "iOS"),
    PC(4, "PC"),
    WINDOWS_PHONE(8, "WindowsPhone"),
    WEB(16, "Web"),
    SERVER(32, "Server"),
    MAC(64, "Mac");

    private final int number;
    private final String wireName;

    ClientType(int number, String wireName) {
        this.number = number;
        this.wireName = wireName;
    }

    public int number() {
        return number;
    }

    public String wireName() {
        return wireName;
    }

    public static Optional<ClientType> of(String wireName) {
        return Arrays.stream(values()).filter(t -> t.wireName.equals(wireName)).findFirst();
    }

    public static Optional<ClientType> ofNumber(int number) {
        return Arrays.stream(values()).filter(t -> t.number == number).findFirst();
    }
}
