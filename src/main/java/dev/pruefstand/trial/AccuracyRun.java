package dev.pruefstand.trial;

import java.util.List;

/**
 * The load generator against a server whose behaviour is known.
 *
 * @param server its short name
 * @param behaviour what it does, in a few words
 * @param seconds how long requests were planned
 * @param spin whether the client stayed awake before planned instants
 * @param percentiles of the response time, ascending
 */
public record AccuracyRun(
    String server, String behaviour, int seconds, boolean spin, List<Percentile> percentiles) {

  /**
   * What mathematics promises, and what was measured.
   *
   * @param quantile from 0 to 1, which is the maximum
   */
  public record Percentile(double quantile, double theoryNanos, double measuredNanos) {
    /** Measured less theory. */
    public double errorNanos() {
      return measuredNanos - theoryNanos;
    }
  }

  /** Copies the list. */
  public AccuracyRun {
    percentiles = List.copyOf(percentiles);
  }
}
