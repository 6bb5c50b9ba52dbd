package dev.pruefstand.bench;

import java.util.Collection;
import java.util.List;
import org.HdrHistogram.Histogram;
import org.openjdk.jmh.results.AggregationPolicy;
import org.openjdk.jmh.results.Aggregator;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.ResultRole;
import org.openjdk.jmh.results.ScalarDerivativeResult;

/**
 * The histogram of a clock as a JMH result. It travels from the fork to the host inside JMH's own
 * results, and is aggregated by adding: JMH computes the percentiles of a fork or a run from the
 * merged histogram, never as a mean of percentiles.
 */
final class ClockResult extends Result<ClockResult> {
  private static final long serialVersionUID = 1L;

  private static final double NANOS_PER_MICRO = 1000.0;

  private final Histogram nanos;

  /**
   * A clock's result.
   *
   * @param clock the label under which the mean stands in the secondary results
   */
  ClockResult(String clock, Histogram nanos) {
    super(
        ResultRole.SECONDARY,
        clock,
        of(nanos.getMean() / NANOS_PER_MICRO),
        "us",
        AggregationPolicy.AVG);
    this.nanos = nanos;
  }

  Histogram nanos() {
    return nanos;
  }

  @Override
  protected Aggregator<ClockResult> getThreadAggregator() {
    return ClockResult::merge;
  }

  @Override
  protected Aggregator<ClockResult> getIterationAggregator() {
    return ClockResult::merge;
  }

  private static ClockResult merge(Collection<ClockResult> parts) {
    var merged = new Histogram(parts.iterator().next().nanos);
    for (ClockResult part : parts) {
      merged.add(part.nanos);
    }
    return new ClockResult(parts.iterator().next().getLabel(), merged);
  }

  @Override
  protected Collection<? extends Result<?>> getDerivativeResults() {
    return List.of(
        percentile("p50", 50),
        percentile("p90", 90),
        percentile("p99", 99),
        percentile("p99.9", 99.9),
        percentile("max", 100));
  }

  private ScalarDerivativeResult percentile(String label, double percentile) {
    double micros = nanos.getValueAtPercentile(percentile) / NANOS_PER_MICRO;
    return new ScalarDerivativeResult(
        getLabel() + "." + label, micros, "us", AggregationPolicy.AVG);
  }
}
