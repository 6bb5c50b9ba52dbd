package dev.pruefstand.penetrator.limit;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What a search has found out. Where chance would have it that a rate is kept above one that broke,
 * it does not count: a limit has nothing broken below it.
 *
 * @param unfinished the runs at the rate at which it was ended early; they decide nothing
 * @param endedEarly whether somebody stopped the search
 */
public record Limit(List<Step> steps, List<Repetition> unfinished, boolean endedEarly) {
  /** How close the lowest broken rate must be to the highest kept one. */
  static final double TOLERANCE = 0.02;

  /** Copies the lists. */
  public Limit {
    steps = List.copyOf(steps);
    unfinished = List.copyOf(unfinished);
  }

  /** Of a search that nobody has ended. */
  public Limit(List<Step> steps) {
    this(steps, List.of(), false);
  }

  /** The highest rate that was kept by most repetitions and below all that broke, if any was. */
  public Optional<Step> highestKept() {
    return belowAllBroken().max(Comparator.comparingDouble(Step::rate));
  }

  /** The lowest rate that was broken by most, if any was. */
  public Optional<Step> lowestBroken() {
    return broken().min(Comparator.comparingDouble(Step::rate));
  }

  /** What broke for reasons that may not be the server's does not, if more was surely kept. */
  private Stream<Step> broken() {
    double surelyKept =
        steps.stream()
            .filter(step -> step.kept() && step.isCertified())
            .mapToDouble(Step::rate)
            .max()
            .orElse(0);
    return steps.stream()
        .filter(step -> !step.kept() && (step.isCertified() || step.rate() > surelyKept));
  }

  private Stream<Step> belowAllBroken() {
    double broken = lowestBroken().map(Step::rate).orElse(Double.POSITIVE_INFINITY);
    return steps.stream().filter(step -> step.kept() && step.rate() < broken);
  }

  /** Whether the limit lies between two rates that are close to each other. */
  public boolean isFound() {
    return highestKept().isPresent()
        && lowestBroken().isPresent()
        && lowestBroken().get().rate() <= highestKept().get().rate() * (1 + TOLERANCE);
  }

  /** The interval's lower end: the highest rate that every repetition kept. */
  public Optional<Step> keptByAll() {
    return belowAllBroken().filter(Step::isUnanimous).max(Comparator.comparingDouble(Step::rate));
  }

  /** The interval's upper end: the lowest rate that no repetition kept. */
  public Optional<Step> brokenByAll() {
    return broken().filter(Step::isUnanimous).min(Comparator.comparingDouble(Step::rate));
  }

  /**
   * Whether it is the server's limit beyond doubt: found, checked, and both ends of its interval
   * rest on runs that are believed.
   */
  public boolean isValid() {
    return !endedEarly
        && isFound()
        && keptByAll().filter(Step::isCertified).isPresent()
        && brokenByAll().filter(Step::isCertified).isPresent();
  }

  /** Rates at which the repetitions did not say the same. */
  public long disagreements() {
    return steps.stream().filter(step -> !step.isUnanimous()).count();
  }
}
