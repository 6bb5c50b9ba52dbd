package dev.pruefstand.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(30)
class UnitsTest {
  @ParameterizedTest
  @CsvSource({
    "1, 0.0 µs",
    "53940, 53.9 µs",
    "123456, 123 µs",
    "9999000, '9,999 µs'",
    "10000000, 10.0 ms",
    "929000000, 929 ms",
    "1007000000, '1,007 ms'",
    "12300000000, 12.3 s",
  })
  void timesAreReadInTheirOwnSize(long nanos, String expected) {
    assertEquals(expected, Units.time(nanos));
  }

  @ParameterizedTest
  @CsvSource({"0, 0 B", "999, 999 B", "1000, 1.0 kB", "123100000, 123.1 MB", "2e15, 2000.0 TB"})
  void bytesAreReadInTheirOwnSize(double bytes, String expected) {
    assertEquals(expected, Units.bytes(bytes));
  }
}
