package dev.pruefstand.penetrator.limit;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What a search has found out, in the order in which it was tried. A search goes up from what was
 * kept and down from what broke, so that all rates kept lie below all that broke.
 */
public record Limit(List<Step> steps) {
  /** How close the lowest broken rate must be to the highest kept one. */
  static final double TOLERANCE = 0.02;

  /** Copies the list. */
  public Limit {
    steps = List.copyOf(steps);
  }

  /** The highest rate that was kept by most repetitions, if any was. */
  public Optional<Step> highestKept() {
    return steps.stream().filter(Step::kept).max(Comparator.comparingDouble(Step::rate));
  }

  /** The lowest rate that was broken by most, if any was. */
  public Optional<Step> lowestBroken() {
    return steps.stream().filter(step -> !step.kept()).min(Comparator.comparingDouble(Step::rate));
  }

  /** Whether the limit lies between two rates that are close to each other. */
  public boolean isFound() {
    return highestKept().isPresent()
        && lowestBroken().isPresent()
        && lowestBroken().get().rate() <= highestKept().get().rate() * (1 + TOLERANCE);
  }

  /** The interval's lower end: the highest rate that every repetition kept. */
  public OptionalDouble keptByAll() {
    return steps.stream()
        .filter(step -> step.kept() && step.isUnanimous())
        .mapToDouble(Step::rate)
        .max();
  }

  /** The interval's upper end: the lowest rate that no repetition kept. */
  public OptionalDouble brokenByAll() {
    return steps.stream()
        .filter(step -> !step.kept() && step.isUnanimous())
        .mapToDouble(Step::rate)
        .min();
  }

  /** Rates at which the repetitions did not say the same. */
  public long disagreements() {
    return steps.stream().filter(step -> !step.isUnanimous()).count();
  }

  /** Whether it may be the load generator's limit and not the server's. */
  public boolean generatorLimited() {
    return lowestBroken().map(Step::generatorLimited).orElse(false);
  }
}
