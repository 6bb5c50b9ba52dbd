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
 * A histogram as a JMH result. It travels from the fork to the host inside JMH's own results, and
 * is aggregated by adding: JMH computes the percentiles of a fork or a run from the merged
 * histogram, never as a mean of percentiles.
 */
final class ServiceTimeResult extends Result<ServiceTimeResult> {
  private static final long serialVersionUID = 1L;

  /** The label under which the mean stands in the secondary results. */
  static final String LABEL = "service";

  private static final double NANOS_PER_MICRO = 1000.0;

  private final Histogram nanos;

  ServiceTimeResult(Histogram nanos) {
    super(
        ResultRole.SECONDARY,
        LABEL,
        of(nanos.getMean() / NANOS_PER_MICRO),
        "us",
        AggregationPolicy.AVG);
    this.nanos = nanos;
  }

  Histogram nanos() {
    return nanos;
  }

  @Override
  protected Aggregator<ServiceTimeResult> getThreadAggregator() {
    return ServiceTimeResult::merge;
  }

  @Override
  protected Aggregator<ServiceTimeResult> getIterationAggregator() {
    return ServiceTimeResult::merge;
  }

  private static ServiceTimeResult merge(Collection<ServiceTimeResult> parts) {
    var merged = new Histogram(parts.iterator().next().nanos);
    for (ServiceTimeResult part : parts) {
      merged.add(part.nanos);
    }
    return new ServiceTimeResult(merged);
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
    return new ScalarDerivativeResult(LABEL + "." + label, micros, "us", AggregationPolicy.AVG);
  }
}
