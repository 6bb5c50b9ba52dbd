package dev.pruefstand.penetrator;

import static dev.pruefstand.penetrator.Answers.EXPECTED;
import static dev.pruefstand.penetrator.Answers.RIGHT;
import static dev.pruefstand.penetrator.Answers.after;
import static dev.pruefstand.penetrator.ScriptedNetwork.MILLI;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pruefstand.penetrator.ScriptedNetwork.Connecting;
import dev.pruefstand.penetrator.ScriptedNetwork.Peer;
import dev.pruefstand.penetrator.ScriptedNetwork.Piece;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Everything that can go wrong is counted by its kind, and nobody is missing. */
@Timeout(30)
class PenetratorFailuresTest {
  private static final Target TARGET = Target.of("http://127.0.0.1:80/");
  private static final Duration SECOND = Duration.ofSeconds(1);
  private static final LoadPlan ONE = LoadPlan.closed(TARGET, EXPECTED, 1, true, SECOND);
  private static final LoadPlan MANY = LoadPlan.closed(TARGET, EXPECTED, 7, true, SECOND);

  /** A plan that holds every answer against the first. */
  private static final LoadPlan UNTOLD = LoadPlan.closed(TARGET, null, 1, true, SECOND);

  /** An answer that came to its end as HTTP is one, right or wrong. */
  private static boolean keepsItsPlace(Failure kind) {
    return switch (kind) {
      case WRONG_STATUS, WRONG_LENGTH, WRONG_CHECKSUM -> true;
      default -> false;
    };
  }

  /** What a peer does in place of an answer, by the failure that it is. */
  private static List<Piece> wrong(Failure kind) {
    return switch (kind) {
      case RESET -> List.of(Piece.of(MILLI, RIGHT.substring(0, 20)), Piece.reset(MILLI));
      case TIMEOUT -> List.of(Piece.of(MILLI, RIGHT.substring(0, RIGHT.length() - 1)));
      case EARLY_CLOSE -> List.of(Piece.of(MILLI, RIGHT.substring(0, 30)), Piece.end(MILLI));
      case MALFORMED -> after(2 * MILLI, Answers.MALFORMED);
      case WRONG_STATUS -> after(2 * MILLI, Answers.WRONG_STATUS);
      case WRONG_LENGTH -> after(2 * MILLI, Answers.WRONG_LENGTH);
      case WRONG_CHECKSUM -> after(2 * MILLI, Answers.WRONG_CHECKSUM);
      case CONNECT, UNSENT -> throw new IllegalArgumentException("there is no request without one");
    };
  }

  @ParameterizedTest
  @EnumSource(
      mode = EnumSource.Mode.EXCLUDE,
      names = {"CONNECT", "UNSENT"})
  void aWrongAnswerIsCountedByItsKindAndOthersGoOn(Failure kind) {
    Peer peer =
        (connection, request) ->
            connection == 0 && request == 2 ? wrong(kind) : after(MILLI, RIGHT);
    var network = new ScriptedNetwork(peer);
    try (var penetrator = new Penetrator(network, MANY)) {
      penetrator.advance(Duration.ofSeconds(2));
      assertEquals(Map.of(kind, 1L), penetrator.tally().failures());
      assertEquals(keepsItsPlace(kind) ? 7 : 8, network.attempts());
      Books.assertBalanced(network, penetrator);
      penetrator.drain();
      assertEquals(penetrator.written() - 1, penetrator.answered());
      Books.assertBalanced(network, penetrator);
    }
  }

  @ParameterizedTest
  @EnumSource(
      mode = EnumSource.Mode.EXCLUDE,
      names = {"CONNECT", "UNSENT", "TIMEOUT"})
  void theTimeOfAWrongAnswerIsRecordedAsExactlyAsThatOfARightOne(Failure kind) {
    var network = new ScriptedNetwork((connection, request) -> wrong(kind));
    try (var penetrator = new Penetrator(network, ONE)) {
      penetrator.advance(1);
      var times = penetrator.tally().serviceNanos();
      assertEquals(1, times.getTotalCount());
      assertTrue(times.valuesAreEquivalent(2 * MILLI, times.getMaxValue()));
    }
  }

  @Test
  void silenceEndsWithTheTimeoutAndItsWholeTimeIsRecorded() {
    var network = new ScriptedNetwork((connection, request) -> List.of());
    try (var penetrator = new Penetrator(network, ONE)) {
      penetrator.advance(3);
      assertEquals(Map.of(Failure.TIMEOUT, 3L), penetrator.tally().failures());
      assertEquals(3, network.requests.size());
      long longest = penetrator.tally().serviceNanos().getMaxValue();
      assertTrue(longest >= SECOND.toNanos(), "cut short: " + longest);
      assertTrue(longest < SECOND.toNanos() + 20 * MILLI, "too late: " + longest);
      Books.assertBalanced(network, penetrator);
    }
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "STANDS")
  void aConnectionThatNeverStandsIsAFailureToConnectAndEnds(Connecting how) {
    var network = new ScriptedNetwork((connection, request) -> List.of(), attempt -> how);
    try (var penetrator = new Penetrator(network, MANY)) {
      penetrator.advance(20);
      assertEquals(Map.of(Failure.CONNECT, 21L), penetrator.tally().failures());
      assertEquals(0, penetrator.written());
      assertEquals(0, penetrator.inFlight());
      assertEquals(0, penetrator.tally().serviceNanos().getTotalCount());
      penetrator.drain();
      Books.assertBalanced(network, penetrator);
    }
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "STANDS")
  void aConnectionIsTriedAgainUntilItStands(Connecting how) {
    var network =
        new ScriptedNetwork(
            (connection, request) -> after(MILLI, RIGHT),
            attempt -> attempt < 3 ? how : Connecting.STANDS);
    try (var penetrator = new Penetrator(network, ONE)) {
      penetrator.advance(10);
      assertEquals(Map.of(Failure.CONNECT, 3L), penetrator.tally().failures());
      assertEquals(7, penetrator.answered());
      assertEquals(4, network.attempts());
      Books.assertBalanced(network, penetrator);
    }
  }

