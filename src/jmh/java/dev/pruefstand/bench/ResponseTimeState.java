package dev.pruefstand.bench;

import dev.pruefstand.os.Platform;
import dev.pruefstand.penetrator.Arrivals;
import dev.pruefstand.penetrator.Ask;
import dev.pruefstand.penetrator.LoadPlan;
import dev.pruefstand.penetrator.LoadResult;
import dev.pruefstand.penetrator.LoadRun;
import dev.pruefstand.penetrator.OpenLoop;
import dev.pruefstand.penetrator.Tally;
import dev.pruefstand.penetrator.Target;
import dev.pruefstand.server.Server;
import dev.pruefstand.server.ServerConfig;
import dev.pruefstand.strategy.NativePlatform;
import dev.pruefstand.strategy.Strategy;
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

/** A server, and requests that are planned at a rate. */
@State(Scope.Thread)
public class ResponseTimeState {
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

  /** Who serves. */
  @Param({"POOL", "THREAD_PER_REQUEST", "EVENT_LOOP"})
  public Strategy strategy;

  /** How many workers a pool has; other strategies do not look at it. */
  @Param("8")
  public int threads;

  /** How many requests are planned per second. */
  @Param({"1000", "5000", "10000", "20000", "40000", "60000", "80000"})
  public int rate;

  /** Which file of {@code www/} is requested. */
  @Param("hello.html")
  public String resource;

  /** How long requests are planned. */
  @Param("5")
  public int seconds;

  private Platform platform;
  private Server server;
  private Ask ask;
  private Duration duration;
  private long written;
  private long answered;

  /** Starts the server. */
  @Setup(Level.Trial)
  public void start() throws IOException {
    platform =
        NativePlatform.current()
            .orElseThrow(
                () -> new IllegalStateException(NativePlatform.unavailability().orElse("")));
    ServedFile served = ServedFile.of(resource);
    server = strategy.start(ServerConfig.onLoopback(served.site(), threads));
    ask = Ask.get(Target.of(server.address(), served.file().path()), served.expectation());
  }

  /** The first run is short, and there to warm up. */
  @Setup(Level.Iteration)
  public void prepare(IterationParams iteration) {
    boolean measured = iteration.getType() == IterationType.MEASUREMENT;
    duration = measured ? Duration.ofSeconds(seconds) : WARM_UP;
  }

  LoadResult run() throws InterruptedException {
    return run(duration);
  }

  LoadResult run(Duration planned) throws InterruptedException {
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
    LoadResult result = new LoadRun(platform, plan).run(second -> {});
    requireComplete(result);
    written += result.written();
    answered += result.answered();
    LoadProfiler.publish(result);
    return result;
  }

  private static void requireComplete(LoadResult result) {
    Tally total = result.total();
    if (total.requests() != total.responses() + total.failed() + result.inFlight()) {
      throw new IllegalStateException(
          "expected every request answered, failed or in flight, found "
              + "%,d planned, %,d answered, %,d in flight, failures %s"
                  .formatted(
                      total.requests(),
                      total.responses(),
                      result.inFlight(),
                      total.failuresByLabel()));
    }
  }

  /**
   * Stops the server and checks the runs: it has answered what the client has seen, and no more
   * than was written. Otherwise the fork fails.
   */
  @TearDown(Level.Trial)
  public void stopAndCheck() {
    server.close();
    long counted = server.stats().answered();
    if (counted < answered || counted > written) {
      throw new IllegalStateException(
          "expected a server that counts what was answered, and no more than was written, found "
              + "%,d written, %,d answered, %,d counted by the server"
                  .formatted(written, answered, counted));
    }
  }
}
