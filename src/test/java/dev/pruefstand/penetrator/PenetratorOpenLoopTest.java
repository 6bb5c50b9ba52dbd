package dev.pruefstand.penetrator;

import static dev.pruefstand.penetrator.Answers.RIGHT;
import static dev.pruefstand.penetrator.Answers.after;
import static dev.pruefstand.penetrator.ScriptedNetwork.MILLI;
import static dev.pruefstand.penetrator.ScriptedRun.open;
import static dev.pruefstand.penetrator.ScriptedRun.plan;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pruefstand.penetrator.ScriptedNetwork.Connecting;
import dev.pruefstand.penetrator.ScriptedNetwork.Peer;
import dev.pruefstand.penetrator.ScriptedNetwork.Piece;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests at a rate, whatever the server does: a thousand per second in most of these tests. */
@Timeout(30)
class PenetratorOpenLoopTest {
  private static final long SERVICE = 300_000;
  private static final Peer PROMPT = (connection, request) -> after(SERVICE, RIGHT);

  private static void assertMost(long nanos, Histogram histogram) {
    long found = histogram.getMaxValue();
    assertTrue(
        histogram.valuesAreEquivalent(nanos, found),
        () -> "expected at most " + nanos + ", found " + found);
  }

  private static ScriptedRun run(Peer peer, LoadModel model, long millis) {
    return new ScriptedRun(new ScriptedNetwork(peer), plan(model, Duration.ofMillis(millis)));
  }

  @Test
  void everyRequestIsWrittenAtItsPlannedInstant() {
    try (var run = run(PROMPT, open(1000, 2, 2), 1000)) {
      run.finish();
      assertEquals(1000, run.tally().requests());
      assertEquals(1000, run.tally().responses());
      assertEquals(1000, run.tally().responsesInTime());
      for (int i = 0; i < 1000; i++) {
        assertEquals(i * MILLI, run.sent(i));
      }
      assertMost(1, run.tally().lagNanos());
      assertMost(SERVICE, run.tally().serviceNanos());
      assertMost(SERVICE, run.tally().responseNanos());
      assertEquals(Map.of(200, 1000L), run.tally().statuses());
      assertEquals(1000L * RIGHT.length(), run.tally().bytes());
    }
  }

  @Test
  void afterAPauseOfTheClientAllThatWasMissedIsSentAtOnceAndNothingIsForgotten() {
    try (var run = run(PROMPT, open(1000, 64, 64), 200)) {
      run.advanceTo(10 * MILLI);
      assertEquals(10, run.network.requests.size());
      run.network.pass(50 * MILLI);
      run.finish();
      for (int i = 10; i <= 60; i++) {
        assertEquals(60 * MILLI, run.sent(i));
      }
      assertEquals(61 * MILLI, run.sent(61));
      assertEquals(200, run.tally().requests());
      assertEquals(200, run.tally().responses());
      // Connections were free: the pause was the client's own, and it says so.
      assertMost(50 * MILLI, run.tally().lagNanos());
      assertMost(50 * MILLI, run.tally().latenessNanos());
      assertMost(50 * MILLI + SERVICE, run.tally().responseNanos());
      assertMost(SERVICE, run.tally().serviceNanos());
      assertTrue(run.penetrator.punctuality().longestStallNanos() < MILLI);
    }
  }

  @Test
  void aPauseOfTheServerIsInTheResponseTimesOfAllWhoCameMeanwhile() {
    long[] began = new long[1];
    ScriptedNetwork[] network = new ScriptedNetwork[1];
    Peer frozen =
        (connection, request) -> {
          long at = network[0].nanoTime() - began[0];
          boolean freeze = at >= 50 * MILLI && at < 100 * MILLI;
          return after(freeze ? 100 * MILLI - at + SERVICE : SERVICE, RIGHT);
        };
    network[0] = new ScriptedNetwork(frozen);
    try (var run = new ScriptedRun(network[0], plan(open(1000, 1, 1), Duration.ofMillis(200)))) {
      began[0] = run.start;
      run.finish();
      assertEquals(200, run.tally().responses());
      assertMost(50 * MILLI + SERVICE, run.tally().responseNanos());
      // Only one request was written when it began, and only its service time tells of it.
      assertMost(50 * MILLI + SERVICE, run.tally().serviceNanos());
      assertTrue(run.tally().serviceNanos().getValueAtPercentile(99) < MILLI);
      assertTrue(run.tally().responseNanos().getValueAtPercentile(80) > 20 * MILLI);
      assertMost(1, run.tally().latenessNanos());
    }
  }

