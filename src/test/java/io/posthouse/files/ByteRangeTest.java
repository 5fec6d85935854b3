package io.posthouse.files;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ByteRangeTest {
    @ParameterizedTest
    @CsvSource({
        "bytes=0-0, 0, 1",
        "bytes=2-4, 2, 3",
        "bytes=2-, 2, 8",
        "bytes=2-99, 2, 8",
        "bytes=-3, 7, 3",
        "bytes=-99, 0, 10",
        "bytes=10-, 10, 0",
        "bytes=-0, 10, 0"
    })
    void aPartIsWhatTheFileHasOfWhatIsAskedFor(String header, long from, long length) {
        assertThat(ByteRange.of(header, 10)).isEqualTo(new ByteRange(from, length));
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "none",
            value = {"none", "bytes=", "bytes=-", "bytes=4-2", "'bytes=0-1,3-4'", "items=0-1", "bytes=a-b"})
    void whatIsNoOnePartMeansTheWholeFile(String header) {
        assertThat(ByteRange.of(header, 10)).isNull();
    }
}
