package dev.pruefstand.analysis;

import java.util.List;

/**
 * The mean over forks with its 95 % interval. A fork is one observation, however many iterations it
 * has: ten iterations of one JVM are not ten independent observations.
 *
 * <p>Student's interval over the means of the forks, which is what the top level of a hierarchical
 * experiment comes to. Source: Kalibera and Jones, <i>Rigorous Benchmarking in Reasonable Time</i>,
 * ISMM 2013, section 6. A percentile bootstrap over three to five forks cannot leave the range of
 * what was observed and covers the true mean in some 80 % of cases instead of 95 %.
 */
public final class ForkMean {
  /** Quantiles of 0.975 for 1, 2, … degrees of freedom. Source: any table of Student's t. */
  private static final double[] STUDENT = {
    12.706, 4.303, 3.182, 2.776, 2.571, 2.447, 2.365, 2.306, 2.262, 2.228, 2.201, 2.179, 2.160,
        2.145,
    2.131, 2.120, 2.110, 2.101, 2.093, 2.086, 2.080, 2.074, 2.069, 2.064, 2.060, 2.056, 2.052,
        2.048,
    2.045, 2.042
  };

  private static final double NORMAL = 1.960;

  private ForkMean() {}

  /**
   * The mean of the forks' means with its interval. A single fork has a mean and no interval: both
   * ends are the mean.
   *
   * @param forks one list of observations per fork, none empty, none negative
   * @throws IllegalArgumentException if there is no fork, or one without observations
   */
  public static Interval of(List<List<Double>> forks) {
    if (forks.isEmpty() || forks.stream().anyMatch(List::isEmpty)) {
      throw new IllegalArgumentException("expected observations in every fork, found " + forks);
    }
    double[] means = forks.stream().mapToDouble(ForkMean::mean).toArray();
    double sum = 0;
    for (double mean : means) {
      sum += mean;
    }
    double estimate = sum / means.length;
    if (means.length == 1) {
      return new Interval(estimate, estimate, estimate);
    }
    double squares = 0;
    for (double mean : means) {
      squares += (mean - estimate) * (mean - estimate);
    }
    double standardError = Math.sqrt(squares / (means.length - 1) / means.length);
    double t = student(means.length - 1);
    // What is measured here is never negative, and an interval has no reason to be.
    return new Interval(
        estimate, Math.max(0, estimate - t * standardError), estimate + t * standardError);
  }

  /** The quantile of 0.975. */
  static double student(int freedom) {
    return freedom <= STUDENT.length ? STUDENT[freedom - 1] : NORMAL;
  }

  private static double mean(List<Double> observations) {
    return observations.stream().mapToDouble(Double::doubleValue).average().orElseThrow();
  }
}
