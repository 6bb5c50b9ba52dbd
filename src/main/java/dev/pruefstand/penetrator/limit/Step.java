package dev.pruefstand.penetrator.limit;

import java.util.List;
import java.util.stream.Stream;

/**
 * A rate and all that was tried at it. Only runs that are believed have a vote; where there are
 * none, all have, so that a search can go on, but the step is not certified.
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
    List<Repetition> votes = votes(latest());
    return 2 * keptOf(votes) > votes.size();
  }

  /**
   * Whether what decides rests on as many believed runs as were wanted: {@link Rounds} ends with
   * them, or with more that are doubted.
   */
  public boolean isCertified() {
    return 2 * latest().stream().filter(Repetition::isBelieved).count() >= latest().size();
  }

  private List<Repetition> latest() {
    return isChecked() ? checks : repetitions;
  }

  boolean isChecked() {
    return !checks.isEmpty();
  }

  /** All of them, the checks included. */
  public List<Repetition> all() {
    return Stream.concat(repetitions.stream(), checks.stream()).toList();
  }

  /** Those of all that have a vote. */
  public List<Repetition> votes() {
    return votes(all());
  }

  private static List<Repetition> votes(List<Repetition> runs) {
    List<Repetition> believed = runs.stream().filter(Repetition::isBelieved).toList();
    return believed.isEmpty() ? runs : believed;
  }

  /** How many of those that have a vote kept it. */
  public int keptCount() {
    return keptOf(votes());
  }

  /** Whether all that have a vote say the same. */
  public boolean isUnanimous() {
    return keptCount() == 0 || keptCount() == votes().size();
  }

  private static int keptOf(List<Repetition> some) {
    return (int) some.stream().filter(Repetition::kept).count();
  }
}
