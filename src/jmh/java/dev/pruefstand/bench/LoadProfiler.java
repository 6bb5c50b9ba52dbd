package dev.pruefstand.bench;

import dev.pruefstand.analysis.LoadCertificate;
import dev.pruefstand.analysis.LoadFigures;
import dev.pruefstand.analysis.Saturation;
import dev.pruefstand.bench.oracle.Comparison;
import dev.pruefstand.penetrator.LoadResult;
import dev.pruefstand.penetrator.Tally;
import dev.pruefstand.trial.IdleRun;
import dev.pruefstand.trial.Ledger;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.HdrHistogram.Histogram;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.infra.IterationParams;
import org.openjdk.jmh.profile.InternalProfiler;
import org.openjdk.jmh.results.AggregationPolicy;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.ScalarResult;

/**
 * Brings what the penetrator measured into JMH's results: percentiles of its clocks, failures, CPU
 * time per request. They land in {@code secondaryMetrics} and in every JMH viewer.
 */
public final class LoadProfiler implements InternalProfiler {
  /** Labels of the secondary results. */
  static final String SERVER_CPU = "server.cpu";

  static final String CLIENT_CPU = "client.cpu";
  static final String LEDGER = "ledger";
  static final String FAILURES = "failures";
  static final String RESPONSE = "response";
  static final String SERVICE = "service";
  static final String FIRST_BYTE = "firstByte";
  static final String CONNECT = "connect";
  static final String LAG = "lag";
  static final String LATENESS = "lateness";
  static final String PLANNED = "rate.planned";
  static final String ACHIEVED = "rate.achieved";
  static final String REQUESTS = "requests";
  static final String SATURATED = "saturated";
  static final String CERTIFICATE = "certificate";
  static final String HEAP = "heap";
  static final String RESIDENT = "resident";

  /** What the two of them are followed by. */
  static final String EMPTY = ".empty";

  static final String FILLED = ".filled";
  static final String PER_CONNECTION = "memory.perConnection";

  private static final double NANOS_PER_MILLI = 1e6;

  /** What the iteration has found, for {@link #afterIteration} to hand on. */
  private static final AtomicReference<List<Result<?>>> LAST = new AtomicReference<>(List.of());

  /** Called by the state at an iteration's end, on the benchmark's thread. */
  static void publish(IterationRecord iteration) {
    LAST.set(iteration.responses() == 0 ? List.of() : closedLoop(iteration));
  }

  /** The same of a run against a server of known behaviour. */
  static void publish(AccuracyCase.Outcome outcome) {
    LAST.set(accuracy(outcome));
  }

  /**
   * The same of a run of the open loop.
   *
   * @param figures to judge it by
   */
  static void publish(LoadResult result, LoadFigures figures) {
    LAST.set(openLoop(result, figures));
  }

  /** The same of a server with idle connections. */
  static void publish(IdleRun run) {
    LAST.set(idle(run));
  }

  @Override
  public String getDescription() {
    return "The penetrator's own figures: its clocks, failures, CPU time per request";
  }

  @Override
  public void beforeIteration(BenchmarkParams benchmark, IterationParams iteration) {
    LAST.set(List.of());
  }

  @Override
  public Collection<? extends Result<?>> afterIteration(
      BenchmarkParams benchmark, IterationParams iteration, IterationResult result) {
    // A benchmark without a penetrator has nothing to add.
    return LAST.get();
  }

  private static List<Result<?>> closedLoop(IterationRecord last) {
    var results = new ArrayList<Result<?>>();
    results.add(new ClockResult(SERVICE, last.serviceNanos()));
    results.add(perRequest(SERVER_CPU, last.serverCpuNanos(), last.responses()));
    results.add(perRequest(CLIENT_CPU, last.clientCpuNanos(), last.responses()));
    results.add(new LedgerResult(LEDGER, last.ledger()));
    addLedger(results, last.ledger(), last.responses());
    addFailures(results, last.failures());
    return results;
  }

