package dev.pruefstand.analysis;

import static java.util.Comparator.comparingInt;
import static java.util.Comparator.comparingLong;

import dev.pruefstand.trial.Contender;
import java.util.Comparator;
import java.util.List;

/**
 * One contender for each strategy: the size that was measured under most scenarios. Charts and
 * sentences use the same, and not the size that happened to do best: a strategy with six sizes
 * would have six tries.
 */
public final class Usual {
  /** The pool's size where the data leave it open. Of event loops it is the single one. */
  private static final int USUAL_THREADS = 8;

  private Usual() {}

  /**
   * Those summaries that belong to the usual contender of their strategy.
   *
   * @param among where most scenarios are counted: all that was measured
   */
  public static List<Summary> of(List<Summary> summaries, List<Summary> among) {
    return summaries.stream().filter(each -> isUsual(each.contender(), among)).toList();
  }

  private static boolean isUsual(Contender contender, List<Summary> among) {
    Comparator<Contender> fit =
        comparingLong((Contender c) -> among.stream().filter(s -> s.contender().equals(c)).count())
            .thenComparing(comparingInt((Contender c) -> distance(c)).reversed())
            .thenComparing(Contender::threads, Comparator.reverseOrder());
    return among.stream()
        .map(Summary::contender)
        .filter(other -> other.family().equals(contender.family()))
        .max(fit)
        .filter(contender::equals)
        .isPresent();
  }

  private static int distance(Contender contender) {
    return contender.threads() == 0 ? 0 : Math.abs(contender.threads() - USUAL_THREADS);
  }
}
