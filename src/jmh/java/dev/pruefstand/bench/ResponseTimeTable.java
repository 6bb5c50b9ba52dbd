package dev.pruefstand.bench;

import dev.pruefstand.analysis.KeptRate;
import dev.pruefstand.analysis.Standing;
import dev.pruefstand.trial.Certificate;
import dev.pruefstand.trial.Latency;
import dev.pruefstand.trial.ResponseRun;
import java.io.PrintStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The figures of the open loop as text, one block per resource. */
final class ResponseTimeTable {
  private static final double NANOS_PER_MILLI = 1e6;

  private ResponseTimeTable() {}

  /** Prints every run, and what was found; nothing if there was no run. */
  static void print(List<ResponseRun> runs, PrintStream out) {
    Map<String, List<ResponseRun>> resources =
        runs.stream()
            .collect(
                Collectors.groupingBy(
                    run -> run.scenario().resource(), LinkedHashMap::new, Collectors.toList()));
    resources.forEach((resource, met) -> print(resource, met, out));
  }

  private static void print(String resource, List<ResponseRun> runs, PrintStream out) {
    out.printf("%n%s, open loop, response time from the planned instant on:%n", resource);
    out.printf(
        "  %-24s %10s %10s %9s %9s %9s %9s  %s%n",
        "contender",
        "planned/s",
        "answered/s",
        "p50 ms",
        "p99 ms",
        "p99.9 ms",
        "max ms",
        "certificate");
    for (ResponseRun run : runs) {
      Latency response = run.clocks().response();
      out.printf(
          "  %-24s %,10.0f %,10.0f %9.2f %9.2f %9.2f %9.2f  %s%s%n",
          run.contender().label(),
          run.scenario().requestsPerSecond(),
          run.achievedPerSecond(),
          response.p50Nanos() / NANOS_PER_MILLI,
          response.p99Nanos() / NANOS_PER_MILLI,
          response.p999Nanos() / NANOS_PER_MILLI,
          response.maxNanos() / NANOS_PER_MILLI,
          certificate(run),
          run.failures() > 0 ? ", failures " + run.errors() : "");
    }
    if (runs.stream().anyMatch(run -> Standing.of(run) == Standing.INVALID)) {
      out.printf(
          "  ✗ marks what does not hold: such a run is not compared. response-times.json has the"
              + " figures.%n");
    }
    KeptRate.finding(runs).ifPresent(finding -> out.printf("%n%s.%n", finding));
  }

  /** {@code valid}, {@code saturated}, or what does not hold. */
  private static String certificate(ResponseRun run) {
    return switch (Standing.of(run)) {
      case VALID -> run.certificate().equals(Certificate.NONE) ? "none" : "valid";
      case SATURATED -> "saturated";
      case INVALID ->
          Standing.faults(run).stream()
              .map(check -> "✗ " + check.name())
              .collect(Collectors.joining(", "));
    };
  }
}
