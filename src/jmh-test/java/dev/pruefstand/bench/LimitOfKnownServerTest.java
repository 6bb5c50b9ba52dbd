package dev.pruefstand.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pruefstand.bench.oracle.Discipline;
import dev.pruefstand.bench.oracle.KnownServer;
import dev.pruefstand.os.Platform;
import dev.pruefstand.penetrator.Arrivals;
import dev.pruefstand.penetrator.Ask;
import dev.pruefstand.penetrator.LoadPlan;
import dev.pruefstand.penetrator.LoadRun;
import dev.pruefstand.penetrator.OpenLoop;
import dev.pruefstand.penetrator.Target;
import dev.pruefstand.penetrator.limit.Beyond;
import dev.pruefstand.penetrator.limit.Limit;
import dev.pruefstand.penetrator.limit.LimitSearch;
import dev.pruefstand.penetrator.limit.Objective;
import dev.pruefstand.penetrator.limit.Overload;
import dev.pruefstand.penetrator.limit.Step;
import dev.pruefstand.penetrator.limit.SteppedLoad;
import dev.pruefstand.penetrator.limit.Witness;
import dev.pruefstand.strategy.NativePlatform;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * One worker that takes a millisecond for each request can do 1,000 a second. Limits are generous:
 * a busy machine stops anybody for tens of milliseconds.
 */
@Timeout(60)
class LimitOfKnownServerTest {
  private static final long SERVICE_NANOS = TimeUnit.MILLISECONDS.toNanos(1);
  private static final Objective OBJECTIVE = Objective.parse("p50<30ms");

  /** A build machine may stop anybody for a while; then the search is repeated. */
  private static final int TRIES = 3;

  private static SteppedLoad load(KnownServer server, double rate) {
    Platform platform = NativePlatform.current().orElseThrow();
    var plan =
        new LoadPlan(
            List.of(Ask.get(Target.of(server.address(), "/"), null)),
            new OpenLoop(rate, Arrivals.CONSTANT, 1, 16, 256, 1),
            true,
            Duration.ofSeconds(10),
            false,
            1,
            Duration.ZERO,
            Duration.ofMillis(200),
            LoadPlan.UNLIMITED);
    return new SteppedLoad(plan, OBJECTIVE, each -> new LoadRun(platform, each), Witness.CREDULOUS);
  }

  private static Limit search(SteppedLoad load) {
    return LimitSearch.from(500, 1, Duration.ofMillis(200)).search(load::at);
  }

  private static boolean isAboutTheCapacity(Limit limit) {
    double rate = limit.highestKept().map(Step::rate).orElse(0.0);
    return limit.isFound() && rate > 600 && rate < 1_400;
  }

  @Test
  void theLimitIsTheCapacityAndTheQueueBeyondItHasToBeWorkedOff() throws Exception {
    try (var server = KnownServer.start(new Discipline.ConstantWorker(SERVICE_NANOS))) {
      SteppedLoad load = load(server, 500);
      load.warmUp();
      Limit limit = search(load);
      for (int i = 1; i < TRIES && !isAboutTheCapacity(limit); i++) {
        limit = search(load);
      }
      assertTrue(isAboutTheCapacity(limit), limit.toString());
      assertEquals(500, load.at(500).orElseThrow().goodput(), 200);
      Beyond beyond = new Overload(load).beyond(1_000).orElseThrow();
      assertEquals(1_500, beyond.at150().rate());
      assertTrue(beyond.at150().goodput() < 500, beyond::toString);
      // 0.5 s of work is left, and half of the capacity is there for it.
      Duration recovery = beyond.recovery().orElseThrow();
      assertTrue(recovery.toMillis() < 5_000, beyond::toString);
    }
  }
}
