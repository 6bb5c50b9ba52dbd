package dev.pruefstand.bench;

import static dev.pruefstand.bench.Results.histogram;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pruefstand.trial.CampaignFolder;
import dev.pruefstand.trial.Contender;
import dev.pruefstand.trial.Latency;
import dev.pruefstand.trial.Ledger;
import dev.pruefstand.trial.Scenario;
import dev.pruefstand.trial.Trial;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.results.BenchmarkResult;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.ResultRole;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.results.ThroughputResult;

@Timeout(30)
class TrialReaderTest {
  @TempDir Path results;

  private CampaignFolder folder;

  @BeforeEach
  void create() throws IOException {
    folder = CampaignFolder.create(results, "sample");
  }

  /** Two iterations, with 100 and 300 requests per second. */
  private static BenchmarkResult fork(BenchmarkParams params, long nanos) {
    var one =
        new IterationRecord(
            histogram(nanos), 100, Map.of("reset", 1L), 1_000_000, 500_000, Ledger.EMPTY);
    var two =
        new IterationRecord(
            histogram(nanos, 2 * nanos), 300, Map.of(), 3_000_000, 1_500_000, Ledger.EMPTY);
    return Results.fork(
        params, Results.iteration(params, 100, one), Results.iteration(params, 300, two));
  }

  @Test
  void everyForkBecomesATrialWithItsOwnFigures() throws IOException {
    BenchmarkParams params = Results.params("POOL", 8);
    List<Trial> trials =
        new TrialReader(folder)
            .read(List.of(Results.run(params, fork(params, 1_000), fork(params, 5_000))));
    assertEquals(2, trials.size());
    Trial second = trials.getLast();
    assertEquals(new Contender("pool", 8), second.contender());
    long bytes = Files.size(Path.of("www/hello.html"));
    assertEquals(new Scenario("hello.html", bytes, 64, true), second.scenario());
    assertEquals(2, second.fork());
    assertEquals(List.of(100.0, 300.0), second.requestsPerSecond());
    assertEquals(Map.of("reset", 1L), second.errors());
    assertEquals(10, second.serverCpuMicros(), 1e-9);
    assertEquals(5, second.clientCpuMicros(), 1e-9);
    assertEquals(Latency.of(histogram(5_000, 5_000, 10_000)), second.latency());
    assertEquals(histogram(5_000, 5_000, 10_000), folder.histogram(second));
    assertEquals(histogram(1_000, 1_000, 2_000), folder.histogram(trials.getFirst()));
  }

  @Test
  void aStrategyWithoutThreadsHasNoneWhateverTheParameterSays() throws IOException {
    BenchmarkParams params = Results.params("THREAD_PER_REQUEST", 8);
    List<Trial> trials =
        new TrialReader(folder).read(List.of(Results.run(params, fork(params, 1))));
    assertEquals(new Contender("thread-per-request", 0), trials.getFirst().contender());
  }

  @ParameterizedTest
  @CsvSource({
    "POOL, 0, pool (8)",
    "POOL, 1, pool (1)",
    "EVENT_LOOP, 0, event-loop",
    "EVENT_LOOP, 1, event-loop",
    "EVENT_LOOP, 4, event-loop (4)"
  })
  void aContenderIsNamedWithTheThreadsThatMakeItAnother(String strategy, int threads, String name) {
    assertEquals(name, Parameters.of(Results.params(strategy, threads)).contender().label());
  }

  /** -p strategy=POOL,SELECTOR -p threads=4,8 measures the same selector twice. */
  @Test
  void aContenderThatJmhMeasuredTwiceKeepsAllItsForksAndHistograms() throws IOException {
    BenchmarkParams four = Results.params("SELECTOR", 4);
    BenchmarkParams eight = Results.params("SELECTOR", 8);
    RunResult first = Results.run(four, fork(four, 1_000), fork(four, 2_000));
    RunResult second = Results.run(eight, fork(eight, 3_000));
    List<Trial> trials = new TrialReader(folder).read(List.of(first, second));
    assertEquals(List.of(1, 2, 3), trials.stream().map(Trial::fork).toList());
    var files = new HashSet<String>();
    for (Trial trial : trials) {
      assertTrue(files.add(trial.histogram()), trial.histogram() + " is written twice");
      assertEquals(trial.latency(), Latency.of(folder.histogram(trial)));
    }
  }

  @Test
  void theHarnessesOwnBenchmarksAreNoTrials() throws IOException {
    BenchmarkParams params = Results.params(Map.of("connections", "64"));
    assertEquals(
        List.of(), new TrialReader(folder).read(List.of(Results.run(params, fork(params, 1)))));
  }

  @Test
  void resultsWithoutTheProfilersFiguresAreRefused() {
    BenchmarkParams params = Results.params("POOL", 8);
    var bare = new IterationResult(params, Results.SECOND, null);
    bare.addResult(new ThroughputResult(ResultRole.PRIMARY, "requests", 1, 1, TimeUnit.SECONDS));
    RunResult run = Results.run(params, Results.fork(params, bare));
    assertThrows(IllegalStateException.class, () -> new TrialReader(folder).read(List.of(run)));
  }
}
