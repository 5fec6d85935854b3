package io.posthouse.store;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KeywordTest {

    @ParameterizedTest
    @CsvSource({
        "hello, Say HELLO to all, true",
        "HELLO, say hello, true",
        "lo t, Hello there, true",
        "你好, 大家你好吗, true",
        "好你, 大家你好吗, false",
        "ａｂｃ, xABCx, true",
        "abc, ＡＢＣ, true",
        "Σίσυφος, ΣΊΣΥΦΟΣ, true",
        "ΣΟΦ, σοφός, true",
        "straße, STRASSE, false",
        "straße, STRAßE, true",
        "é, cafe\u0301, true",
        "привет, ПРИВЕТ мир, true",
        "𐐨, 𐐀, true",
        "👍🏽, ok 👍🏽, true",
        "한국, 대한국민, true",
        "%, 100 %, true",
        ".*, anything, false",
    })
    void aTextIsFoundWhateverItsCaseWidthAndComposition(String keyword, String text, boolean isIn) {
        assertThat(new Keyword(keyword).isIn(text.replace("\\u0301", "\u0301"))).isEqualTo(isIn);
    }
}
