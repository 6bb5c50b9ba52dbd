package dev.pruefstand.bench;

import static dev.pruefstand.bench.Results.histogram;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.pruefstand.trial.Ledger;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.Result;

@Timeout(30)
@SuppressWarnings("rawtypes") // JMH hands its results out raw.
class LoadProfilerTest {
  private final BenchmarkParams params = Results.params("POOL", 8);

  private static Map<String, Double> scores(Map<String, Result> results) {
    var scores = new TreeMap<String, Double>();
    results.forEach(
        (label, result) -> {
          if (!label.startsWith("service") && !label.equals("ledger")) {
            scores.put(label, result.getScore());
          }
        });
    return scores;
  }

  @Test
  void cpuTimeIsPerRequestAndFailuresAreCountedByKind() {
    var measured =
        new IterationRecord(
            histogram(1_000),
            200,
            Map.of("reset", 3L, "early close", 4L),
            4_000_000,
            1_000_000,
            Ledger.EMPTY);
    IterationResult iteration = Results.iteration(params, 200, measured);
    assertEquals(
        Map.of(
            "server.cpu", 20.0,
            "client.cpu", 5.0,
            "failures", 7.0,
            "failures.reset", 3.0,
            "failures.early close", 4.0),
        scores(iteration.getSecondaryResults()));
  }

  @Test
  void whatTheServerUsedIsPerRequestThatItCounted() {
    var used =
        new Ledger(
            new TreeMap<>(Map.of(Ledger.ANSWERED, 100L, Ledger.VOLUNTARY, 250L)),
            new TreeMap<>(Map.of(Ledger.THREADS, 12L)));
    var measured = new IterationRecord(histogram(1_000), 90, Map.of(), 0, 0, used);
    Map<String, Result> results = Results.iteration(params, 90, measured).getSecondaryResults();
    assertEquals(2.5, results.get("ledger.switches.voluntary").getScore());
    assertEquals(12, results.get("ledger.threads").getScore());
    assertEquals(100, results.get("ledger").getScore());
  }

  @Test
  void failuresAreSummedOverIterationsAndCpuTimeIsAveraged() {
    var one =
        new IterationRecord(histogram(1), 100, Map.of("reset", 3L), 2_000_000, 0, Ledger.EMPTY);
    var two = new IterationRecord(histogram(1), 100, Map.of(), 4_000_000, 0, Ledger.EMPTY);
    var fork =
        Results.fork(
            params, Results.iteration(params, 100, one), Results.iteration(params, 100, two));
    assertEquals(
        Map.of("server.cpu", 30.0, "client.cpu", 0.0, "failures", 3.0, "failures.reset", 3.0),
        scores(fork.getSecondaryResults()));
  }

  @Test
  void aBenchmarkWithoutAPenetratorGetsNothingNotEvenAnothersFigures() {
    LoadProfiler.publish(new IterationRecord(histogram(1), 1, Map.of(), 1, 1, Ledger.EMPTY));
    var profiler = new LoadProfiler();
    profiler.beforeIteration(params, Results.SECOND);
    var iteration = new IterationResult(params, Results.SECOND, null);
    assertEquals(0, profiler.afterIteration(params, Results.SECOND, iteration).size());
  }
}
