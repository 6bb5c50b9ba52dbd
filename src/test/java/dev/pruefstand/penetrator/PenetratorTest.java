package dev.pruefstand.penetrator;

import static dev.pruefstand.penetrator.Answers.EXPECTED;
import static dev.pruefstand.penetrator.Answers.RIGHT;
import static dev.pruefstand.penetrator.Answers.after;
import static dev.pruefstand.penetrator.ScriptedNetwork.MILLI;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pruefstand.penetrator.ScriptedNetwork.Peer;
import dev.pruefstand.penetrator.ScriptedNetwork.Piece;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** How the load is carried on: goals, clocks, connections. */
@Timeout(30)
class PenetratorTest {
  private static final Target TARGET = Target.of("http://127.0.0.1:80/");
  private static final Duration SECOND = Duration.ofSeconds(1);

  private ScriptedNetwork network = new ScriptedNetwork((connection, request) -> List.of());
  private Penetrator penetrator = against((connection, request) -> List.of(), 1, true);

  private long began;

  private Penetrator against(Peer peer, int connections, boolean keepAlive) {
    network = new ScriptedNetwork(peer);
    began = network.nanoTime();
    penetrator =
        new Penetrator(network, LoadPlan.closed(TARGET, EXPECTED, connections, keepAlive, SECOND));
    return penetrator;
  }

  @AfterEach
  void everythingIsGivenBack() {
    penetrator.close();
    assertEquals(0, network.open());
    assertTrue(network.isClosed());
  }

  private void assertNobodyIsMissing() {
    Books.assertBalanced(network, penetrator);
    assertEquals(0, penetrator.tally().failed());
  }

  @Test
  void nothingIsOpenedBeforeTheFirstAdvance() {
    against((connection, request) -> after(MILLI, RIGHT), 4, true);
    assertEquals(0, network.attempts());
    assertEquals(0, penetrator.inFlight());
  }

  @Test
  void everyConnectionSendsItsNextRequestWhenTheLastIsAnswered() {
    against((connection, request) -> after((connection + 1) * MILLI, RIGHT), 2, true);
    penetrator.advance(Duration.ofNanos(10 * MILLI));
    assertEquals(2, network.attempts());
    assertEquals(10 + 5, penetrator.answered());
    assertEquals(2, penetrator.inFlight());
    assertNobodyIsMissing();
    assertEquals(Set.of("GET / HTTP/1.1\r\nHost: 127.0.0.1:80\r\n\r\n"), distinctRequests());
  }

  @Test
  void theTimeRecordedIsFromTheWrittenRequestToTheLastByte() {
    long[] pauses = {1, 999, 12_345, 1_000_000, 987_654_321};
    against((connection, request) -> inThree(pauses[request % pauses.length]), 1, true);
    penetrator.advance(pauses.length);
    var expected = new Histogram(penetrator.tally().serviceNanos());
    for (long pause : pauses) {
      expected.recordValue(pause);
    }
    assertEquals(expected, penetrator.tally().serviceNanos());
  }

  @Test
  void advanceReturnsWhenSoManyMoreAreAnsweredAndLeavesTheOthersInFlight() {
    against((connection, request) -> after((connection + 1) * MILLI, RIGHT), 3, true);
    penetrator.advance(1);
    assertEquals(1, penetrator.answered());
    assertEquals(3, penetrator.inFlight());
    assertNobodyIsMissing();
    penetrator.advance(0);
    assertEquals(1, penetrator.answered());
    penetrator.advance(100);
    assertTrue(penetrator.answered() >= 101);
    assertEquals(3, penetrator.inFlight());
    assertEquals(3, network.attempts());
    assertNobodyIsMissing();
  }

  @Test
  void whatABatchBringsBeyondTheGoalCountsForTheNextCall() {
    against((connection, request) -> after(MILLI, RIGHT), 4, true);
    penetrator.advance(1);
    assertEquals(4, penetrator.answered());
    long then = network.nanoTime();
    penetrator.advance(3);
    assertEquals(4, penetrator.answered());
    assertEquals(then, network.nanoTime());
    penetrator.advance(1);
    assertEquals(8, penetrator.answered());
  }

  @Test
  void advanceForATimeTakesThatLongAndNoDebtIsLeft() {
    against((connection, request) -> after(MILLI, RIGHT), 1, true);
    long begin = network.nanoTime();
    penetrator.advance(Duration.ofNanos(50 * MILLI));
    assertEquals(begin + 50 * MILLI, network.nanoTime());
    assertEquals(50, penetrator.answered());
    penetrator.advance(1);
    assertEquals(51, penetrator.answered());
  }

  @Test
  void drainWaitsForWhatIsInFlightAndSendsNoMore() {
    against((connection, request) -> after((connection + 1) * MILLI, RIGHT), 5, true);
    penetrator.advance(1);
    assertEquals(5, penetrator.inFlight());
    long written = penetrator.written();
    penetrator.drain();
    assertEquals(0, penetrator.inFlight());
    assertEquals(written, penetrator.written());
    assertEquals(written, penetrator.answered());
    assertEquals(0, network.open());
  }

