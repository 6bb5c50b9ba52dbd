package dev.pruefstand.bench;

import dev.pruefstand.analysis.LoadFigures;
import dev.pruefstand.bench.custom.Words;
import dev.pruefstand.bench.leash.Orphan;
import dev.pruefstand.bench.subject.Client;
import dev.pruefstand.bench.subject.Cores;
import dev.pruefstand.bench.subject.Entrant;
import dev.pruefstand.bench.subject.Launch;
import dev.pruefstand.bench.subject.Subject;
import dev.pruefstand.evidence.Figures;
import dev.pruefstand.evidence.Processors;
import dev.pruefstand.os.Platform;
import dev.pruefstand.penetrator.Arrivals;
import dev.pruefstand.penetrator.Ask;
import dev.pruefstand.penetrator.LoadPlan;
import dev.pruefstand.penetrator.LoadResult;
import dev.pruefstand.penetrator.LoadRun;
import dev.pruefstand.penetrator.OpenLoop;
import dev.pruefstand.penetrator.Target;
import dev.pruefstand.strategy.NativePlatform;
import dev.pruefstand.trial.Isolation;
import dev.pruefstand.trial.Ledger;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.infra.IterationParams;
import org.openjdk.jmh.runner.IterationType;

/**
 * A server, and requests that are planned at a rate. Each run is published with its certificate:
 * the server's own count is that of all runs so far.
 */
@State(Scope.Thread)
public class ResponseTimeState extends ContenderState {
  static final Arrivals ARRIVALS = Arrivals.POISSON;
  static final int CONNECTIONS = 64;
  static final int MOST_CONNECTIONS = 1_024;

  private static final Duration WARM_UP = Duration.ofSeconds(2);

  /**
   * Also how long is waited for what is under way at the end: a saturated run takes that longer.
   */
  private static final Duration TIMEOUT = Duration.ofSeconds(5);

  /** The same requests at the same instants for everybody. */
  private static final long SEED = 7;

  /** How many requests are planned per second. */
  @Param({"1000", "5000", "10000", "20000", "40000", "60000", "80000"})
  public int rate;

  /** Which file of {@code www/} is requested. */
  @Param("hello.html")
  public String resource;

  /** How long requests are planned. */
  @Param("5")
  public int seconds;

  /** Whether the server gets a process of its own. */
  @Param("OWN_PROCESS")
  public Isolation isolation;

  private Platform platform;
  private Subject subject;
  private Ask ask;
  private Duration duration;
  private long written;
  private long answered;

  /** Starts the server. */
  @Setup(Level.Trial)
  public void start() throws IOException {
    Orphan.endsWithItsParent();
    platform = NativePlatform.required();
    ServedFile served = ServedFile.of(resource);
    Cores cores = Cores.divide();
    var launch = new Launch(isolation, threads, ServedFile.SITE, cores, Words.of(serverFlags));
    subject = Entrant.of(strategy).start(launch);
    Client.settle(isolation, cores);
    ask = Ask.get(Target.of(subject.address(), served.file().path()), served.expectation());
  }

  /** The first run is short, and there to warm up. */
  @Setup(Level.Iteration)
  public void prepare(IterationParams iteration) {
    boolean measured = iteration.getType() == IterationType.MEASUREMENT;
    duration = measured ? Duration.ofSeconds(seconds) : WARM_UP;
  }

  LoadResult run() throws InterruptedException, IOException {
    return run(duration);
  }

  LoadResult run(Duration planned) throws InterruptedException, IOException {
    var plan =
        new LoadPlan(
            List.of(ask),
            new OpenLoop(rate, ARRIVALS, SEED, CONNECTIONS, MOST_CONNECTIONS, 1),
            true,
            TIMEOUT,
            false,
            1,
            Duration.ZERO,
            planned,
            LoadPlan.UNLIMITED);
    Processors processors = Processors.now(subject.process());
    LoadResult result = new LoadRun(platform, plan).run(second -> {});
    LoadFigures.Machine machine = processors.since();
    written += result.written();
    answered += result.answered();
    // A server counts an answer before it is sent, and what it owes to an earlier run later on.
    Long told = subject.ledger().counters().get(Ledger.ANSWERED);
    var counted = new LoadFigures.Told(told, told == null ? "the server keeps no statistics" : "");
    LoadProfiler.publish(result, Figures.of(result, written, answered, counted, machine));
    return result;
  }

  /** Stops the server. */
  @TearDown(Level.Trial)
  public void stop() {
    subject.close();
  }
}
