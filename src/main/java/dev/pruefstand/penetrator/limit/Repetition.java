package dev.pruefstand.penetrator.limit;

import dev.pruefstand.penetrator.Failure;
import dev.pruefstand.penetrator.LoadResult;
import dev.pruefstand.penetrator.Tally;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.HdrHistogram.Histogram;

/**
 * One run at one rate, and whether it kept the objective. Times are response times in nanoseconds.
 *
 * @param rate requests planned per second
 * @param achieved right answers per second that came while requests were planned
 * @param goodput right answers within the objective's limit, per second
 * @param broken why it did not keep the objective, a phrase for each reason; empty if it did
 * @param evidence whether the run may be believed
 */
public record Repetition(
    double rate,
    double achieved,
    double goodput,
    long p50Nanos,
    long p99Nanos,
    long p999Nanos,
    List<String> broken,
    Evidence evidence) {
  private static final double NANOS = 1e9;
  private static final double PERCENT = 100;

  /** Below this share of what was planned the server did not follow. */
  private static final double FOLLOWED = 0.99;

  /** Copies the list. */
  public Repetition {
    broken = List.copyOf(broken);
  }

  /** What a run at a rate says about an objective. */
  static Repetition of(double rate, LoadResult result, Objective objective) {
    Tally total = result.total();
    Histogram nanos = total.responseNanos();
    var broken = new ArrayList<String>();
    if (total.requests() == 0) {
      broken.add("no request fell into the step");
    }
    if (objective.nanos(nanos) >= objective.limitNanos()) {
      broken.add(objective.name() + " " + Objective.measured(objective.nanos(nanos)));
    }
    if (total.failed() + result.inFlight() > 0) {
      broken.add(
          String.format(Locale.ROOT, "%,d without answer", total.failed() + result.inFlight()));
    }
    if (isSaturated(result, objective)) {
      broken.add(
          String.format(
              Locale.ROOT,
              "saturated, %.0f %% answered in time",
              PERCENT * total.responsesInTime() / total.requests()));
    }
    return new Repetition(
        rate,
        result.answersPerSecond(),
        goodput(result, objective),
        nanos.getValueAtPercentile(50),
        nanos.getValueAtPercentile(99),
        nanos.getValueAtPercentile(99.9),
        broken,
        Evidence.NONE);
  }

  /** The same, with what was found out about it. */
  Repetition with(Evidence found) {
    return new Repetition(rate, achieved, goodput, p50Nanos, p99Nanos, p999Nanos, broken, found);
  }

  /** A run in which nobody could be reached any more. */
  static Repetition unreachable(double rate) {
    return new Repetition(
        rate, 0, 0, 0, 0, 0, List.of("no connection could be made"), Evidence.NONE);
  }

  /**
   * Whether the answers fell behind. A server that follows has requests under way at the end, too:
   * by Little's law as many as come in a mean response time, of which the objective's limit is the
   * most that is forgiven.
   */
  private static boolean isSaturated(LoadResult result, Objective objective) {
    double underWay =
        result.plannedPerSecond()
            * Math.min(result.total().responseNanos().getMean(), (double) objective.limitNanos())
            / NANOS;
    return result.total().responsesInTime() + underWay < FOLLOWED * result.total().requests();
  }

  /**
   * Failures have a time as well; only timeouts are sure to be beyond a limit. Never flattering.
   */
  private static double goodput(LoadResult result, Objective objective) {
    Tally total = result.total();
    long within = total.responseNanos().getCountBetweenValues(0, objective.limitNanos());
    boolean timeoutsAreLate = result.plan().timeout().toNanos() > objective.limitNanos();
    long failedEarly =
        total.failed() - (timeoutsAreLate ? total.failures().getOrDefault(Failure.TIMEOUT, 0L) : 0);
    return Math.max(0, within - failedEarly) * NANOS / result.measured().toNanos();
  }

  /** Whether the objective was kept. */
  public boolean kept() {
    return broken.isEmpty();
  }

  /** Whether nothing but the server can be the reason for what it says. */
  public boolean isBelieved() {
    return evidence.doubts().isEmpty();
  }

  /** One phrase: kept, or broken and why, and the checks because of which that is not believed. */
  public String verdict() {
    String said = kept() ? "kept" : "broken: " + String.join("; ", broken);
    return isBelieved() ? said : said + " (✗ " + String.join(", ✗ ", evidence.doubts()) + ")";
  }
}
