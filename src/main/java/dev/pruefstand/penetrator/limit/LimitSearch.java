package dev.pruefstand.penetrator.limit;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.DoubleFunction;

/**
 * Looks for the highest rate that is kept: doubles the rate until it breaks, or halves it until it
 * is kept, and then halves what lies between until it is within 2 %. Ends by itself.
 *
 * <p>Repetitions that follow each other share what the machine happens to be doing: they may agree
 * and be wrong. So both ends of the interval are checked when they are close to each other. One
 * that does not stand the check gives way to the next, and the search goes on from there.
 *
 * @param firstRate where it begins, in requests per second
 * @param repetitions how many believed runs each rate gets
 * @param lowestRate it does not go below
 * @param highestRate it does not go above
 * @param mostSteps how many rates are tried at most
 */
public record LimitSearch(
    double firstRate, int repetitions, double lowestRate, double highestRate, int mostSteps) {
  private static final double NANOS = 1e9;
  private static final double SLOWEST = 1;
  private static final double FASTEST = 1 << 24;
  private static final int MOST_STEPS = 60;

  /** Checks the ranges. */
  public LimitSearch {
    if (!(lowestRate > 0) || !(firstRate >= lowestRate) || !(firstRate <= highestRate)) {
      throw new IllegalArgumentException(
          "expected a rate from %,.0f to %,.0f to begin with, found %s"
              .formatted(lowestRate, highestRate, firstRate));
    }
    if (repetitions < 1 || mostSteps < 1) {
      throw new IllegalArgumentException("expected repetitions from 1, found " + repetitions);
    }
  }

  /** From 1/s, or a request per step if these are shorter, to 2^24/s. */
  public static LimitSearch from(double firstRate, int repetitions, Duration step) {
    double slowest = Math.max(SLOWEST, NANOS / step.toNanos());
    return new LimitSearch(firstRate, repetitions, slowest, FASTEST, MOST_STEPS);
  }

  /**
   * Tries one rate after the other.
   *
   * @param load one run at a rate; empty when the search is to end early
   */
  public Limit search(DoubleFunction<Optional<Repetition>> load) {
    var rounds = new Rounds(repetitions, load);
    var steps = new ArrayList<Step>();
    double rate = firstRate;
    do {
      while (rate > 0 && steps.size() < mostSteps && !rounds.ended()) {
        double tried = rate;
        rounds.at(rate).ifPresent(runs -> steps.add(new Step(tried, runs, List.of())));
        rate = next(new Limit(steps));
      }
      boolean changed = !rounds.ended() && new Limit(steps).isFound() && check(steps, rounds);
      rate = changed ? next(new Limit(steps)) : 0;
    } while (rate > 0 && steps.size() < mostSteps);
    return new Limit(steps, rounds.unfinished(), rounds.ended());
  }

  /** Returns whether there was anything to check. */
  private boolean check(List<Step> steps, Rounds rounds) {
    Comparator<Step> upwards = Comparator.comparingDouble(Step::rate);
    boolean upper = check(steps, false, upwards, rounds);
    return check(steps, true, upwards.reversed(), rounds) || upper;
  }

  /** Goes away from the limit until a rate at which all agreed stands the check. */
  private boolean check(List<Step> steps, boolean kept, Comparator<Step> order, Rounds rounds) {
    List<Step> agreed =
        steps.stream()
            .filter(step -> step.kept() == kept && step.isUnanimous())
            .sorted(order)
            .toList();
    boolean any = false;
    for (Step step : agreed) {
      Optional<List<Repetition>> again =
          step.isChecked() || rounds.ended() ? Optional.empty() : rounds.at(step.rate());
      if (again.isEmpty()) {
        break;
      }
      Step checked = step.checked(again.get());
      steps.set(steps.indexOf(step), checked);
      any = true;
      if (checked.isUnanimous()) {
        break;
      }
    }
    return any;
  }

  /** 0 when there is nothing more to try. */
  private double next(Limit sofar) {
    double kept = sofar.highestKept().map(Step::rate).orElse(0.0);
    double broken = sofar.lowestBroken().map(Step::rate).orElse(0.0);
    if (sofar.isFound()
        || (broken > 0 && broken <= lowestRate)
        || (kept > 0 && kept >= highestRate)) {
      return 0;
    }
    if (broken == 0) {
      return Math.min(2 * kept, highestRate);
    }
    return kept == 0 ? Math.max(broken / 2, lowestRate) : (kept + broken) / 2;
  }
}
