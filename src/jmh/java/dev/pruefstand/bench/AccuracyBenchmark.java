package dev.pruefstand.bench;

import dev.pruefstand.penetrator.LoadResult;
import java.io.IOException;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.Warmup;

/**
 * How far the penetrator's percentiles are from the truth: runs against servers whose behaviour is
 * known. The score is the time of a run and of no interest; theory and measurement are its
 * secondary results.
 */
@BenchmarkMode(Mode.SingleShotTime)
@Warmup(iterations = 1)
@Measurement(iterations = 1)
@Fork(1)
public class AccuracyBenchmark {
  /** One open-loop run. */
  @Benchmark
  public LoadResult run(AccuracyState state) throws IOException, InterruptedException {
    return state.run();
  }
}
