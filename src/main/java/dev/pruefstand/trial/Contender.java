package dev.pruefstand.trial;

/**
 * A strategy with its settings: who is measured.
 *
 * @param strategy the name in the catalogue and on the command line, {@code event-loop} say
 * @param threads the size of its pool, or the number of its event loops where there are several; 0
 *     where the strategy has no such setting, or is a single loop
 */
public record Contender(String strategy, int threads) {

  /**
   * How charts and tables call it: {@code pool (8)}, {@code event-loop}, {@code event-loop (4)}.
   */
  public String label() {
    return threads == 0 ? strategy : strategy + " (" + threads + ")";
  }
}
