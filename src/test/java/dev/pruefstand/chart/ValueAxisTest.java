package dev.pruefstand.chart;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class ValueAxisTest {

  @Test
  void aLinearAxisReachesFromZeroToARoundValueAboveTheHighest() {
    ValueAxis axis = ValueAxis.fromZero("requests per second", 93_600, Numbers::plain);
    assertEquals(0, axis.min());
    assertEquals(100_000, axis.max(), 1e-6);
    assertTrue(axis.rules().isEmpty());
  }

  @Test
  void aLogarithmicAxisIsRuledAtOneTwoFive() {
    ValueAxis axis = ValueAxis.logarithmic("service time", 690_000, 9.6e6, Numbers::time);
    assertEquals(5, axis.rules().size());
    double[] rules = axis.rules().stream().mapToDouble(Double::doubleValue).toArray();
    double[] expected = {0.5e6, 1e6, 2e6, 5e6, 10e6};
    for (int i = 0; i < expected.length; i++) {
      assertEquals(expected[i], rules[i], 1e-3);
    }
  }
}
