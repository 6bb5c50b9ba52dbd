package dev.pruefstand.penetrator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pruefstand.os.OpenDescriptors;
import dev.pruefstand.os.Platform;
import dev.pruefstand.os.TestPlatform;
import dev.pruefstand.strategy.NativePlatform;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whole runs over the loopback interface. Of their times nothing is asked but that they end. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class LoadRunTest {
  private static final Duration LONG = Duration.ofHours(1);
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final Duration SHORT = Duration.ofMillis(200);

  private static Platform here() {
    return NativePlatform.current().orElseGet(TestPlatform.KQUEUE::orSkip);
  }

  private static LoadPlan plan(
      Target target, LoadModel model, int workers, Duration warmup, Duration duration) {
    return new LoadPlan(
        List.of(Ask.get(target, Answers.EXPECTED)),
        model,
        true,
        PATIENCE,
        false,
        workers,
        warmup,
        duration,
        LoadPlan.UNLIMITED);
  }

  private static LoadPlan with(LoadPlan plan, Duration timeout, long requests) {
    return new LoadPlan(
        plan.asks(),
        plan.model(),
        plan.keepAlive(),
        timeout,
        plan.spin(),
        plan.workers(),
        plan.warmup(),
        plan.duration(),
        requests);
  }

  private static OpenLoop open(double rate, Arrivals arrivals) {
    return new OpenLoop(rate, arrivals, 1, 4, 32, 1);
  }

  private static LoadResult run(LoadPlan plan) throws InterruptedException {
    var told = new ArrayList<Second>();
    LoadResult result = new LoadRun(here(), plan).run(told::add);
    Books.assertBalanced(result);
    assertEquals(told, result.seconds());
    for (int i = 0; i < told.size(); i++) {
      assertEquals(i, told.get(i).number());
    }
    return result;
  }

  private static InetSocketAddress nobody() throws IOException {
    try (var listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return (InetSocketAddress) listener.getLocalSocketAddress();
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3})
  void anOpenLoopOfSeveralWorkersSendsWhatIsPlannedAndNothingElse(int workers) throws Exception {
    try (var server = new TinyServer(Answers.RIGHT)) {
      LoadResult result =
          run(plan(server.target(), open(1000, Arrivals.CONSTANT), workers, Duration.ZERO, SHORT));
      assertEquals(200, result.total().requests());
      assertEquals(200, result.total().responses());
      assertEquals(200, server.answered.get());
      assertEquals(SHORT, result.measured());
      assertEquals(1000, result.plannedPerSecond(), 0.001);
      assertEquals(Ending.AS_PLANNED, result.ending());
      assertTrue(result.total().connectNanos().getTotalCount() >= 4);
    }
  }

  @Test
  void aClosedLoopOfTwoWorkersCountsWhatItsServerCounts() throws Exception {
    try (var server = new TinyServer(Answers.RIGHT)) {
      LoadResult result = run(plan(server.target(), new ClosedLoop(5, 1), 2, Duration.ZERO, SHORT));
      assertEquals(server.answered.get(), result.total().responses());
      assertEquals(result.answered(), result.written());
      assertEquals(0, result.total().failed());
      assertEquals(5, result.total().connectNanos().getTotalCount());
      assertTrue(result.total().responsesInTime() <= result.total().responses());
    }
  }

  @Test
  void aClosedLoopSendsExactlyAsManyAsItIsToldAndEndsThen() throws Exception {
    try (var server = new TinyServer(Answers.RIGHT)) {
      LoadPlan plan = plan(server.target(), new ClosedLoop(4, 2), 3, Duration.ZERO, LONG);
      LoadResult result = run(with(plan, PATIENCE, 101));
      assertEquals(101, result.total().responses());
      assertEquals(101, server.answered.get());
      assertEquals(Ending.AS_PLANNED, result.ending());
      assertTrue(result.measured().compareTo(LONG) < 0);
    }
  }

  @Test
  void theSecondsOfALongerRunAddUpAndTheWarmUpIsSeenAndMarked() throws Exception {
    try (var server = new TinyServer(Answers.RIGHT)) {
      LoadResult result =
          run(
              plan(
                  server.target(),
                  open(500, Arrivals.CONSTANT),
                  2,
                  Duration.ofSeconds(1),
                  Duration.ofMillis(300)));
      assertEquals(150, result.total().requests());
      assertEquals(150, result.total().responses());
      assertEquals(650, result.answered());
      assertEquals(650, server.answered.get());
      Second first = result.seconds().getFirst();
      assertTrue(first.warmup() && first.answered() > 0, first::toString);
      assertFalse(result.seconds().getLast().warmup());
    }
  }

  @Test
  void aSalvoIsFiredByAllWorkersTogether() throws Exception {
    try (var server = new TinyServer(Answers.RIGHT)) {
      LoadResult result = run(plan(server.target(), new Salvo(25), 2, Duration.ZERO, LONG));
      assertEquals(25, result.total().requests());
      assertEquals(25, result.total().responses());
      assertEquals(25, result.total().connectNanos().getTotalCount());
    }
  }

  @Test
  void aWorkerThatSpinsSendsTheSame() throws Exception {
    try (var server = new TinyServer(Answers.RIGHT)) {
      var plan =
          new LoadPlan(
              List.of(Ask.get(server.target(), Answers.EXPECTED)),
              open(2000, Arrivals.POISSON),
              true,
              PATIENCE,
              true,
              1,
              Duration.ZERO,
              LONG,
              300);
      LoadResult result = run(plan);
      assertEquals(300, result.total().responses());
      assertEquals(300, server.answered.get());
      assertTrue(result.busyShare() >= 0 && result.busyShare() <= 1);
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void stopEndsARunEarlyAndAllOfItIsReported(boolean openLoop) throws Exception {
    LoadModel model = openLoop ? open(2000, Arrivals.POISSON) : new ClosedLoop(8, 1);
    try (var server = new TinyServer(Answers.RIGHT)) {
      var run = new LoadRun(here(), plan(server.target(), model, 2, Duration.ZERO, LONG));
      Thread stopper = Thread.ofVirtual().start(() -> stopAfter(run, server, 100));
      LoadResult result = run.run(second -> {});
      stopper.join();
      Books.assertBalanced(result);
      assertEquals(Ending.STOPPED, result.ending());
      assertTrue(result.total().responses() >= 90);
      assertEquals(0, result.total().failed());
      assertEquals(server.answered.get(), result.total().responses());
      assertTrue(result.measured().compareTo(LONG) < 0);
    }
  }

  @Test
  void stopInTheWarmUpSendsNoMoreAndCountsNothing() throws Exception {
    try (var server = new TinyServer(Answers.RIGHT)) {
      var run =
          new LoadRun(here(), plan(server.target(), open(1000, Arrivals.CONSTANT), 2, LONG, LONG));
      Thread stopper = Thread.ofVirtual().start(() -> stopAfter(run, server, 50));
      LoadResult result = run.run(second -> {});
      stopper.join();
      Books.assertBalanced(result);
      assertEquals(Ending.STOPPED, result.ending());
      assertEquals(0, result.total().requests());
      assertTrue(result.answered() >= 50);
      assertTrue(result.measured().isPositive());
    }
  }

  private static void stopAfter(LoadRun run, TinyServer server, long answers) {
    while (server.answered.get() < answers) {
      Thread.onSpinWait();
      Thread.yield();
    }
    run.stop();
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aServerThatDiesInMidRunLosesNobody(boolean openLoop) throws Exception {
    LoadModel model = openLoop ? open(1000, Arrivals.CONSTANT) : new ClosedLoop(6, 1);
    try (var server = new TinyServer(Answers.RIGHT, 60)) {
      LoadPlan plan = plan(server.target(), model, 2, Duration.ZERO, Duration.ofMillis(500));
      LoadResult result = run(with(plan, SHORT, LoadPlan.UNLIMITED));
      Map<Failure, Long> failures = result.total().failures();
      assertTrue(result.total().responses() > 0 && result.total().responses() <= 60);
      assertTrue(failures.get(Failure.CONNECT) > 0, failures::toString);
      if (openLoop) {
        assertEquals(500, result.total().requests());
      }
    }
  }

  @Test
  void aServerThatDiesEndsARunOfSoManyRequests() throws Exception {
    try (var server = new TinyServer(Answers.RIGHT, 30)) {
      LoadPlan plan = plan(server.target(), new ClosedLoop(4, 1), 2, Duration.ZERO, LONG);
      LoadResult result = run(with(plan, SHORT, 60));
      assertEquals(60, result.total().requests());
      assertEquals(0, result.inFlight());
      assertTrue(result.total().responses() <= 30);
    }
  }

  @Test
  void aRunOfMoreRequestsThanADeadServerCouldFailIsGivenUp() throws Exception {
    try (var server = new TinyServer(Answers.RIGHT, 30)) {
      LoadPlan plan = plan(server.target(), new ClosedLoop(4, 1), 2, Duration.ZERO, LONG);
      LoadResult result = run(with(plan, SHORT, 1_000_000_000));
      assertEquals(Ending.NO_ANSWERS, result.ending());
      assertTrue(result.total().responses() > 0 && result.total().responses() <= 30);
    }
  }

  @Test
  void aServerThatNeverAnswersLeavesFailuresAndRequestsInFlight() throws Exception {
    try (var server = new TinyServer("")) {
      LoadPlan plan = plan(server.target(), open(500, Arrivals.POISSON), 2, SHORT, SHORT);
      LoadResult result = run(with(plan, Duration.ofMillis(100), LoadPlan.UNLIMITED));
      assertEquals(0, result.total().responses());
      assertTrue(result.total().failures().containsKey(Failure.TIMEOUT));
    }
  }

  @Test
  void requestsOfTheWarmUpAreNotAmongThoseInFlightAtTheEnd() throws Exception {
    try (var server = new TinyServer("")) {
      var one = new OpenLoop(1000, Arrivals.CONSTANT, 1, 1, 1, 1);
      Duration brief = Duration.ofMillis(50);
      LoadPlan plan = plan(server.target(), one, 1, Duration.ofMillis(100), brief);
      LoadResult result = run(with(plan, brief, LoadPlan.UNLIMITED));
      // The only connection is busy with requests of the warm-up to the end.
      assertTrue(result.written() > 1);
      assertEquals(50, result.total().requests());
      assertEquals(Map.of(Failure.UNSENT, 50L), result.total().failures());
      assertEquals(0, result.inFlight());
    }
  }

  @Test
  void whoCannotBeReachedIsNamed() throws Exception {
    InetSocketAddress nobody = nobody();
    Target target = Target.of(nobody, "/");
    for (LoadModel model :
        List.of(open(100, Arrivals.CONSTANT), new ClosedLoop(3, 1), new Salvo(3))) {
      for (Duration warmup : List.of(Duration.ZERO, LONG)) {
        LoadPlan plan = with(plan(target, model, 2, warmup, LONG), PATIENCE, 20);
        var unreachable =
            assertThrows(Unreachable.class, () -> new LoadRun(here(), plan).run(second -> {}));
        String message = String.valueOf(unreachable.getMessage());
        assertTrue(message.contains(nobody.toString()), message);
        assertEquals(1, message.lines().count());
      }
    }
  }

  @Test
  void everyDescriptorIsGivenBack() throws Exception {
    long before = OpenDescriptors.pollers();
    try (var server = new TinyServer(Answers.RIGHT)) {
      run(plan(server.target(), new ClosedLoop(4, 1), 2, Duration.ZERO, Duration.ofMillis(20)));
    }
    assertEquals(before, OpenDescriptors.pollers());
  }
}
