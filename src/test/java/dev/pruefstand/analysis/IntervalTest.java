package dev.pruefstand.analysis;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(30)
class IntervalTest {
  @Test
  void theMarginIsTheLargerDistance() {
    assertEquals(3, new Interval(10, 9, 13).margin());
    assertEquals(4, new Interval(10, 6, 13).margin());
    assertEquals(0, new Interval(10, 10, 10).margin());
  }

  @ParameterizedTest
  @CsvSource({
    "1, 2, 3, 4, false",
    "1, 3, 3, 4, true",
    "1, 3, 2, 4, true",
    "1, 9, 4, 5, true",
    "2, 2, 2, 2, true",
    "2, 2, 3, 3, false",
  })
  void twoOverlapWhereTheyShareAValueWhicheverIsAsked(
      double low, double high, double otherLow, double otherHigh, boolean shared) {
    var one = new Interval(low, low, high);
    var other = new Interval(otherLow, otherLow, otherHigh);
    assertEquals(shared, one.overlaps(other));
    assertEquals(shared, other.overlaps(one));
  }
}
