package dev.pruefstand.analysis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(30)
class ForkMeanTest {
  @Test
  void theIntervalIsStudentsOverTheMeansOfTheForks() {
    // Means 1, 2, 3: standard error 1/√3, and 4.303 is the quantile for two degrees of freedom.
    Interval interval = ForkMean.of(List.of(List.of(0.0, 2.0), List.of(2.0), List.of(1.0, 5.0)));
    assertEquals(2, interval.estimate(), 1e-12);
    assertEquals(4.303 / Math.sqrt(3), interval.margin(), 1e-9);
    assertEquals(0, interval.low(), "never negative");
  }

  @Test
  void aSingleForkHasNoInterval() {
    assertEquals(new Interval(3, 3, 3), ForkMean.of(List.of(List.of(1.0, 5.0))));
  }

  @Test
  void moreIterationsOfTheSameForksDoNotNarrowTheInterval() {
    Interval few = ForkMean.of(List.of(List.of(90.0), List.of(110.0)));
    Interval many =
        ForkMean.of(List.of(List.of(90.0, 90.0, 90.0, 90.0), List.of(110.0, 110.0, 110.0)));
    assertEquals(few, many);
  }

  @Test
  void nothingIsNoObservation() {
    assertThrows(IllegalArgumentException.class, () -> ForkMean.of(List.of()));
    assertThrows(
        IllegalArgumentException.class, () -> ForkMean.of(List.of(List.of(1.0), List.of())));
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 3, 5, 10, 40})
  void itContainsTheTrueMeanInNineteenOfTwentyCases(int forks) {
    var random = new SplittableRandom(forks);
    int contained = 0;
    int rounds = 4_000;
    for (int round = 0; round < rounds; round++) {
      var observed = new ArrayList<List<Double>>();
      for (int fork = 0; fork < forks; fork++) {
        double jvm = 1_000 + 30 * random.nextGaussian();
        observed.add(List.of(jvm + 5 * random.nextGaussian(), jvm + 5 * random.nextGaussian()));
      }
      Interval interval = ForkMean.of(observed);
      if (interval.low() <= 1_000 && 1_000 <= interval.high()) {
        contained++;
      }
    }
    assertTrue(Math.abs(contained - 0.95 * rounds) < 0.012 * rounds, contained + " of " + rounds);
  }
}