  @Test
  void drainWaitsNoLongerThanTheTimeout() {
    long began = network.nanoTime();
    against((connection, request) -> connection == 0 ? List.of() : after(MILLI, RIGHT), 2, true);
    penetrator.advance(10);
    penetrator.drain();
    assertEquals(Map.of(Failure.TIMEOUT, 1L), penetrator.tally().failures());
    assertEquals(penetrator.written(), penetrator.answered() + 1);
    assertTrue(network.nanoTime() - began < 1_100 * MILLI);
  }

  @Test
  void drainBeforeAnythingWasSentReturnsAtOnce() {
    penetrator.drain();
    assertEquals(0, network.attempts());
  }

  @Test
  void afterResetWhatWasInFlightIsRecordedWithoutTheClientsPause() {
    against((connection, request) -> after(10 * MILLI, RIGHT), 3, true);
    penetrator.advance(3);
    // A pause of the client's own, which no server is to be charged with.
    network.pass(4 * MILLI);
    penetrator.resetTally();
    assertEquals(0, penetrator.tally().responses());
    penetrator.advance(3);
    assertEquals(3, penetrator.tally().responses());
    assertEquals(3L * RIGHT.length(), penetrator.tally().bytes());
    assertEquals(3, penetrator.tally().serviceNanos().getTotalCount());
    long slowest = penetrator.tally().serviceNanos().getMaxValue();
    assertTrue(slowest <= 10.1 * MILLI, "the pause of 4 ms was charged: " + slowest);
    penetrator.advance(3);
    assertEquals(6, penetrator.tally().responses());
    assertEquals(6, penetrator.tally().serviceNanos().getTotalCount());
    assertEquals(9, penetrator.answered());
  }

  @Test
  void withoutKeepAliveEachRequestGetsAConnection() {
    against((connection, request) -> closing(), 2, false);
    penetrator.advance(20);
    assertEquals(20, penetrator.answered());
    assertTrue(network.attempts() >= 20);
    assertTrue(network.open() <= 2);
    assertEquals(
        Set.of("GET / HTTP/1.1\r\nHost: 127.0.0.1:80\r\nConnection: close\r\n\r\n"),
        distinctRequests());
    penetrator.drain();
    assertNobodyIsMissing();
  }

  @Test
  void withoutKeepAliveAServerThatWouldGoOnGetsNoSecondRequest() {
    against((connection, request) -> after(MILLI, RIGHT), 1, false);
    penetrator.advance(3);
    assertEquals(3, penetrator.answered());
    assertEquals(network.attempts(), network.requests.size());
    assertNobodyIsMissing();
  }

  @Test
  void aServerThatClosesAfterAnAnswerAndSaysSoGetsANewConnectionAtOnce() {
    against((connection, request) -> request % 3 == 2 ? closing() : after(MILLI, RIGHT), 1, true);
    penetrator.advance(Duration.ofNanos(30 * MILLI));
    assertEquals(30, penetrator.answered());
    assertEquals(0, penetrator.tally().failed());
    assertEquals(11, network.attempts());
    assertNobodyIsMissing();
  }

  @Test
  void withoutKeepAliveTheResponseTimeBeginsWithTheConnection() {
    against((connection, request) -> closing(), 1, false);
    network.connectNanos = 2 * MILLI;
    penetrator.advance(5);
    Tally tally = penetrator.tally();
    assertTrue(
        tally.connectNanos().valuesAreEquivalent(2 * MILLI, tally.connectNanos().getMaxValue()));
    assertTrue(tally.serviceNanos().valuesAreEquivalent(MILLI, tally.serviceNanos().getMaxValue()));
    assertTrue(
        tally.responseNanos().valuesAreEquivalent(3 * MILLI, tally.responseNanos().getMinValue()));
    assertEquals(0, tally.lagNanos().getTotalCount());
    assertNobodyIsMissing();
  }

  @Test
  void aServerThatDoesNotCloseAsItHasSaidIsLeftAfterASecond() {
    against((connection, request) -> after(MILLI, Answers.CLOSING), 1, true);
    penetrator.advance(3);
    assertEquals(3, penetrator.answered());
    assertEquals(3, network.attempts());
    long passed = network.nanoTime() - began;
    assertTrue(passed >= 2_000 * MILLI && passed < 2_100 * MILLI, "passed " + passed);
    assertNobodyIsMissing();
  }

  @Test
  void aStreamThatEndsWithItsAnswerIsAnsweredAndNotKept() {
    against(
        (connection, request) ->
            List.of(Piece.of(MILLI, Answers.UNTIL_CLOSE), Piece.end(2 * MILLI)),
        1,
        true);
    penetrator.advance(4);
    assertEquals(4, penetrator.answered());
    assertEquals(0, penetrator.tally().failed());
    Histogram times = penetrator.tally().serviceNanos();
    assertTrue(times.valuesAreEquivalent(3 * MILLI, times.getMinValue()));
    assertEquals(5, network.attempts());
  }

  private static List<Piece> closing() {
    return List.of(Piece.of(MILLI, Answers.CLOSING), Piece.end(0));
  }

  private static List<Piece> inThree(long nanos) {
    return List.of(
        Piece.of(0, RIGHT.substring(0, 3)),
        Piece.of(nanos / 2, RIGHT.substring(3, 50)),
        Piece.of(nanos - nanos / 2, RIGHT.substring(50)));
  }

  private Set<String> distinctRequests() {
    return Set.copyOf(network.requests);
  }
}
