package dev.pruefstand.bench;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Warmup;

/**
 * How many requests per second a server answers to a closed loop. One invocation carries the loop
 * on until a batch of further answers has come; requests stay in flight between invocations, so
 * that no ramp-up and no drain is in the score.
 */
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 3, time = 1)
@Fork(value = 3)
public class ThroughputBenchmark {
  /** Small against a second even for a server that answers a few thousand times a second. */
  private static final int BATCH = 200;

  /** Requests, one after the other on each connection, all connections at the same time. */
  @Benchmark
  @OperationsPerInvocation(BATCH)
  public void requests(LoadState load) {
    load.penetrator.advance(BATCH);
  }
}