  @Test
  void aRequestThatWaitsForAFreeConnectionKeepsItsPlannedTime() {
    try (var run = run((connection, request) -> after(2 * MILLI, RIGHT), open(1000, 1, 1), 20)) {
      run.finish();
      var expected = new Histogram(run.tally().responseNanos());
      expected.reset();
      for (int i = 0; i < 20; i++) {
        assertEquals(2 * i * MILLI, run.sent(i));
        expected.recordValue((i + 2) * MILLI);
      }
      assertEquals(expected, run.tally().responseNanos());
      assertMost(2 * MILLI, run.tally().serviceNanos());
      assertMost(19 * MILLI, run.tally().lagNanos());
      // No connection was free, so the client was not late.
      assertMost(1, run.tally().latenessNanos());
      assertEquals(20, run.tally().responses());
      assertEquals(10, run.tally().responsesInTime(), 1);
    }
  }

  @Test
  void connectionsAreOpenedOnDemandUpToTheMaximum() {
    try (var run = run((connection, request) -> after(10 * MILLI, RIGHT), open(1000, 1, 4), 100)) {
      assertEquals(1, run.network.attempts());
      for (int i = 1; i <= 3; i++) {
        run.advanceTo(i * MILLI + 1);
        assertEquals(i + 1, run.network.attempts());
      }
      run.finish();
      assertEquals(4, run.network.attempts());
      assertEquals(100, run.tally().responses());
    }
  }

  @Test
  void noMoreConnectionsAreBegunThanRequestsAreDue() {
    var network = new ScriptedNetwork((connection, request) -> after(100 * MILLI, RIGHT));
    network.connectNanos = 5 * MILLI;
    try (var run = new ScriptedRun(network, plan(open(1000, 1, 64), Duration.ofMillis(20)))) {
      // The first request goes out at once; each that follows begins a connection when it is due.
      for (int i = 0; i < 20; i++) {
        run.advanceTo(i * MILLI + 1000);
        assertEquals(1 + i, network.attempts(), "after " + i + " ms");
      }
      run.finish();
      assertEquals(20, run.tally().responses());
      for (int i = 1; i < 20; i++) {
        assertEquals((i + 5) * MILLI, run.sent(i), 3);
      }
      assertMost(5 * MILLI, run.tally().lagNanos());
      assertMost(5 * MILLI, run.tally().connectNanos());
      assertTrue(run.tally().latenessNanos().getMaxValue() < 10);
    }
  }

  @Test
  void aConnectionThatIsFreeAgainServesBeforeOneThatIsStillConnecting() {
    var network = new ScriptedNetwork((connection, request) -> after(3 * MILLI / 2, RIGHT));
    network.connectNanos = 50 * MILLI;
    try (var run = new ScriptedRun(network, plan(open(1000, 1, 2), Duration.ofMillis(4)))) {
      run.finish();
      assertEquals(3 * MILLI / 2, run.sent(1));
      assertEquals(3 * MILLI, run.sent(2));
      assertEquals(4, run.tally().responses());
    }
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "STANDS")
  void aConnectThatFailsFailsTheRequestThatWasDue(Connecting how) {
    var network =
        new ScriptedNetwork(
            (connection, request) -> List.of(Piece.reset(MILLI / 2)),
            attempt -> attempt == 0 ? Connecting.STANDS : how);
    try (var run = new ScriptedRun(network, plan(open(1000, 1, 4), Duration.ofMillis(50)))) {
      run.finish();
      assertEquals(50, run.tally().requests());
      assertEquals(0, run.tally().responses());
      assertEquals(0, run.penetrator.inFlight());
      assertEquals(1, run.tally().failures().get(Failure.RESET));
      assertTrue(run.tally().failures().get(Failure.CONNECT) > 0);
      assertTrue(
          Set.of(Failure.RESET, Failure.CONNECT, Failure.UNSENT)
              .containsAll(run.tally().failures().keySet()));
      if (how == Connecting.REFUSED_LATER) {
        assertEquals(49, run.tally().failures().get(Failure.CONNECT));
      }
    }
  }

