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
 * What a user waits: requests planned at a rate, whatever the server does. Each invocation is one
 * run, after three short ones in which client and server are compiled. The score is the time of a
 * run and of no interest; the clocks, the rates and the failures are its secondary results.
 */
@BenchmarkMode(Mode.SingleShotTime)
@Warmup(iterations = 3)
@Measurement(iterations = 1)
@Fork(1)
public class ResponseTimeBenchmark {
  /** One open-loop run. */
  @Benchmark
  public LoadResult run(ResponseTimeState state) throws InterruptedException, IOException {
    return state.run();
  }
}
