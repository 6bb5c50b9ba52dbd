package dev.pruefstand.bench.oracle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class ComparisonTest {
  private static final List<Comparison> COMPARISONS =
      List.of(
          new Comparison("freeze of 1000 ms in every 10000 ms", "response", 0.5, 0, 84_000),
          new Comparison("freeze of 1000 ms in every 10000 ms", "response", 0.999, 990e6, 985.05e6),
          new Comparison("overload, load 1.20", "response", 1, 2_000e6, 2_001e6));

  private static Histogram fiveMillis() {
    var histogram = new Histogram(3);
    for (int i = 0; i < 1_000; i++) {
      histogram.recordValue(5_000_000);
    }
    return histogram;
  }

  @Test
  void anErrorHasASignAndTwoUnits() {
    Comparison late = COMPARISONS.get(2);
    assertEquals(1, late.errorMillis(), 1e-9);
    assertEquals(0.05, late.errorPercent(), 1e-9);
    Comparison early = COMPARISONS.get(1);
    assertEquals(-4.95, early.errorMillis(), 1e-9);
    assertEquals(-0.5, early.errorPercent(), 1e-9);
  }

  @Test
  void oneOfTheTwoLimitsIsEnough() {
    Comparison both = COMPARISONS.get(1);
    assertTrue(both.within(1, 1));
    assertTrue(both.within(0.1, 5));
    assertFalse(both.within(0.1, 1));
    // Nothing is a percentage of zero.
    assertTrue(COMPARISONS.get(0).within(1, 0.1));
    assertFalse(COMPARISONS.get(0).within(1, 0.05));
    assertEquals(Double.POSITIVE_INFINITY, COMPARISONS.get(0).errorPercent());
    // Nor of what rounding has left of zero.
    var rounded = new Comparison("freeze", "response", 0.9, 1e-7, 84_000);
    assertEquals(Double.POSITIVE_INFINITY, rounded.errorPercent());
  }

  @Test
  void allUsualPercentilesAreCompared() {
    List<Comparison> found =
        Comparison.of(new Theory.Constant(5_000_000), "response", fiveMillis());
    assertEquals(
        List.of("p50", "p90", "p99", "p99.9", "max"),
        found.stream().map(Comparison::percentile).toList());
    assertTrue(found.stream().allMatch(each -> each.within(0.1, 0)));
    assertTrue(found.stream().allMatch(each -> each.clock().equals("response")));
  }

  @Test
  void aMaximumThatTheoryDoesNotHaveIsNotCompared() {
    List<Comparison> found =
        Comparison.of(new Theory.MM1(700, 1_000_000), "response", fiveMillis());
    assertEquals(
        List.of("p50", "p90", "p99", "p99.9"), found.stream().map(Comparison::percentile).toList());
  }

  @Test
  void theTextHasColumnsOfEqualWidth() {
    assertEquals(
        """
        theory                               clock            theory ms  measured ms  error ms  error %
        freeze of 1000 ms in every 10000 ms  response  p50        0.000        0.084    +0.084        -
        freeze of 1000 ms in every 10000 ms  response  p99.9    990.000      985.050    -4.950    -0.50
        overload, load 1.20                  response  max     2000.000     2001.000    +1.000    +0.05
        """,
        new ComparisonTable(COMPARISONS).text());
  }

  @Test
  void thePageHasATable() {
    assertEquals(
        """
        | theory | clock |  | theory ms | measured ms | error ms | error % |
        |---|---|---|--:|--:|--:|--:|
        | overload, load 1.20 | response | max | 2000.000 | 2001.000 | +1.000 | +0.05 |
        """,
        new ComparisonTable(COMPARISONS.subList(2, 3)).markdown());
  }
}