  @Test
  void drainClosesWhatIsStillConnecting() {
    var network =
        new ScriptedNetwork(
            (connection, request) -> after(MILLI, RIGHT),
            attempt -> attempt == 0 ? Connecting.NEVER : Connecting.STANDS);
    try (var penetrator =
        new Penetrator(network, LoadPlan.closed(TARGET, EXPECTED, 2, true, SECOND))) {
      penetrator.advance(5);
      penetrator.drain();
      assertEquals(0, penetrator.tally().failed());
      assertEquals(penetrator.written(), penetrator.answered());
    }
    assertEquals(0, network.open());
  }

  @Test
  void aKeptConnectionThatIsClosedWithoutAWordCostsTheRequestThatWasUnderWay() {
    Peer peer =
        (connection, request) ->
            request < 4 ? after(MILLI, RIGHT) : List.of(Piece.end(MILLI), Piece.end(MILLI));
    var network = new ScriptedNetwork(peer);
    try (var penetrator = new Penetrator(network, ONE)) {
      penetrator.advance(10);
      assertEquals(Map.of(Failure.EARLY_CLOSE, 2L), penetrator.tally().failures());
      assertEquals(8, penetrator.answered());
      assertEquals(2, network.attempts());
      Books.assertBalanced(network, penetrator);
    }
  }

  @Test
  void aByteTooManyIsNotTakenForTheNextAnswer() {
    List<Piece> inOne = after(MILLI, Answers.SURPLUS);
    List<Piece> inTwo = List.of(Piece.of(MILLI, RIGHT), Piece.of(0, "!"));
    record Case(List<Piece> pieces, Failure kind) {}
    for (Case each :
        List.of(new Case(inOne, Failure.WRONG_LENGTH), new Case(inTwo, Failure.MALFORMED))) {
      var network =
          new ScriptedNetwork(
              (connection, request) -> connection == 0 ? each.pieces() : after(MILLI, RIGHT));
      try (var penetrator = new Penetrator(network, ONE)) {
        penetrator.advance(10);
        assertEquals(Map.of(each.kind(), 1L), penetrator.tally().failures());
        assertEquals(2, network.attempts());
        Books.assertBalanced(network, penetrator);
      }
    }
  }

  @Test
  void withoutAnExpectationTheFirstAnswerIsTheExpectation() {
    Peer peer =
        (connection, request) ->
            after(MILLI, request == 3 ? Answers.OTHER_STATUS : Answers.WRONG_LENGTH);
    var network = new ScriptedNetwork(peer);
    try (var penetrator = new Penetrator(network, UNTOLD)) {
      penetrator.advance(4);
      assertEquals(3, penetrator.answered());
      assertEquals(Map.of(Failure.WRONG_STATUS, 1L), penetrator.tally().failures());
    }
  }

  @Test
  void anErrorDoesNotBecomeTheExpectation() {
    Peer peer = (connection, request) -> after(MILLI, request < 2 ? Answers.WRONG_STATUS : RIGHT);
    var network = new ScriptedNetwork(peer);
    try (var penetrator = new Penetrator(network, UNTOLD)) {
      penetrator.advance(5);
      assertEquals(3, penetrator.answered());
      assertEquals(Map.of(Failure.WRONG_STATUS, 2L), penetrator.tally().failures());
    }
  }

  /** Whatever a peer does, in whatever order: the books are kept. */
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void nobodyIsMissingWhateverHappens(long seed) {
    var random = new SplittableRandom(seed);
    Failure[] kinds = Failure.values();
    var answers = List.of(RIGHT, Answers.CLOSING, Answers.CHUNKED, Answers.INTERIM + RIGHT);
    Peer peer =
        (connection, request) -> {
          Failure kind = kinds[random.nextInt(kinds.length)];
          return random.nextInt(4) > 0 || kind == Failure.CONNECT || kind == Failure.UNSENT
              ? after(random.nextLong(5 * MILLI), answers.get(random.nextInt(answers.size())))
              : wrong(kind);
        };
    var network =
        new ScriptedNetwork(
            peer,
            attempt ->
                random.nextInt(3) > 0
                    ? Connecting.STANDS
                    : Connecting.values()[random.nextInt(Connecting.values().length)]);
    try (var penetrator = new Penetrator(network, MANY)) {
      for (int i = 0; i < 200; i++) {
        penetrator.advance(10);
        Books.assertBalanced(network, penetrator);
      }
      // A closed loop leaves nothing unsent.
      assertEquals(kinds.length - 1, penetrator.tally().failures().size());
      penetrator.drain();
      assertEquals(0, penetrator.inFlight());
      Books.assertBalanced(network, penetrator);
    }
    assertEquals(0, network.open());
  }
}
