package dev.pruefstand.analysis;

import dev.pruefstand.trial.Check;
import java.util.List;
import java.util.Locale;

/**
 * Whether a run's first and second half agree: the 95 % interval of the ratio of their means
 * contains 1, or lies within ±2 %.
 *
 * <p>The interval is Fieller's, which contains 1 exactly if the difference of the means cannot be
 * told from zero, and has no upper end if the first mean cannot: a second in which a server stood
 * still proves no trend. Source: Fieller, <i>Some Problems in Interval Estimation</i>, Journal of
 * the Royal Statistical Society B 16, 1954; the limit is that of the project's method.
 */
final class Steadiness {
  /** Two observations in each half: one has no spread. */
  private static final int FEWEST_SECONDS = 4;

  private static final double LIMIT = 0.02;
  private static final String LIMIT_TEXT = "1, or ± 2 %";

  private record Half(double mean, double relativeError, int count) {
    static Half of(List<Double> values) {
      double mean = values.stream().mapToDouble(Double::doubleValue).average().orElse(0);
      double squares = values.stream().mapToDouble(each -> (each - mean) * (each - mean)).sum();
      double variance = squares / (values.size() - 1);
      return new Half(mean, Math.sqrt(variance / values.size()) / mean, values.size());
    }
  }

  /** An interval whose ends are further apart says nothing. */
  private static final double WIDEST = 2;

  private static final double NORMAL_95 = 1.96;

  private Steadiness() {}

  static Check judge(String name, String what, List<Double> seconds) {
    if (seconds.size() < FEWEST_SECONDS) {
      return Check.notJudged(
          name, "", LIMIT_TEXT, "it takes " + FEWEST_SECONDS + " whole seconds to tell");
    }
    int half = seconds.size() / 2;
    Interval ratio = ratio(seconds.subList(0, half), seconds.subList(half, seconds.size()));
    boolean agree = ratio.low() <= 1 && ratio.high() >= 1;
    boolean near = ratio.low() >= 1 - LIMIT && ratio.high() <= 1 + LIMIT;
    String figure =
        String.format(
            Locale.ROOT,
            "%s, second half to first: %.2f [%.2f, %s]",
            what,
            ratio.estimate(),
            ratio.low(),
            Double.isInfinite(ratio.high())
                ? "∞"
                : String.format(Locale.ROOT, "%.2f", ratio.high()));
    if (!near && hasTrend(seconds)) {
      return Check.of(name, false, figure + ", a trend", LIMIT_TEXT);
    }
    if (agree && !near && ratio.high() > WIDEST * ratio.low()) {
      return Check.notJudged(
          name, figure, LIMIT_TEXT, "the seconds differ too much to tell, so run it for longer");
    }
    return Check.of(name, agree || near, figure, LIMIT_TEXT);
  }

  /**
   * Whether the seconds rise or fall on the whole, at 95 %: by their ranks, for which one frozen
   * second is no more than one. Source: Mann, <i>Nonparametric Tests Against Trend</i>,
   * Econometrica 13 (1945); Kendall, <i>Rank Correlation Methods</i>.
   */
  private static boolean hasTrend(List<Double> seconds) {
    int n = seconds.size();
    int rising = 0;
    for (int i = 0; i < n; i++) {
      for (int j = i + 1; j < n; j++) {
        rising += Double.compare(seconds.get(j), seconds.get(i));
      }
    }
    double variance = n * (n - 1.0) * (2.0 * n + 5) / 18;
    return Math.abs(rising) - 1 > NORMAL_95 * Math.sqrt(variance);
  }

  private static Interval ratio(List<Double> first, List<Double> second) {
    Half before = Half.of(first);
    Half after = Half.of(second);
    if (before.mean == 0 || after.mean == 0) {
      // Nothing came in one half: steady only if nothing came at all.
      double none = before.mean == after.mean ? 1 : 0;
      return new Interval(none, none, none);
    }
    double ratio = after.mean / before.mean;
    double t = ForkMean.student(before.count + after.count - 2);
    double a = t * before.relativeError;
    double b = t * after.relativeError;
    if (a >= 1) {
      return new Interval(ratio, 0, Double.POSITIVE_INFINITY);
    }
    double margin = Math.sqrt(a * a + b * b - a * a * b * b);
    double scale = ratio / (1 - a * a);
    return new Interval(ratio, Math.max(0, scale * (1 - margin)), scale * (1 + margin));
  }
}
