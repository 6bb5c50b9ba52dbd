package dev.pruefstand.bench;

import dev.pruefstand.analysis.ForkMean;
import dev.pruefstand.analysis.Interval;
import dev.pruefstand.analysis.Summary;
import dev.pruefstand.trial.Scenario;
import java.io.PrintStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.openjdk.jmh.results.RunResult;

/** The figures of a campaign as text, one block per scenario. */
final class CampaignTable {
  private static final double NANOS_PER_MICRO = 1000.0;

  private CampaignTable() {}

  /** What the harness itself can do: a score near it says more of the client than of a server. */
  static void printBaseline(List<RunResult> results, PrintStream out) {
    for (RunResult result : results) {
      if (result.getParams().getBenchmark().endsWith(".fixedBytes")) {
        List<List<Double>> forks =
            result.getBenchmarkResults().stream()
                .map(
                    fork ->
                        fork.getIterationResults().stream()
                            .map(iteration -> iteration.getPrimaryResult().getScore())
                            .toList())
                .toList();
        Interval rate = ForkMean.of(forks);
        out.printf(
            "%nThe load generator against a responder of fixed bytes: %,.0f ± %s requests/s%n",
            rate.estimate(), margin(rate));
      }
    }
  }

  static void print(List<Summary> summaries, PrintStream out) {
    Map<Scenario, List<Summary>> byScenario =
        summaries.stream()
            .collect(
                Collectors.groupingBy(Summary::scenario, LinkedHashMap::new, Collectors.toList()));
    byScenario.forEach((scenario, met) -> print(scenario, met, out));
  }

  private static void print(Scenario scenario, List<Summary> met, PrintStream out) {
    out.printf(
        "%n%s (%,d bytes), %,d connection%s, %s%n",
        scenario.resource(),
        scenario.bodyBytes(),
        scenario.connections(),
        scenario.connections() == 1 ? "" : "s",
        (scenario.keepAlive() ? "kept alive" : "one per request")
            + (scenario.deferAccept() ? ", accepting deferred" : ""));
    out.printf(
        "  %-24s %22s %12s %12s %16s %12s%n",
        "contender", "requests/s ± 95 %", "p50 µs", "p99 µs", "CPU µs/request", "client busy");
    for (Summary each : met) {
      out.printf(
          "  %-24s %12s ± %7s %12s %12s %16s %10.0f %%%s%n",
          each.contender().label(),
          "%,.0f".formatted(each.requestsPerSecond().estimate()),
          margin(each.requestsPerSecond()),
          micros(each, 50),
          micros(each, 99),
          cpu(each),
          100 * each.clientBusy(),
          each.failures() == 0 ? "" : "  %,d failed".formatted(each.failures()));
    }
  }

  private static String cpu(Summary summary) {
    double micros = summary.serverCpuMicros().estimate();
    return micros == 0 ? "?" : "%.1f".formatted(micros);
  }

  /** A single observation has no spread, which is not the same as a spread of zero. */
  private static String margin(Interval interval) {
    return interval.margin() == 0 ? "?" : "%,.0f".formatted(interval.margin());
  }

  private static String micros(Summary summary, double percentile) {
    return "%,.0f"
        .formatted(summary.serviceNanos().getValueAtPercentile(percentile) / NANOS_PER_MICRO);
  }
}