  @Test
  void anAttemptToConnectThatFailsWhileNothingIsDueFailsNobody() {
    var network =
        new ScriptedNetwork(
            PROMPT, attempt -> attempt < 5 ? Connecting.REFUSED_AT_ONCE : Connecting.STANDS);
    try (var run = new ScriptedRun(network, plan(open(1, 1, 1), Duration.ofSeconds(3)))) {
      run.finish();
      assertEquals(3, run.tally().requests());
      assertTrue(run.tally().failed() <= 1);
      assertTrue(run.tally().responses() >= 2);
    }
  }

  @Test
  void aTimeoutEntersWithTheTimeItTook() {
    Peer peer = (connection, request) -> request == 0 ? List.of() : after(SERVICE, RIGHT);
    try (var run = run(peer, open(10, 1, 1), 100)) {
      run.finish();
      assertEquals(Map.of(Failure.TIMEOUT, 1L), run.tally().failures());
      long longest = run.tally().responseNanos().getMaxValue();
      assertTrue(longest >= 1000 * MILLI && longest < 1020 * MILLI, "found " + longest);
      assertEquals(longest, run.tally().serviceNanos().getMaxValue());
    }
  }

  @Test
  void aResetEntersWithTheTimeItTookFromThePlannedInstantOn() {
    Peer peer = (connection, request) -> List.of(Piece.reset(2 * MILLI));
    try (var run = run(peer, open(1000, 1, 1), 2)) {
      run.finish();
      assertEquals(Map.of(Failure.RESET, 2L), run.tally().failures());
      assertMost(2 * MILLI, run.tally().serviceNanos());
      // The second was due at 1 ms, and the connection was gone at 2 ms.
      assertTrue(run.tally().responseNanos().getMaxValue() >= 3 * MILLI);
    }
  }

  @Test
  void whatIsNeverSentIsUnsentAtTheEnd() {
    try (var run = run((connection, request) -> List.of(), open(1000, 1, 1), 100)) {
      run.finish();
      Map<Failure, Long> failures = run.tally().failures();
      assertEquals(100, run.tally().requests());
      assertEquals(1, failures.get(Failure.TIMEOUT));
      assertEquals(1, run.penetrator.inFlight());
      assertEquals(98, failures.get(Failure.UNSENT));
      assertEquals(99, run.tally().responseNanos().getTotalCount());
      assertTrue(run.tally().responseNanos().getMaxValue() > 1000 * MILLI);
    }
  }

  @Test
  void withoutKeepAliveEachRequestGetsAConnectionOfItsOwnAndKeepsItsPlannedTime() {
    var network =
        new ScriptedNetwork(
            (connection, request) -> List.of(Piece.of(MILLI / 2, Answers.CLOSING), Piece.end(0)));
    LoadPlan kept = plan(open(1000, 2, 8), Duration.ofMillis(50));
    var plan =
        new LoadPlan(
            kept.asks(),
            kept.model(),
            false,
            kept.timeout(),
            false,
            1,
            kept.warmup(),
            kept.duration(),
            LoadPlan.UNLIMITED);
    try (var run = new ScriptedRun(network, plan)) {
      network.connectNanos = 2 * MILLI;
      run.finish();
      assertEquals(50, run.tally().responses());
      assertEquals(50, network.attempts());
      assertTrue(network.requests.getLast().contains("Connection: close"));
      // Two were opened beforehand; whoever has to connect first has waited for it.
      assertEquals(0, run.sent(0));
      assertEquals(MILLI, run.sent(1));
      assertEquals(4 * MILLI, run.sent(2), 2);
      assertEquals(51 * MILLI, run.sent(49), 2);
      assertMost(2 * MILLI + MILLI / 2, run.tally().responseNanos());
      assertMost(MILLI / 2, run.tally().serviceNanos());
    }
  }

