package dev.pruefstand.bench;

import dev.pruefstand.bench.custom.Words;
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
import dev.pruefstand.trial.IdleRun;
import dev.pruefstand.trial.Isolation;
import dev.pruefstand.trial.ProcessFigures;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/**
 * A server that has been warmed up and left alone, and what it holds then. Always in a process of
 * its own, whose memory nobody else's is mixed with.
 */
@State(Scope.Thread)
public class IdleState extends ContenderState {
  /**
   * For every JVM alike. All of the heap is there and touched from the start, so that it does not
   * grow while connections are opened. The compiler that optimizes is left out: its own memory
   * comes and goes by megabytes, which would count as the connections'.
   */
  private static final List<String> FLAGS =
      List.of("-Xms256m", "-Xmx256m", "-XX:+AlwaysPreTouch", "-XX:TieredStopAtLevel=1");

  /** What each of them has asked for. */
  private static final String RESOURCE = "hello.html";

  private static final int WARM_UP_CONNECTIONS = 64;
  private static final int WARM_UP_ROUNDS = 4;
  private static final int WARM_UP_REQUESTS = 2_000;
  private static final Duration TIMEOUT = Duration.ofSeconds(10);

  /** How many connections are opened. */
  @Param("2000")
  public int connections;

  private ServedFile served;
  private Subject subject;
  private IdleConnections idle;
  private IdleRun.Memory empty;

  /** Starts the server, warms it up, and measures it without a connection. */
  @Setup(Level.Trial)
  public void start() throws IOException {
    Orphan.endsWithItsParent();
    Entrant entrant = Entrant.of(strategy);
    if (!entrant.servesSeveralAtOnce()) {
      throw new IllegalArgumentException(
          "expected a contender that serves several connections at once, found " + strategy);
    }
    served = ServedFile.of(RESOURCE);
    Cores cores = Cores.divide();
    var flags = new ArrayList<String>(FLAGS);
    flags.addAll(Words.of(serverFlags));
    subject =
        entrant.start(new Launch(Isolation.OWN_PROCESS, threads, ServedFile.SITE, cores, flags));
    Client.settle(Isolation.OWN_PROCESS, cores);
    warmUp();
    idle = new IdleConnections(served);
    empty = measure();
  }

  /** Connections come and go, as they will later on. */
  private void warmUp() {
    Platform platform = NativePlatform.required();
    LoadPlan plan =
        LoadPlan.closed(
            Target.of(subject.address(), served.file().path()),
            served.expectation(),
            WARM_UP_CONNECTIONS,
            true,
            TIMEOUT);
    for (int round = 0; round < WARM_UP_ROUNDS; round++) {
      try (var penetrator = new Penetrator(platform, plan)) {
        penetrator.advance(WARM_UP_REQUESTS);
        penetrator.drain();
      }
    }
  }

  /** Twice, because native memory is freed behind the collection that finds out that it can be. */
  private IdleRun.Memory measure() throws IOException {
    subject.collect();
    long heapBytes = subject.collect().orElse(0);
    return new IdleRun.Memory(heapBytes, ProcessFigures.residentBytes(subject.processes()));
  }

  void hold() throws IOException {
    idle.open(subject.address(), connections);
    IdleRun.Memory filled = measure();
    idle.look();
    LoadProfiler.publish(
        new IdleRun(
            Entrant.of(strategy).contender(threads, Isolation.OWN_PROCESS, Words.of(serverFlags)),
            1,
            connections,
            empty,
            filled,
            idle.errors()));
  }

  /** Stops the server. */
  @TearDown(Level.Trial)
  public void stop() throws IOException {
    try {
      idle.close();
    } finally {
      subject.close();
    }
  }
}
