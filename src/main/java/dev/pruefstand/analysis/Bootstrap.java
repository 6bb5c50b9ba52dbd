package dev.pruefstand.analysis;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Hierarchical percentile bootstrap of a mean: forks are drawn with replacement first, then
 * iterations within each drawn fork, because ten iterations of one JVM are not ten independent
 * observations.
 *
 * <p>Source: Kalibera and Jones, <i>Rigorous Benchmarking in Reasonable Time</i>, ISMM 2013; Efron
 * and Tibshirani, <i>An Introduction to the Bootstrap</i>, 1993, chapter 13. With few forks such an
 * interval is too narrow rather than too wide: three forks show a spread, they do not prove one.
 */
public final class Bootstrap {
  private static final int RESAMPLES = 10_000;
  private static final double TAIL = 0.025;

  private Bootstrap() {}

  /**
   * The mean over all forks with its 95 % interval.
   *
   * @param forks one list of observations per fork, none empty
   * @param seed of the random draws, so that a report can be repeated to the last digit
   * @throws IllegalArgumentException if there is no fork, or one without observations
   */
  public static Interval mean(List<List<Double>> forks, long seed) {
    if (forks.isEmpty() || forks.stream().anyMatch(List::isEmpty)) {
      throw new IllegalArgumentException("expected observations in every fork, found " + forks);
    }
    var random = new SplittableRandom(seed);
    var means = new double[RESAMPLES];
    for (int i = 0; i < RESAMPLES; i++) {
      double sum = 0;
      for (int drawn = 0; drawn < forks.size(); drawn++) {
        sum += resampledMean(forks.get(random.nextInt(forks.size())), random);
      }
      means[i] = sum / forks.size();
    }
    Arrays.sort(means);
    double estimate = forks.stream().mapToDouble(Bootstrap::mean).average().orElseThrow();
    return new Interval(
        estimate,
        Math.min(estimate, means[(int) (TAIL * RESAMPLES)]),
        Math.max(estimate, means[(int) ((1 - TAIL) * RESAMPLES)]));
  }

  private static double resampledMean(List<Double> observations, SplittableRandom random) {
    double sum = 0;
    for (int drawn = 0; drawn < observations.size(); drawn++) {
      sum += observations.get(random.nextInt(observations.size()));
    }
    return sum / observations.size();
  }

  private static double mean(List<Double> observations) {
    return observations.stream().mapToDouble(Double::doubleValue).average().orElseThrow();
  }
}