  @Test
  void idleConnectionsThatTheServerClosesAreReplacedAndNobodyFails() {
    try (var run = run(PROMPT, open(10, 3, 3), 1000)) {
      run.advanceTo(MILLI);
      for (int connection = 0; connection < 3; connection++) {
        run.network.arrive(connection, Piece.end(MILLI));
      }
      run.advanceTo(50 * MILLI);
      assertEquals(6, run.network.attempts());
      assertEquals(3, run.network.open());
      run.finish();
      assertEquals(10, run.tally().responses());
      assertEquals(0, run.tally().failed());
    }
  }

  @Test
  void bytesThatNobodyAskedForCostTheConnectionAndNoRequest() {
    try (var run = run(PROMPT, open(10, 1, 1), 500)) {
      run.advanceTo(MILLI);
      run.network.arrive(0, Piece.of(MILLI, RIGHT));
      run.finish();
      assertEquals(2, run.network.attempts());
      assertEquals(5, run.tally().responses());
      assertEquals(0, run.tally().failed());
    }
  }

  @Test
  void requestsOnAPipelineDoNotWaitForOneAnother() {
    var model = new OpenLoop(1000, Arrivals.CONSTANT, 1, 1, 1, 4);
    try (var run =
        run((connection, request) -> after(request == 0 ? 4 * MILLI : 0, RIGHT), model, 8)) {
      run.finish();
      // The fifth finds the pipeline full until the first answer comes, at the instant it is due.
      for (int i = 0; i < 8; i++) {
        assertEquals(i * MILLI, run.sent(i));
      }
      assertEquals(8, run.tally().responses());
      assertMost(4 * MILLI, run.tally().serviceNanos());
    }
  }

  @Test
  void aConnectionThatHasHadRoomAllAlongWasFreeAllAlong() {
    var model = new OpenLoop(100, Arrivals.CONSTANT, 1, 1, 1, 2);
    try (var run = run((connection, request) -> after(12 * MILLI, RIGHT), model, 20)) {
      // The second request is due at 10 ms and noticed at 15, together with the first answer.
      run.network.oversleepNanos = 5 * MILLI;
      run.finish();
      assertEquals(15 * MILLI, run.sent(1));
      assertMost(5 * MILLI, run.tally().latenessNanos());
    }
  }

  @Test
  void aBacklogThatTheClientsOwnSleepLeftIsTheClientsWhateverTheConnectionDoes() {
    var model = new OpenLoop(1000, Arrivals.CONSTANT, 1, 1, 1, 1);
    try (var run = run(PROMPT, model, 100)) {
      run.advanceTo(10 * MILLI);
      run.network.oversleepNanos = 30 * MILLI;
      run.advanceTo(30 * MILLI);
      run.network.oversleepNanos = 0;
      run.finish();
      // They go out one after the other, each as soon as the connection has its answer.
      assertTrue(run.tally().latenessNanos().getValueAtPercentile(80) > 10 * MILLI);
      assertTrue(run.penetrator.punctuality().longestStallNanos() > 29 * MILLI);
    }
  }

  @Test
  void onlyAsManyRequestsArePlannedAsAreWanted() {
    LoadPlan endless = plan(open(1000, 1, 1), Duration.ofSeconds(10));
    for (boolean dead : new boolean[] {false, true}) {
      var network =
          new ScriptedNetwork(
              PROMPT, attempt -> dead ? Connecting.REFUSED_LATER : Connecting.STANDS);
      var plan =
          new LoadPlan(
              endless.asks(),
              endless.model(),
              true,
              endless.timeout(),
              false,
              1,
              Duration.ZERO,
              endless.duration(),
              25);
      try (var run = new ScriptedRun(network, plan)) {
        run.finish();
        assertEquals(25, run.tally().requests());
        assertEquals(dead ? 25 : 0, run.tally().failed());
        assertTrue(run.penetrator.isSpent());
        assertTrue(run.passed() < 1000 * MILLI, "passed " + run.passed());
      }
    }
  }

