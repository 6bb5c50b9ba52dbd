package dev.pruefstand.bench;

import dev.pruefstand.bench.leash.Orphan;
import dev.pruefstand.bench.subject.Client;
import dev.pruefstand.bench.subject.Cores;
import dev.pruefstand.bench.subject.ForeignProcess;
import dev.pruefstand.bench.subject.Launch;
import dev.pruefstand.bench.subject.Subject;
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
import java.util.List;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/**
 * A {@link Responder} under the load of a penetrator, in a process and on processors of its own as
 * any server of the campaign.
 */
@State(Scope.Thread)
public class ResponderState {
  /** How many connections are open at the same time. */
  @Param("64")
  public int connections;

  Penetrator penetrator;
  private Subject responder;
  private IterationMeter meter;

  /** Starts both sides. */
  @Setup(Level.Trial)
  public void start() throws IOException {
    Orphan.endsWithItsParent();
    start(Cores.divide());
  }

  void start(Cores cores) throws IOException {
    Platform platform = NativePlatform.required();
    var launch = new Launch(Isolation.OWN_PROCESS, 0, ServedFile.SITE, cores, List.of());
    responder = ForeignProcess.start(ResponderMain.class, List.of(), launch);
    Client.settle(Isolation.OWN_PROCESS, cores);
    penetrator =
        new Penetrator(
            platform,
            LoadPlan.closed(
                Target.of(responder.address(), "/"),
                Expectation.of(Responder.BODY.getBytes(StandardCharsets.US_ASCII)),
                connections,
                true,
                Duration.ofSeconds(10)));
    meter = new IterationMeter(penetrator, responder::ledger, Isolation.OWN_PROCESS);
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
