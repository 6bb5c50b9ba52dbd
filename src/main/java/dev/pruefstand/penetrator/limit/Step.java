package dev.pruefstand.penetrator.limit;

import java.util.List;

/** A rate and all that was tried at it. The majority of the repetitions decides. */
public record Step(double rate, List<Repetition> repetitions) {
  /** Copies the list. */
  public Step {
    repetitions = List.copyOf(repetitions);
    if (repetitions.isEmpty()) {
      throw new IllegalArgumentException("expected a repetition, found none");
    }
  }

  /** How many repetitions kept the objective. */
  public int keptCount() {
    return (int) repetitions.stream().filter(Repetition::kept).count();
  }

  /** Whether most repetitions kept it; half of them are not enough. */
  public boolean kept() {
    return 2 * keptCount() > repetitions.size();
  }

  /** Whether all repetitions say the same. */
  public boolean isUnanimous() {
    return keptCount() == 0 || keptCount() == repetitions.size();
  }

  /** Whether it broke and the load generator may be to blame for it. */
  public boolean generatorLimited() {
    return !kept()
        && repetitions.stream().anyMatch(each -> !each.kept() && each.generatorLimited());
  }
}
