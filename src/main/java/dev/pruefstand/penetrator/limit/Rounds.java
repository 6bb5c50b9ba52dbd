package dev.pruefstand.penetrator.limit;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.DoubleFunction;

/**
 * Repeats a rate until as many runs as wanted can be believed. One that cannot is made up for by
 * another, but not for ever: when more are doubted than were wanted, it is enough.
 */
final class Rounds {
  private final int wanted;
  private final DoubleFunction<Optional<Repetition>> load;
  private List<Repetition> unfinished = List.of();
  private boolean ended;

  /**
   * Rounds of a load.
   *
   * @param wanted runs that are to be believed
   * @param load one run; empty when the search was ended
   */
  Rounds(int wanted, DoubleFunction<Optional<Repetition>> load) {
    this.wanted = wanted;
    this.load = load;
  }

  /** All runs of a round; empty when the search was ended before it was complete. */
  Optional<List<Repetition>> at(double rate) {
    var runs = new ArrayList<Repetition>();
    while (!isEnough(runs)) {
      Optional<Repetition> run = load.apply(rate);
      if (run.isEmpty()) {
        ended = true;
        unfinished = runs;
        return Optional.empty();
      }
      runs.add(run.get());
    }
    return Optional.of(runs);
  }

  private boolean isEnough(List<Repetition> runs) {
    long believed = runs.stream().filter(Repetition::isBelieved).count();
    return believed == wanted || runs.size() - believed > wanted;
  }

  boolean ended() {
    return ended;
  }

  /** The runs of the round in which the search was ended. */
  List<Repetition> unfinished() {
    return unfinished;
  }
}
