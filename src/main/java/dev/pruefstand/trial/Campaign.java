package dev.pruefstand.trial;

import java.util.List;

/**
 * All trials of one run, with the one environment they were measured in.
 *
 * @param name the name of its folder below {@code results/}
 * @param responseRuns what an open loop has found, if there was one
 * @param accuracyRuns how exact the load generator was, if that was asked
 */
public record Campaign(
    String name,
    Environment environment,
    List<Trial> trials,
    List<ResponseRun> responseRuns,
    List<AccuracyRun> accuracyRuns) {

  /** Copies the lists, so that a campaign cannot change after it was read. */
  public Campaign {
    trials = List.copyOf(trials);
    responseRuns = List.copyOf(responseRuns);
    accuracyRuns = List.copyOf(accuracyRuns);
  }

  /** A campaign of closed loops only. */
  public Campaign(String name, Environment environment, List<Trial> trials) {
    this(name, environment, trials, List.of(), List.of());
  }
}
