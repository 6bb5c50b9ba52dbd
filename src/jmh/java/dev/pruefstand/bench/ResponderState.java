package dev.pruefstand.bench;

import dev.pruefstand.bench.subject.Orphan;
import dev.pruefstand.bench.subject.OwnLedger;
import dev.pruefstand.os.Platform;
import dev.pruefstand.penetrator.Expectation;
import dev.pruefstand.penetrator.LoadPlan;
import dev.pruefstand.penetrator.Penetrator;
import dev.pruefstand.penetrator.Target;
import dev.pruefstand.strategy.NativePlatform;
import dev.pruefstand.trial.Isolation;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** A {@link Responder} under the load of a penetrator. */
@State(Scope.Thread)
public class ResponderState {
  private static final String BODY = "The quick brown fox jumps over the lazy dog. ".repeat(2);

  /** How many connections are open at the same time. */
  @Param("64")
  public int connections;

  Penetrator penetrator;
  private Responder responder;
  private IterationMeter meter;

  /** Starts both sides. */
  @Setup(Level.Trial)
  public void start() {
    Orphan.endsWithItsParent();
    Platform platform =
        NativePlatform.current()
            .orElseThrow(
                () -> new IllegalStateException(NativePlatform.unavailability().orElse("")));
    responder = Responder.start(platform, BODY);
    penetrator =
        new Penetrator(
            platform,
            LoadPlan.closed(
                Target.of(responder.address(), "/"),
                Expectation.of(BODY.getBytes(StandardCharsets.US_ASCII)),
                connections,
                true,
                Duration.ofSeconds(10)));
    meter = new IterationMeter(penetrator, OwnLedger::now, Isolation.IN_PROCESS);
  }

  /** Begins to count. */
  @Setup(Level.Iteration)
  public void beginIteration() throws IOException {
    meter.begin();
  }

  /** Reads the counters off. */
  @TearDown(Level.Iteration)
  public void endIteration() throws IOException {
    LoadProfiler.publish(meter.end());
  }

  /** Stops both sides and checks that no answer was wrong. */
  @TearDown(Level.Trial)
  public void stopAndCheck() {
    try {
      penetrator.drain();
      if (penetrator.written() != penetrator.answered()) {
        throw new IllegalStateException(
            "expected every request answered, found failures " + meter.failuresByLabel());
      }
    } finally {
      penetrator.close();
      responder.close();
    }
  }
}