  /** Whatever was planned in the warm-up is left out, however late it ends; all others are in. */
  @ParameterizedTest
  @ValueSource(longs = {300_000, 2_000_000, 30_000_000})
  void requestsOfTheWarmUpAreNeverCountedAndThoseOfLaterAlways(long service) {
    LoadPlan cold = plan(open(1000, 1, 1), Duration.ofMillis(30));
    var plan =
        new LoadPlan(
            cold.asks(),
            cold.model(),
            true,
            cold.timeout(),
            false,
            1,
            Duration.ofMillis(20),
            cold.duration(),
            LoadPlan.UNLIMITED);
    var network = new ScriptedNetwork((connection, request) -> after(service, RIGHT));
    try (var run = new ScriptedRun(network, plan)) {
      run.advanceTo(19 * MILLI);
      assertEquals(0, run.tally().requests());
      run.finish();
      assertEquals(30, run.tally().requests());
      // With an answer in 30 ms the warm-up's own requests are still being sent at the end.
      assertEquals(service < 30 * MILLI ? 30 : 0, run.tally().responses(), 16);
    }
  }

  @Test
  void anEndBeforeItsTimeKeepsWhatWasPlannedAndDropsTheRest() {
    try (var run = run((connection, request) -> after(2 * MILLI, RIGHT), open(1000, 1, 1), 1000)) {
      run.advanceTo(9 * MILLI + 1);
      run.penetrator.endAt(run.network.nanoTime());
      run.finish();
      assertEquals(run.tally().responses(), run.tally().requests());
      assertTrue(run.tally().requests() >= 10 && run.tally().requests() <= 11);
    }
  }

  /** Whatever a peer does, in whatever order: the books are kept. */
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6})
  void nobodyIsMissingWhateverHappens(long seed) {
    var random = new SplittableRandom(seed);
    var all =
        List.of(
            after(MILLI, RIGHT),
            after(MILLI, Answers.CHUNKED),
            after(30 * MILLI, RIGHT),
            after(0, RIGHT + RIGHT),
            after(0, Answers.WRONG_CHECKSUM),
            after(MILLI, Answers.MALFORMED),
            after(MILLI, Answers.CLOSING),
            List.of(Piece.of(MILLI, Answers.CLOSING), Piece.end(MILLI)),
            List.of(Piece.of(MILLI, Answers.UNTIL_CLOSE), Piece.end(MILLI)),
            List.of(Piece.of(MILLI, RIGHT), Piece.end(MILLI)),
            List.of(Piece.of(MILLI, RIGHT.substring(0, 9)), Piece.reset(MILLI)),
            List.<Piece>of());
    Peer peer =
        (connection, request) -> all.get(random.nextInt(4) > 0 ? 0 : random.nextInt(all.size()));
    var network =
        new ScriptedNetwork(
            peer,
            attempt ->
                random.nextInt(4) > 0
                    ? Connecting.STANDS
                    : Connecting.values()[random.nextInt(Connecting.values().length)]);
    network.connectNanos = random.nextLong(3 * MILLI);
    var model = new OpenLoop(2000, Arrivals.POISSON, seed, 2, 12, 1 + (int) (seed % 3));
    try (var run = new ScriptedRun(network, plan(model, Duration.ofSeconds(2)))) {
      for (int i = 1; i < 200; i++) {
        if (random.nextInt(20) == 0) {
          network.pass(random.nextLong(20 * MILLI));
        }
        run.advanceTo(Math.max(run.passed(), i * 10 * MILLI));
        Books.assertBalanced(network, run.penetrator);
      }
      run.finish();
      assertEquals(4000, run.tally().requests(), 5 * Math.sqrt(4000));
      assertTrue(run.tally().responses() > 100);
      assertTrue(run.tally().failures().size() > 4, run.tally().failures()::toString);
    }
  }
}
