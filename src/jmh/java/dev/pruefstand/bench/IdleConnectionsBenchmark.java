package dev.pruefstand.bench;

import java.io.IOException;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What a connection takes of the server's memory while it is kept alive and nobody asks for
 * anything. The score is the time that it takes to open and to measure them, and of no interest;
 * the bytes are its secondary results.
 */
@BenchmarkMode(Mode.SingleShotTime)
@Warmup(iterations = 0)
@Measurement(iterations = 1)
@Fork(1)
public class IdleConnectionsBenchmark {
  /** Opens them all, and looks. */
  @Benchmark
  public void hold(IdleState state) throws IOException {
    state.hold();
  }
}
