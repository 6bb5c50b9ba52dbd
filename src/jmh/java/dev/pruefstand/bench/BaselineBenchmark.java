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
 * What the harness itself costs: an empty operation, and the penetrator against a responder that
 * does next to nothing, placed as every server is. A server that comes near the latter is limited
 * by the client.
 */
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 3, time = 1)
@Fork(value = 3)
public class BaselineBenchmark {
  private static final int BATCH = 200;

  /** JMH's own cost per invocation. */
  @Benchmark
  public void empty() {
    // Nothing, on purpose.
  }

  /** The penetrator against fixed bytes. */
  @Benchmark
  @OperationsPerInvocation(BATCH)
  public void fixedBytes(ResponderState load) {
    load.penetrator.advance(BATCH);
  }
}
