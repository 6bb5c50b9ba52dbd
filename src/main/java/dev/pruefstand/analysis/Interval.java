package dev.pruefstand.analysis;

/**
 * An estimate with its 95 % confidence interval.
 *
 * @param estimate the mean of the observations
 * @param low the lower end, never above the estimate
 * @param high the upper end, never below the estimate
 */
public record Interval(double estimate, double low, double high) {

  /** The larger distance from the estimate to an end: what stands behind a ±. */
  public double margin() {
    return Math.max(high - estimate, estimate - low);
  }

  /** Whether the two intervals share a value: then the figures do not tell the two apart. */
  public boolean overlaps(Interval other) {
    return low <= other.high && other.low <= high;
  }
}
