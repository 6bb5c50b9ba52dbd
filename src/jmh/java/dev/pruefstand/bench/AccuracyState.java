package dev.pruefstand.bench;

import dev.pruefstand.bench.leash.Orphan;
import dev.pruefstand.os.Platform;
import dev.pruefstand.penetrator.LoadResult;
import dev.pruefstand.strategy.NativePlatform;
import java.io.IOException;
import java.time.Duration;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.infra.IterationParams;
import org.openjdk.jmh.runner.IterationType;

/** Which known server is asked, and for how long. */
@State(Scope.Thread)
public class AccuracyState {
  private static final Duration WARM_UP = Duration.ofSeconds(2);

  /** The server. */
  @Param public AccuracyCase known;

  /** How long requests are planned. */
  @Param("30")
  public int seconds;

  /** Whether the client stays awake before a planned instant. */
  @Param("false")
  public boolean spin;

  private Platform platform;
  private Duration duration;

  /** Nobody else ends a fork whose campaign was killed. */
  @Setup(Level.Trial)
  public void begin() {
    Orphan.endsWithItsParent();
  }

  /** The first run is short, and there to warm up. */
  @Setup(Level.Iteration)
  public void prepare(IterationParams iteration) {
    platform = NativePlatform.required();
    boolean measured = iteration.getType() == IterationType.MEASUREMENT;
    duration = measured ? Duration.ofSeconds(seconds) : WARM_UP;
  }

  LoadResult run() throws IOException, InterruptedException {
    AccuracyCase.Outcome outcome = known.run(platform, duration, spin);
    LoadResult result = outcome.result();
    if (result.total().responses() != result.total().requests()) {
      throw new IllegalStateException(
          "expected every request answered rightly, found failures "
              + result.total().failuresByLabel());
    }
    LoadProfiler.publish(outcome);
    return result;
  }
}
