package dev.pruefstand.trial;

import java.util.List;
import java.util.Map;

/**
 * One contender under one scenario in one fresh JVM: the unit of observation.
 *
 * @param fork which of the repetitions this is, from 1
 * @param requestsPerSecond answers per second, one figure per measured iteration
 * @param latency service time over all measured iterations
 * @param errors requests that failed in the measured iterations, by kind; empty when none did
 * @param isolation whether the server had a process of its own
 * @param serverCpuMicros CPU time (user and system) of the server's process, less the client's
 *     thread if that shares it, per request
 * @param clientCpuMicros CPU time of the client's thread, per request
 * @param ledger what the server's process has used in the measured iterations; without an entry in
 *     files of earlier days
 * @param histogram the file with the latency histogram, relative to the campaign's folder
 */
public record Trial(
    Contender contender,
    Scenario scenario,
    int fork,
    List<Double> requestsPerSecond,
    Latency latency,
    Map<String, Long> errors,
    Isolation isolation,
    double serverCpuMicros,
    double clientCpuMicros,
    Ledger ledger,
    String histogram) {

  /** Copies the collections, so that a trial cannot change after it was recorded. */
  public Trial {
    requestsPerSecond = List.copyOf(requestsPerSecond);
    errors = Map.copyOf(errors);
  }

  /** How many requests failed in the measured iterations. */
  public long failures() {
    return errors.values().stream().mapToLong(Long::longValue).sum();
  }
}
