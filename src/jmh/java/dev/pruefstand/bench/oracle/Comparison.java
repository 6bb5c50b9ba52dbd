package dev.pruefstand.bench.oracle;

import java.util.List;
import java.util.stream.DoubleStream;
import org.HdrHistogram.Histogram;

/**
 * A percentile as it must be, and as it was measured.
 *
 * @param theory what was served and asked for
 * @param clock which of the client's clocks was read
 */
public record Comparison(
    String theory, String clock, double quantile, double theoryNanos, double measuredNanos) {
  private static final double[] USUAL = {0.5, 0.9, 0.99, 0.999, 1};

  public Comparison {
    Quantile.require(quantile);
  }

  /**
   * p50, p90, p99, p99.9 and, where theory has one, the maximum. With three digits the histogram
   * rounds up by 0.1 % at most.
   */
  public static List<Comparison> of(Theory theory, String clock, Histogram measuredNanos) {
    return DoubleStream.of(USUAL)
        .filter(quantile -> Double.isFinite(theory.quantileNanos(quantile)))
        .mapToObj(
            quantile ->
                new Comparison(
                    theory.name(),
                    clock,
                    quantile,
                    theory.quantileNanos(quantile),
                    measuredNanos.getValueAtPercentile(100 * quantile)))
        .toList();
  }

  /** p99.9, for example, or max. */
  public String percentile() {
    return Quantile.label(quantile);
  }

  public double errorMillis() {
    return (measuredNanos - theoryNanos) / 1e6;
  }

  /** Infinite where theory says that there is no wait, to the nanosecond. */
  public double errorPercent() {
    if (theoryNanos < 1) {
      return Double.POSITIVE_INFINITY;
    }
    return 100 * (measuredNanos - theoryNanos) / theoryNanos;
  }

  /** Whether the error is within the one or the other, whichever is the more generous. */
  public boolean within(double percent, double millis) {
    return Math.abs(errorPercent()) <= percent || Math.abs(errorMillis()) <= millis;
  }
}
