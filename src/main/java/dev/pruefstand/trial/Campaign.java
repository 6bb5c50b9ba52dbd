package dev.pruefstand.trial;

import java.util.List;

/**
 * All trials of one run, with the one environment they were measured in.
 *
 * @param name the name of its folder below {@code results/}
 * @param responseRuns what an open loop has found, if there was one
 * @param accuracyRuns how exact the load generator was, if that was asked
 * @param idleRuns what idle connections took of a server's memory, if that was asked
 */
public record Campaign(
    String name,
    Environment environment,
    List<Trial> trials,
    List<ResponseRun> responseRuns,
    List<AccuracyRun> accuracyRuns,
    List<IdleRun> idleRuns) {

  /** Copies the lists, so that a campaign cannot change after it was read. */
  public Campaign {
    trials = List.copyOf(trials);
    responseRuns = List.copyOf(responseRuns);
    accuracyRuns = List.copyOf(accuracyRuns);
    idleRuns = List.copyOf(idleRuns);
  }

  /** A campaign of closed loops only. */
  public Campaign(String name, Environment environment, List<Trial> trials) {
    this(name, environment, trials, List.of(), List.of(), List.of());
  }
}
