package dev.pruefstand.bench;

import static dev.pruefstand.bench.Results.histogram;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pruefstand.trial.Ledger;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.util.Arrays;
import java.util.Map;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.results.BenchmarkResult;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;

@Timeout(30)
@SuppressWarnings("rawtypes") // JMH hands its results out raw.
class ClockResultTest {
  private final BenchmarkParams params = Results.params("POOL", 8);

  private IterationResult iteration(Histogram nanos) {
    long requests = nanos.getTotalCount();
    return Results.iteration(
        params, requests, new IterationRecord(nanos, requests, Map.of(), 1, 1, Ledger.EMPTY));
  }

  /** Ninety-nine quick requests, and a slow one in an iteration of its own. */
  private BenchmarkResult lopsided() {
    long[] quick = new long[99];
    Arrays.fill(quick, 1_000);
    return Results.fork(params, iteration(histogram(quick)), iteration(histogram(1_000_000)));
  }

  private static double micros(Map<String, Result> results, String label) {
    return results.get(label).getScore();
  }

  private static void assertMerged(Map<String, Result> results, long count) {
    var service = assertInstanceOf(ClockResult.class, results.get("service"));
    assertEquals(count, service.nanos().getTotalCount());
    assertEquals("us", service.getScoreUnit());
    assertEquals((99 * 1.0 + 1_000) / 100, service.getScore(), 0.05);
    assertEquals(1, micros(results, "service.p50"), 0.01);
    // As a mean of the iterations' percentiles these would be half a millisecond.
    assertEquals(1, micros(results, "service.p90"), 0.01);
    assertEquals(1, micros(results, "service.p99"), 0.01);
    assertEquals(1_000, micros(results, "service.p99.9"), 1);
    assertEquals(1_000, micros(results, "service.max"), 1);
  }

  @Test
  void theIterationsOfAForkAreMergedBeforePercentilesAreComputed() {
    assertMerged(lopsided().getSecondaryResults(), 100);
  }

  @Test
  void theForksOfARunAreMergedBeforePercentilesAreComputed() {
    RunResult run = Results.run(params, lopsided(), lopsided());
    assertMerged(run.getSecondaryResults(), 200);
  }

  @Test
  void mergingLeavesThePartsAsTheyWere() {
    IterationResult one = iteration(histogram(1_000));
    IterationResult two = iteration(histogram(2_000));
    BenchmarkResult fork = Results.fork(params, one, two);
    for (int i = 0; i < 2; i++) {
      var merged = (ClockResult) fork.getSecondaryResults().get("service");
      assertEquals(2, merged.nanos().getTotalCount());
      assertNotEquals(merged.nanos(), ((ClockResult) only(one)).nanos());
    }
    assertEquals(1, ((ClockResult) only(one)).nanos().getTotalCount());
  }

  private static Result only(IterationResult iteration) {
    return iteration.getSecondaryResults().get("service");
  }

  @Test
  void theHistogramTravelsFromTheForkToTheHost() throws IOException, ClassNotFoundException {
    Histogram nanos = histogram(1, 250, 3_600_000_000_000L);
    var bytes = new ByteArrayOutputStream();
    try (var out = new ObjectOutputStream(bytes)) {
      out.writeObject(iteration(nanos));
    }
    try (var in = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
      var arrived = (IterationResult) in.readObject();
      var service =
          assertInstanceOf(ClockResult.class, arrived.getSecondaryResults().get("service"));
      assertEquals(nanos, service.nanos());
    }
    assertTrue(bytes.size() < 4_000_000);
  }
}
