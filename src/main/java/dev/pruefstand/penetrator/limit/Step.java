package dev.pruefstand.penetrator.limit;

import java.util.List;
import java.util.stream.Stream;

/**
 * A rate and all that was tried at it.
 *
 * @param repetitions one after the other; their majority decides
 * @param checks the same again, some time later, or none: then their majority decides
 */
public record Step(double rate, List<Repetition> repetitions, List<Repetition> checks) {
  /** Copies the lists. */
  public Step {
    repetitions = List.copyOf(repetitions);
    checks = List.copyOf(checks);
    if (repetitions.isEmpty()) {
      throw new IllegalArgumentException("expected a repetition, found none");
    }
  }

  /** The same rate, checked. */
  Step checked(List<Repetition> again) {
    return new Step(rate, repetitions, again);
  }

  /** Whether most repetitions kept the objective; half of them are not enough. */
  public boolean kept() {
    List<Repetition> latest = isChecked() ? checks : repetitions;
    return 2 * keptOf(latest) > latest.size();
  }

  boolean isChecked() {
    return !checks.isEmpty();
  }

  /** All of them, the checks included. */
  public List<Repetition> all() {
    return Stream.concat(repetitions.stream(), checks.stream()).toList();
  }

  /** How many of all kept it. */
  public int keptCount() {
    return keptOf(all());
  }

  /** Whether all say the same. */
  public boolean isUnanimous() {
    return keptCount() == 0 || keptCount() == all().size();
  }

  /** Whether it broke and the load generator may be to blame for it. */
  public boolean generatorLimited() {
    return !kept() && all().stream().anyMatch(each -> !each.kept() && each.generatorLimited());
  }

  private static int keptOf(List<Repetition> some) {
    return (int) some.stream().filter(Repetition::kept).count();
  }
}
