package dev.pruefstand.trial;

import org.HdrHistogram.AbstractHistogram;

/**
 * What one clock says of many requests, in nanoseconds. A {@link Trial}'s is the service time:
 * written until the last byte of the answer.
 *
 * <p>Always computed from a whole histogram: percentiles of parts are never averaged.
 */
public record Latency(
    long count,
    double meanNanos,
    long p50Nanos,
    long p90Nanos,
    long p99Nanos,
    long p999Nanos,
    long maxNanos) {

  /** Reads the figures off a histogram of nanoseconds. */
  public static Latency of(AbstractHistogram nanos) {
    return new Latency(
        nanos.getTotalCount(),
        nanos.getMean(),
        nanos.getValueAtPercentile(50),
        nanos.getValueAtPercentile(90),
        nanos.getValueAtPercentile(99),
        nanos.getValueAtPercentile(99.9),
        nanos.getMaxValue());
  }
}