  /**
   * What the server's process used for a request, by the server's own count of them if it keeps
   * one.
   */
  private static void addLedger(List<Result<?>> results, Ledger ledger, long responses) {
    long requests = ledger.counters().getOrDefault(Ledger.ANSWERED, responses);
    if (requests == 0) {
      return;
    }
    ledger.counters().entrySet().stream()
        .filter(each -> !each.getKey().equals(Ledger.ANSWERED))
        .forEach(
            each ->
                results.add(
                    new ScalarResult(
                        LEDGER + "." + each.getKey(),
                        (double) each.getValue() / requests,
                        "/request",
                        AggregationPolicy.AVG)));
    ledger
        .levels()
        .forEach(
            (name, level) ->
                results.add(
                    new ScalarResult(LEDGER + "." + name, level, "", AggregationPolicy.MAX)));
  }

  private static List<Result<?>> openLoop(LoadResult result, LoadFigures figures) {
    Tally total = result.total();
    var results = new ArrayList<Result<?>>();
    results.add(new ClockResult(RESPONSE, timed(result, total.responseNanos())));
    results.add(new ClockResult(SERVICE, total.serviceNanos()));
    results.add(new ClockResult(FIRST_BYTE, total.firstByteNanos()));
    results.add(new ClockResult(CONNECT, total.connectNanos()));
    results.add(new ClockResult(LAG, total.lagNanos()));
    results.add(new ClockResult(LATENESS, total.latenessNanos()));
    results.add(rate(PLANNED, result.plannedPerSecond()));
    results.add(rate(ACHIEVED, result.answersPerSecond()));
    results.add(new ScalarResult(REQUESTS, total.requests(), "requests", AggregationPolicy.SUM));
    int saturated = Saturation.of(figures) ? 1 : 0;
    results.add(new ScalarResult(SATURATED, saturated, "1 = yes", AggregationPolicy.MAX));
    results.add(new CertificateResult(CERTIFICATE, LoadCertificate.of(figures)));
    addFailures(results, total.failuresByLabel());
    return results;
  }

  private static Histogram timed(LoadResult result, Histogram nanos) {
    nanos.setStartTimeStamp(result.began());
    nanos.setEndTimeStamp(result.began() + result.measured().toMillis());
    return nanos;
  }

  private static void addFailures(List<Result<?>> results, Map<String, Long> failures) {
    long failed = failures.values().stream().mapToLong(Long::longValue).sum();
    results.add(new ScalarResult(FAILURES, failed, "requests", AggregationPolicy.SUM));
    failures.forEach(
        (kind, count) ->
            results.add(
                new ScalarResult(FAILURES + "." + kind, count, "requests", AggregationPolicy.SUM)));
  }

  private static List<Result<?>> accuracy(AccuracyCase.Outcome outcome) {
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

  private static List<Result<?>> idle(IdleRun run) {
    var results = new ArrayList<Result<?>>();
    results.add(bytes(HEAP + EMPTY, run.empty().heapBytes()));
    results.add(bytes(HEAP + FILLED, run.filled().heapBytes()));
    results.add(bytes(RESIDENT + EMPTY, run.empty().residentBytes()));
    results.add(bytes(RESIDENT + FILLED, run.filled().residentBytes()));
    results.add(bytes(PER_CONNECTION, run.bytesPerConnection()));
    addFailures(results, run.errors());
    return results;
  }

  private static ScalarResult bytes(String label, double bytes) {
    return new ScalarResult(label, bytes, "bytes", AggregationPolicy.AVG);
  }

  private static ScalarResult rate(String label, double perSecond) {
    return new ScalarResult(label, perSecond, "requests/s", AggregationPolicy.AVG);
  }

  private static ScalarResult millis(String label, double nanos) {
    return new ScalarResult(label, nanos / NANOS_PER_MILLI, "ms", AggregationPolicy.AVG);
  }

  private static ScalarResult perRequest(String label, long nanos, long requests) {
    return new ScalarResult(label, nanos / 1000.0 / requests, "us/request", AggregationPolicy.AVG);
  }
}
