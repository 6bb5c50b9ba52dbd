package dev.pruefstand.trial;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * All trials of one run, with the one environment they were measured in.
 *
 * @param name the name of its folder below {@code results/}
 * @param responseRuns what an open loop has found, if there was one
 * @param accuracyRuns how exact the load generator was, if that was asked
 * @param idleRuns what idle connections took of a server's memory, if that was asked
 * @param absentees who was left out, and why
 * @param deviations what those do otherwise that were audited before they were measured
 */
public record Campaign(
    String name,
    Environment environment,
    List<Trial> trials,
    List<ResponseRun> responseRuns,
    List<AccuracyRun> accuracyRuns,
    List<IdleRun> idleRuns,
    List<Absentee> absentees,
    List<Deviation> deviations) {

  /** Copies the lists, so that a campaign cannot change after it was read. */
  public Campaign {
    trials = List.copyOf(trials);
    responseRuns = List.copyOf(responseRuns);
    accuracyRuns = List.copyOf(accuracyRuns);
    idleRuns = List.copyOf(idleRuns);
    absentees = List.copyOf(absentees);
    deviations = List.copyOf(deviations);
  }

  /** A campaign from which nobody was left out and in which nobody was audited. */
  public Campaign(
      String name,
      Environment environment,
      List<Trial> trials,
      List<ResponseRun> responseRuns,
      List<AccuracyRun> accuracyRuns,
      List<IdleRun> idleRuns) {
    this(name, environment, trials, responseRuns, accuracyRuns, idleRuns, List.of(), List.of());
  }

  /** A campaign of closed loops only. */
  public Campaign(String name, Environment environment, List<Trial> trials) {
    this(name, environment, trials, List.of(), List.of(), List.of());
  }

  /** Those who were measured nowhere: where others stand they would be a hole. */
  public List<Absentee> missing() {
    Set<String> met =
        Stream.of(
                trials.stream().map(Trial::contender),
                responseRuns.stream().map(ResponseRun::contender),
                idleRuns.stream().map(IdleRun::contender))
            .flatMap(each -> each)
            .map(Contender::strategy)
            .collect(Collectors.toSet());
    return absentees.stream().filter(each -> !met.contains(each.contender())).toList();
  }
}
