package dev.pruefstand.bench;

import dev.pruefstand.bench.oracle.Comparison;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.infra.IterationParams;
import org.openjdk.jmh.profile.InternalProfiler;
import org.openjdk.jmh.results.AggregationPolicy;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.ScalarResult;

/**
 * Brings what the penetrator measured into JMH's results: percentiles of the service time,
 * failures, CPU time per request. They land in {@code secondaryMetrics} and in every JMH viewer.
 */
public final class LoadProfiler implements InternalProfiler {
  /** Labels of the secondary results. */
  static final String SERVER_CPU = "server.cpu";

  static final String CLIENT_CPU = "client.cpu";
  static final String FAILURES = "failures";

  private static final double NANOS_PER_MILLI = 1e6;

  private static final AtomicReference<IterationRecord> LAST = new AtomicReference<>();
  private static final AtomicReference<AccuracyCase.Outcome> ACCURACY = new AtomicReference<>();

  /** Called by the state at an iteration's end, on the benchmark's thread. */
  static void publish(IterationRecord iteration) {
    LAST.set(iteration);
  }

  /** The same of a run against a server of known behaviour. */
  static void publish(AccuracyCase.Outcome outcome) {
    ACCURACY.set(outcome);
  }

  @Override
  public String getDescription() {
    return "The penetrator's own figures: service time, failures, CPU time per request";
  }

  @Override
  public void beforeIteration(BenchmarkParams benchmark, IterationParams iteration) {
    LAST.set(null);
    ACCURACY.set(null);
  }

  @Override
  public Collection<? extends Result<?>> afterIteration(
      BenchmarkParams benchmark, IterationParams iteration, IterationResult result) {
    AccuracyCase.Outcome outcome = ACCURACY.get();
    if (outcome != null) {
      return accuracy(outcome);
    }
    IterationRecord last = LAST.get();
    if (last == null || last.responses() == 0) {
      // A benchmark without a penetrator has nothing to add.
      return List.of();
    }
    var results = new ArrayList<Result<?>>();
    results.add(new ServiceTimeResult(last.serviceNanos()));
    results.add(perRequest(SERVER_CPU, last.serverCpuNanos(), last.responses()));
    results.add(perRequest(CLIENT_CPU, last.clientCpuNanos(), last.responses()));
    long failed = last.failures().values().stream().mapToLong(Long::longValue).sum();
    results.add(new ScalarResult(FAILURES, failed, "requests", AggregationPolicy.SUM));
    last.failures()
        .forEach(
            (kind, count) ->
                results.add(
                    new ScalarResult(
                        FAILURES + "." + kind, count, "requests", AggregationPolicy.SUM)));
    return results;
  }

  private static Collection<? extends Result<?>> accuracy(AccuracyCase.Outcome outcome) {
    var results = new ArrayList<Result<?>>();
    for (Comparison each : outcome.comparisons()) {
      results.add(millis(AccuracyReport.THEORY + each.quantile(), each.theoryNanos()));
      results.add(millis(AccuracyReport.MEASURED + each.quantile(), each.measuredNanos()));
    }
    results.add(
        millis("lateness.p99", outcome.result().total().latenessNanos().getValueAtPercentile(99)));
    results.add(millis("server.late.max", outcome.serverLateNanos()));
    double achieved = outcome.result().answersPerSecond() / outcome.result().plannedPerSecond();
    results.add(new ScalarResult("rate.achieved", achieved, "of planned", AggregationPolicy.AVG));
    return results;
  }

  private static ScalarResult millis(String label, double nanos) {
    return new ScalarResult(label, nanos / NANOS_PER_MILLI, "ms", AggregationPolicy.AVG);
  }

  private static ScalarResult perRequest(String label, long nanos, long requests) {
    return new ScalarResult(label, nanos / 1000.0 / requests, "us/request", AggregationPolicy.AVG);
  }
}
