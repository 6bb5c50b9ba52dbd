package dev.pruefstand.penetrator.limit;

import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleFunction;

/**
 * Looks for the highest rate that is kept: doubles the rate until it breaks, or halves it until it
 * is kept, and then halves what lies between until it is within 2 %. Ends by itself.
 *
 * @param firstRate where it begins, in requests per second
 * @param repetitions how often each rate is tried
 * @param lowestRate it does not go below
 * @param highestRate it does not go above
 * @param mostSteps how many rates are tried at most
 */
public record LimitSearch(
    double firstRate, int repetitions, double lowestRate, double highestRate, int mostSteps) {
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

  /** From 1/s to 2^24/s. */
  public static LimitSearch from(double firstRate, int repetitions) {
    return new LimitSearch(firstRate, repetitions, SLOWEST, FASTEST, MOST_STEPS);
  }

  /** Tries one rate after the other. */
  public Limit search(DoubleFunction<Repetition> load) {
    var steps = new ArrayList<Step>();
    double rate = firstRate;
    while (rate > 0 && steps.size() < mostSteps) {
      steps.add(step(rate, load));
      rate = next(new Limit(steps));
    }
    return new Limit(steps);
  }

  private Step step(double rate, DoubleFunction<Repetition> load) {
    List<Repetition> all = new ArrayList<>();
    for (int i = 0; i < repetitions; i++) {
      all.add(load.apply(rate));
    }
    return new Step(rate, all);
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
