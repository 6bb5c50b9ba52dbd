package dev.pruefstand.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** RFC 9110 sections 14.1.2 and 14.2. */
@Timeout(60)
class ByteRangeTest {
  private static final long NO_END = 9_999_999_999_999_999L;

  @ParameterizedTest(name = "RFC 9110 14.1.2: {0} of {1}")
  @CsvSource({
    "bytes=0-499, 10000, 0, 499",
    "bytes=500-999, 10000, 500, 999",
    "bytes=-500, 10000, 9500, 9999",
    "bytes=9500-, 10000, 9500, 9999",
    "bytes=0-0, 10000, 0, 0",
    "bytes=-1, 10000, 9999, 9999",
    "bytes=0-, 1, 0, 0",
    "bytes=9999-9999, 10000, 9999, 9999",
    "bytes=9999-10000, 10000, 9999, 9999",
    "bytes=-10000, 10000, 0, 9999",
    "bytes=-10001, 10000, 0, 9999",
    "bytes=0-99999999999999999999, 10, 0, 9",
    "bytes=-99999999999999999999, 10, 0, 9",
    "bytes=00000000000000000000001-0002, 10, 1, 2",
    "BYTES=0-1, 10, 0, 1",
    "'bytes= \t0-1\t ', 10, 0, 1"
  })
  void aRangeThatIsThereIsAPart(String value, long length, long first, long last) {
    var expected = new ByteRange.Part(first, last);
    assertEquals(expected, ByteRange.of(value, length));
    assertEquals(last - first + 1, expected.length());
  }

  @ParameterizedTest(name = "RFC 9110 15.5.17: {0} of {1}")
  @CsvSource({
    "bytes=10-, 10",
    "bytes=10-10, 10",
    "bytes=10-20, 10",
    "bytes=-0, 10",
    "bytes=-000, 10",
    "bytes=0-, 0",
    "bytes=0-0, 0",
    "bytes=-0, 0",
    "bytes=9223372036854775807-, 10",
    "bytes=9223372036854775808-, 10",
    "bytes=99999999999999999999-99999999999999999999, 10"
  })
  void aRangeOfNothingThatIsThereIsUnsatisfiable(String value, long length) {
    assertInstanceOf(ByteRange.Unsatisfiable.class, ByteRange.of(value, length));
  }

  @ParameterizedTest(name = "RFC 9110 14.2: {0}")
  @ValueSource(
      strings = {
        "",
        "bytes",
        "bytes=",
        "bytes=-",
        "bytes=1",
        "bytes=2-1",
        "bytes=a-b",
        "bytes=0-b",
        "bytes=+0-1",
        "bytes=--1",
        "bytes=0--1",
        "bytes=0 - 1",
        "bytes =0-1",
        "bytes:0-1",
        "bytes=0x0-1",
        "bytes=0-1-2",
        "bytes=0.0-1",
        "bytes=\u0660-\u0661",
        "items=0-1",
        "bytes=0-1,2-3",
        "bytes=0-0,-1",
        "bytes=0-1,",
        "bytes=0-1, bytes=2-3",
        "bytes=0-1\u00a0"
      })
  void whatIsNotOneRangeOfBytesIsIgnored(String value) {
    assertInstanceOf(ByteRange.Whole.class, ByteRange.of(value, NO_END));
    assertInstanceOf(ByteRange.Whole.class, ByteRange.of(value, 0));
  }

  @ParameterizedTest(name = "RFC 9110 14.1.2: of nothing, the last {0}")
  @ValueSource(strings = {"bytes=-1", "bytes=-99999999999999999999"})
  void theEndOfAnEmptyFileIsTheWholeOfIt(String value) {
    assertInstanceOf(ByteRange.Whole.class, ByteRange.of(value, 0));
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", " ", "\t", "-", "0-", "0-0,"})
  void aLongValueCostsNoMoreThanItsLength(String piece) {
    String hostile = "bytes=" + piece.repeat(16 * 1024 / piece.length()) + "x";
    assertTimeoutPreemptively(
        Duration.ofSeconds(10),
        () -> {
          for (int i = 0; i < 1000; i++) {
            assertInstanceOf(ByteRange.Whole.class, ByteRange.of(hostile, 10));
          }
        });
  }
}
