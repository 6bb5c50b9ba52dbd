package dev.pruefstand.trial;

import java.util.Map;

/**
 * One contender under one planned rate in one fresh JVM.
 *
 * @param fork which of the repetitions this is, from 1
 * @param plannedPerSecond requests that were planned: chance makes it differ from the rate
 * @param achievedPerSecond right answers that came while requests were planned
 * @param requests how many were planned
 * @param errors requests that failed, by kind; empty when none did
 * @param saturated whether the server could not keep up, so that the queue grew as long as requests
 *     were planned, and every time says how long that was
 * @param certificate whether it may be believed; without a check in files of earlier days
 * @param histogram the file with the response times, relative to the campaign's folder
 */
public record ResponseRun(
    Contender contender,
    OpenScenario scenario,
    int fork,
    double plannedPerSecond,
    double achievedPerSecond,
    long requests,
    Map<String, Long> errors,
    boolean saturated,
    Clocks clocks,
    Certificate certificate,
    String histogram) {

  /** Copies the map, so that a run cannot change after it was recorded. */
  public ResponseRun {
    errors = Map.copyOf(errors);
  }

  /** How many requests failed. */
  public long failures() {
    return errors.values().stream().mapToLong(Long::longValue).sum();
  }
}
