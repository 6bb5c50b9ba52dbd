package dev.pruefstand.trial;

/**
 * A strategy with its settings, or another server: who is measured.
 *
 * @param strategy the name in the catalogue and on the command line, {@code event-loop} say
 * @param threads the size of its pool, 0 where the strategy has no such setting
 * @param group whom it is compared with
 */
public record Contender(String strategy, int threads, Group group) {
  /** One of ours. */
  public Contender(String strategy, int threads) {
    this(strategy, threads, Group.OURS);
  }

  /** How charts and tables call it: {@code pool (8)}, {@code event-loop}. */
  public String label() {
    return threads == 0 ? strategy : strategy + " (" + threads + ")";
  }
}
