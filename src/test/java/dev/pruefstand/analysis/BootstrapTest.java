package dev.pruefstand.analysis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class BootstrapTest {
  private static final List<List<Double>> THREE_FORKS =
      List.of(List.of(98.0, 101.0, 103.0), List.of(110.0, 111.0), List.of(90.0, 95.0, 97.0));

  private static List<List<Double>> forks(
      SplittableRandom random, int count, double betweenForks, double withinForks) {
    var forks = new ArrayList<List<Double>>();
    for (int fork = 0; fork < count; fork++) {
      double center = 100 + betweenForks * random.nextGaussian();
      var observations = new ArrayList<Double>();
      for (int i = 0; i < 3; i++) {
        observations.add(center + withinForks * random.nextGaussian());
      }
      forks.add(observations);
    }
    return forks;
  }

  @Test
  void theEstimateIsTheMeanOfTheForksMeans() {
    double expected = ((98 + 101 + 103) / 3.0 + 110.5 + (90 + 95 + 97) / 3.0) / 3;
    assertEquals(expected, Bootstrap.mean(THREE_FORKS, 1).estimate(), 1e-9);
  }

  @Test
  void observationsThatDoNotDifferHaveAnIntervalOfNoWidth() {
    assertEquals(
        new Interval(7, 7, 7), Bootstrap.mean(List.of(List.of(7.0, 7.0), List.of(7.0)), 1));
    assertEquals(new Interval(42, 42, 42), Bootstrap.mean(List.of(List.of(42.0)), 1));
  }

  /** Two forks: both are the lower one in a quarter of all draws, so the ends are the forks. */
  @Test
  void theEndsAreThoseOfTheBootstrapDistribution() {
    Interval two = Bootstrap.mean(List.of(List.of(10.0), List.of(20.0)), 1);
    assertEquals(new Interval(15, 10, 20), two);
    var oneOutlier = new ArrayList<List<Double>>();
    for (int i = 0; i < 10; i++) {
      oneOutlier.add(List.of(i == 0 ? 10.0 : 0.0));
    }
    // The number of draws that hit the outlier is binomial(10, 1/10): 97.5 % of it is 3.
    assertEquals(new Interval(1, 0, 3), Bootstrap.mean(oneOutlier, 1));
  }

  @Test
  void theSameSeedGivesTheSameIntervalToTheLastDigit() {
    assertEquals(Bootstrap.mean(THREE_FORKS, 7), Bootstrap.mean(THREE_FORKS, 7));
    var many = forks(new SplittableRandom(1), 20, 3, 1);
    assertNotEquals(Bootstrap.mean(many, 7), Bootstrap.mean(many, 8));
  }

  @Test
  void theEstimateLiesWithinItsInterval() {
    var random = new SplittableRandom(3);
    for (int i = 0; i < 50; i++) {
      Interval found = Bootstrap.mean(forks(random, 1 + i % 5, 3, 1), i);
      assertTrue(found.low() <= found.estimate() && found.estimate() <= found.high());
    }
  }

  /** One fork is one observation: iterations of the same fork agree more than forks do. */
  @Test
  void moreIterationsOfTheSameForksDoNotMakeTheIntervalNarrow() {
    var few = forks(new SplittableRandom(5), 8, 3, 0.01);
    var many = few.stream().map(BootstrapTest::tenfold).toList();
    double width = Bootstrap.mean(few, 1).margin();
    assertEquals(width, Bootstrap.mean(many, 1).margin(), 0.1 * width);
  }

  private static List<Double> tenfold(List<Double> observations) {
    var all = new ArrayList<Double>();
    for (int i = 0; i < 10; i++) {
      all.addAll(observations);
    }
    return all;
  }

  @Test
  void theTrueMeanLiesWithinInAboutNinetyFiveOfAHundred() {
    var random = new SplittableRandom(20_261_122);
    int within = 0;
    int experiments = 120;
    for (int i = 0; i < experiments; i++) {
      Interval found = Bootstrap.mean(forks(random, 20, 4, 1), i);
      if (found.low() <= 100 && 100 <= found.high()) {
        within++;
      }
    }
    double share = (double) within / experiments;
    assertTrue(share > 0.88 && share < 0.99, "coverage " + share);
  }

  @Test
  void nothingHasNoMean() {
    for (List<List<Double>> nothing :
        List.of(List.<List<Double>>of(), List.of(List.of(1.0), List.<Double>of()))) {
      assertThrows(IllegalArgumentException.class, () -> Bootstrap.mean(nothing, 1));
    }
  }
}
