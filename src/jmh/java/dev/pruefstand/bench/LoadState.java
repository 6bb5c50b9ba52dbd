package dev.pruefstand.bench;

import dev.pruefstand.bench.custom.Words;
import dev.pruefstand.bench.leash.Accepting;
import dev.pruefstand.bench.leash.Orphan;
import dev.pruefstand.bench.subject.Client;
import dev.pruefstand.bench.subject.Cores;
import dev.pruefstand.bench.subject.Entrant;
import dev.pruefstand.bench.subject.Launch;
import dev.pruefstand.bench.subject.Subject;
import dev.pruefstand.os.Platform;
import dev.pruefstand.penetrator.LoadPlan;
import dev.pruefstand.penetrator.Penetrator;
import dev.pruefstand.penetrator.Target;
import dev.pruefstand.strategy.NativePlatform;
import dev.pruefstand.trial.Isolation;
import dev.pruefstand.trial.Ledger;
import java.io.IOException;
import java.time.Duration;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/**
 * A server under the load of a penetrator. The parameters are the contender ({@code strategy},
 * {@code threads}) and the scenario.
 */
@State(Scope.Thread)
public class LoadState extends ContenderState {
  private static final Duration TIMEOUT = Duration.ofSeconds(10);

  /** How many connections are open at the same time. */
  @Param("64")
  public int connections;

  /** Which file of {@code www/} is requested. */
  @Param("hello.html")
  public String resource;

  /** Whether a connection carries many requests, or one. */
  @Param("true")
  public boolean keepAlive;

  /** Whether the server gets a process of its own. */
  @Param("OWN_PROCESS")
  public Isolation isolation;

  /** Whether the server hears of a connection only when its first bytes are there. */
  @Param("false")
  public boolean deferAccept;

  Penetrator penetrator;
  Subject subject;
  private IterationMeter meter;

  /** Starts the server and gets the penetrator ready, on the benchmark's thread. */
  @Setup(Level.Trial)
  public void start() throws IOException {
    Orphan.endsWithItsParent();
    ServedFile served = ServedFile.of(resource);
    Platform platform = NativePlatform.required();
    Cores cores = Cores.divide();
    var launch = new Launch(isolation, threads, ServedFile.SITE, cores, Words.of(serverFlags));
    if (deferAccept) {
      launch = launch.with(Accepting.DEFERRED);
    }
    subject = Entrant.of(strategy).start(launch);
    Client.settle(isolation, cores);
    penetrator =
        new Penetrator(
            platform,
            LoadPlan.closed(
                Target.of(subject.address(), served.file().path()),
                served.expectation(),
                connections,
                keepAlive,
                TIMEOUT));
    meter = new IterationMeter(penetrator, subject::ledger, isolation);
  }

  /** Begins to count and to measure CPU time. */
  @Setup(Level.Iteration)
  public void beginIteration() throws IOException {
    meter.begin();
  }

  /** Reads the counters off, for the profiler to publish. */
  @TearDown(Level.Iteration)
  public void endIteration() throws IOException {
    LoadProfiler.publish(meter.end());
  }

  /**
   * Stops the server and checks the run: every request was answered rightly, and the server has
   * counted what the client has. Otherwise the fork fails.
   */
  @TearDown(Level.Trial)
  public void stopAndCheck() throws IOException {
    try {
      penetrator.drain();
      long written = penetrator.written();
      long answered = penetrator.answered();
      long counted = subject.ledger().counters().getOrDefault(Ledger.ANSWERED, answered);
      if (written != answered || counted != answered || meter.failures() > 0) {
        throw new IllegalStateException(
            "expected every request answered rightly and counted by both sides, found "
                + "%,d written, %,d answered, %,d counted by the server, failures %s"
                    .formatted(written, answered, counted, meter.failuresByLabel()));
      }
    } finally {
      penetrator.close();
      subject.close();
    }
  }
}
