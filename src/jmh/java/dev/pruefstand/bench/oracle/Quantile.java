package dev.pruefstand.bench.oracle;

/** A share of all requests, from 0 to 1. */
final class Quantile {
  private Quantile() {}

  /** Refuses what is no share. */
  static void require(double quantile) {
    if (!(quantile >= 0 && quantile <= 1)) {
      throw new IllegalArgumentException(
          "expected a quantile between 0 and 1, found %s".formatted(quantile));
    }
  }

  /**
   * Where the quantile stands in a sorted sample, counted from 0: the smallest value that at least
   * this share does not exceed, which is what HdrHistogram gives.
   */
  static long rank(double quantile, long count) {
    require(quantile);
    // Less a little: 0.55 of 100 comes out as 55.00000000000001 and is the 55th.
    return Math.max(0, (long) Math.ceil(quantile * count * (1 - 1e-12)) - 1);
  }

  /** The way it is written: p50, p99.9, max. */
  static String label(double quantile) {
    require(quantile);
    if (quantile == 1) {
      return "max";
    }
    // Through a few digits, as 100 * 0.999 is not 99.9.
    return "p" + Double.toString(Math.round(quantile * 1e8) / 1e6).replaceFirst("\\.0$", "");
  }
}
