package dev.pruefstand.bench.oracle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@Timeout(30)
class TheoryTest {
  private static final long MILLI = 1_000_000;

  @Test
  void constantServiceHasOneResponseTime() {
    var theory = new Theory.Constant(5 * MILLI);
    assertEquals(5 * MILLI, theory.quantileNanos(0));
    assertEquals(5 * MILLI, theory.quantileNanos(0.999));
    assertEquals(5 * MILLI, theory.quantileNanos(1));
  }

  @Test
  void theMedianOfAnExponentialIsItsMeanTimesTheLogarithmOfTwo() {
    // 1/(1000/s - 700/s)
    double mean = 1e9 / 300;
    var theory = new Theory.MM1(700, MILLI);
    assertEquals(0, theory.quantileNanos(0));
    assertEquals(mean * Math.log(2), theory.quantileNanos(0.5), 1e-6);
    assertEquals(mean * Math.log(1_000), theory.quantileNanos(0.999), 1e-4);
    assertEquals(Double.POSITIVE_INFINITY, theory.quantileNanos(1));
  }

  @Test
  void afterAFreezeOfOneSecondInTenNineTenthsHaveNotWaited() {
    var theory = new Theory.Freeze(1_000 * MILLI, 10_000 * MILLI);
    assertEquals(0, theory.quantileNanos(0.5));
    assertEquals(0, theory.quantileNanos(0.9), 1e-3);
    assertEquals(500 * MILLI, theory.quantileNanos(0.95), 1e-3);
    assertEquals(900 * MILLI, theory.quantileNanos(0.99), 1e-3);
    assertEquals(990 * MILLI, theory.quantileNanos(0.999), 1e-3);
    assertEquals(1_000 * MILLI, theory.quantileNanos(1));
  }

  @Test
  void inOverloadTheQueueGrowsByWhatIsTooMuch() {
    // Ten seconds at 1,200/s for a worker of 1,000/s: 12,000 requests take twelve seconds.
    var theory = new Theory.Overload(1_200, MILLI, 12_000);
    double later = MILLI - 1e9 / 1_200;
    assertEquals(MILLI, theory.quantileNanos(0));
    assertEquals(MILLI + 5_999 * later, theory.quantileNanos(0.5), 1);
    assertEquals(MILLI + 11_999 * later, theory.quantileNanos(1), 1);
    assertEquals(2_000 * MILLI, theory.quantileNanos(1), MILLI);
  }

  @Test
  void theRankIsTheSmallestThatTheShareDoesNotExceed() {
    assertEquals(0, Quantile.rank(0, 10));
    assertEquals(0, Quantile.rank(0.1, 10));
    assertEquals(1, Quantile.rank(0.1000001, 10));
    assertEquals(8, Quantile.rank(0.9, 10));
    assertEquals(54, Quantile.rank(0.55, 100));
    assertEquals(9, Quantile.rank(1, 10));
    assertEquals(0, Quantile.rank(1, 1));
    LongStream.rangeClosed(1, 1_000)
        .forEach(i -> assertEquals(i - 1, Quantile.rank(i / 1_000.0, 1_000)));
  }

  static List<Theory> theories() {
    return List.of(
        new Theory.Constant(MILLI),
        new Theory.MM1(700, MILLI),
        new MD1(700, MILLI),
        new Theory.Freeze(100 * MILLI, 1_000 * MILLI),
        new Theory.Overload(1_500, MILLI, 1_000),
        Replayed.of("replayed", new Discipline.ConstantWorker(MILLI), 0, 1, 2));
  }

  @ParameterizedTest
  @MethodSource("theories")
  void quantilesRiseAndHaveAName(Theory theory) {
    double before = 0;
    for (int i = 0; i <= 1_000; i++) {
      double next = theory.quantileNanos(i / 1_000.0);
      assertTrue(next >= before, theory.name());
      before = next;
    }
    assertTrue(theory.name().length() > 3);
  }

  @ParameterizedTest
  @MethodSource("theories")
  void whatIsNoShareIsRefused(Theory theory) {
    for (double none : new double[] {-0.1, 1.1, Double.NaN}) {
      assertThrows(IllegalArgumentException.class, () -> theory.quantileNanos(none));
    }
  }

  @Test
  void aLoadThatTheFormulaIsNotForIsRefused() {
    assertThrows(IllegalArgumentException.class, () -> new Theory.MM1(1_000, MILLI));
    assertThrows(IllegalArgumentException.class, () -> new MD1(1_000, MILLI));
    assertThrows(IllegalArgumentException.class, () -> new MD1(0, MILLI));
    assertThrows(IllegalArgumentException.class, () -> new Theory.Overload(999, MILLI, 10));
    assertThrows(IllegalArgumentException.class, () -> new Theory.Overload(1_001, MILLI, 0));
  }
}
