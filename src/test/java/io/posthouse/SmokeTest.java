package io.posthouse;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SmokeTest {
    @Test
    void one() {
        assertThat(System.getProperty("java.version")).isNotEmpty();
    }
}
