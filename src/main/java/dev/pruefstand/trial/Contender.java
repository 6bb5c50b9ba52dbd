package dev.pruefstand.trial;

import java.util.List;

/**
 * A strategy with its settings, or another server: who is measured.
 *
 * @param strategy the name in the catalogue and on the command line, {@code event-loop} say
 * @param threads the size of its pool, 0 where the strategy has no such setting
 * @param group whom it is compared with
 * @param settings what else sets it apart from others of its strategy: flags that its JVM got
 *     beyond those that all get, {@link #IN_PROCESS}; empty where it runs as usual, and in files of
 *     earlier days
 */
public record Contender(String strategy, int threads, Group group, List<String> settings) {
  /** The setting of a server that had no process of its own. */
  public static final String IN_PROCESS = "in process";

  /** Copies the list. */
  public Contender {
    settings = List.copyOf(settings);
  }

  /** As usual. */
  public Contender(String strategy, int threads, Group group) {
    this(strategy, threads, group, List.of());
  }

  /** One of ours, as usual. */
  public Contender(String strategy, int threads) {
    this(strategy, threads, Group.OURS);
  }

  /**
   * The strategy and all settings but the number of threads, {@code pool +UseZGC}: contenders of
   * one family differ in that number only.
   */
  public String family() {
    return strategy + brief();
  }

  /**
   * How charts and tables call it: {@code pool (8)}, {@code event-loop}, {@code pool (8) +UseZGC}.
   */
  public String label() {
    return (threads == 0 ? strategy : strategy + " (" + threads + ")") + brief();
  }

  /** The prefix that most flags of a JVM have tells nobody anything. */
  private String brief() {
    return settings.isEmpty() ? "" : " " + String.join(" ", settings).replace("-XX:", "");
  }
}
