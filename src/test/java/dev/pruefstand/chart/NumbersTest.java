package dev.pruefstand.chart;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class NumbersTest {

  @Test
  void figuresHaveThreeSignificantDigits() {
    assertEquals("91,900", Numbers.rounded(91_873.4));
    assertEquals("100,000", Numbers.rounded(99_960));
    assertEquals("412", Numbers.rounded(412));
    assertEquals("34.0", Numbers.rounded(34));
    assertEquals("9.31", Numbers.rounded(9.309));
    assertEquals("0.0123", Numbers.rounded(0.01234));
    assertEquals("0", Numbers.rounded(0));
  }

  @Test
  void axisLabelsHaveNoDigitsToSpare() {
    assertEquals("1,024", Numbers.plain(1_024));
    assertEquals("99.99", Numbers.plain(99.99));
  }

  @Test
  void lengthsAndTimesAreInTheLargestUnitThatFits() {
    assertEquals("1 byte", Numbers.bytes(1));
    assertEquals("76 bytes", Numbers.bytes(76));
    assertEquals("14.3 kB", Numbers.bytes(14_310));
    assertEquals("1.48 MB", Numbers.bytes(1_482_113));
    assertEquals("500 ns", Numbers.time(500));
    assertEquals("20 µs", Numbers.time(20e3));
    assertEquals("1.5 ms", Numbers.time(1.5e6));
    assertEquals("2 s", Numbers.time(2e9));
  }

  @Test
  void stepsAreOneTwoFiveOfEveryDecade() {
    assertEquals(1, Numbers.stepUp(1), 1e-12);
    assertEquals(2, Numbers.stepUp(1.2), 1e-12);
    assertEquals(5_000, Numbers.stepUp(2_001), 1e-6);
    assertEquals(100_000, Numbers.stepUp(93_600), 1e-6);
    assertEquals(0.05, Numbers.stepDown(0.07), 1e-12);
    assertEquals(500_000, Numbers.stepDown(690_000), 1e-6);
    assertEquals(1_000, Numbers.stepDown(1_000), 1e-6);
    assertTrue(Numbers.isStep(2e7));
    assertFalse(Numbers.isStep(3e7));
  }
}
