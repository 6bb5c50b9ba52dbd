package dev.pruefstand.penetrator;

import static dev.pruefstand.penetrator.Answers.EXPECTED;
import static dev.pruefstand.penetrator.Answers.RIGHT;
import static dev.pruefstand.penetrator.Answers.after;
import static dev.pruefstand.penetrator.ScriptedNetwork.MILLI;
import static dev.pruefstand.penetrator.ScriptedRun.TARGET;
import static dev.pruefstand.penetrator.ScriptedRun.plan;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pruefstand.penetrator.ScriptedNetwork.Peer;
import dev.pruefstand.penetrator.ScriptedNetwork.Piece;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Several requests under way on one connection: answers come in order, and in any pieces. */
@Timeout(30)
class PenetratorPipelineTest {
  private static final int DEPTH = 4;
  private static final Ask GET = Ask.get(TARGET, EXPECTED);
  private static final Ask HEAD = new Ask(TARGET, 1, "HEAD", List.of(), null);

  @SuppressWarnings("unused")
  private static final List<LoadModel> MODELS =
      List.of(new ClosedLoop(1, DEPTH), new OpenLoop(100_000, Arrivals.CONSTANT, 1, 1, 1, DEPTH));

  private static ScriptedRun run(Peer peer, LoadModel model, Ask... asks) {
    return new ScriptedRun(
        new ScriptedNetwork(peer), plan(model, Duration.ofMillis(20), List.of(asks)));
  }

  /** Four answers in two pieces, cut there; the requests before the fourth get nothing. */
  private static Peer atOnce(String answers, int cut) {
    return (connection, request) ->
        request % DEPTH < DEPTH - 1
            ? List.of()
            : List.of(
                Piece.of(MILLI, answers.substring(0, cut)), Piece.of(1000, answers.substring(cut)));
  }

  @ParameterizedTest
  @FieldSource("MODELS")
  void answersInOnePieceOrCutAnywhereAreAllTheirRequests(LoadModel model) {
    String answers = RIGHT + Answers.CHUNKED + Answers.INTERIM + RIGHT + RIGHT;
    for (int cut = 1; cut <= answers.length(); cut++) {
      Peer peer =
          cut == answers.length()
              ? (connection, request) ->
                  request % DEPTH < DEPTH - 1 ? List.of() : after(MILLI, answers)
              : atOnce(answers, cut);
      try (var run = run(peer, model, GET)) {
        run.advanceTo(15 * MILLI);
        assertEquals(Map.of(), run.tally().failures());
        assertTrue(run.tally().responses() >= 10 * DEPTH, "cut at " + cut);
        assertEquals(1, run.network.attempts());
        assertTrue(run.penetrator.inFlight() <= DEPTH);
      }
    }
  }

  @Test
  void aClosedLoopKeepsAsManyUnderWayAsItIsTold() {
    try (var run =
        run((connection, request) -> after(MILLI, RIGHT), new ClosedLoop(3, DEPTH), GET)) {
      run.advanceTo(10 * MILLI);
      assertEquals(3 * DEPTH, run.penetrator.inFlight());
      // The fourth of each waits for the three before it.
      assertEquals(3 * 10, run.tally().responses(), 3);
      assertEquals(DEPTH * MILLI, run.tally().serviceNanos().getMaxValue(), 0.01 * MILLI);
      run.finish();
      assertEquals(0, run.penetrator.inFlight());
      assertEquals(0, run.tally().failed());
    }
  }

  @Test
  void theFirstByteOfEachAnswerIsItsOwn() {
    String half = RIGHT.substring(0, 40);
    Peer peer =
        (connection, request) ->
            request % 2 == 0
                ? List.of()
                : List.of(
                    Piece.of(MILLI, RIGHT + half), Piece.of(MILLI, RIGHT.substring(half.length())));
    try (var run = run(peer, new ClosedLoop(1, 2), GET)) {
      run.penetrator.advance(2);
      assertEquals(MILLI, run.tally().firstByteNanos().getMaxValue(), 0.01 * MILLI);
      assertEquals(2 * MILLI, run.tally().serviceNanos().getMaxValue(), 0.01 * MILLI);
      assertEquals(MILLI, run.tally().serviceNanos().getMinValue(), 0.01 * MILLI);
    }
  }

  /** Two good answers, and then something else, of four requests under way. */
  private static void assertTheRestFails(Failure kind, String third, Piece... then) {
    List<Piece> pieces =
        Stream.concat(Stream.of(Piece.of(MILLI, RIGHT + RIGHT + third)), Arrays.stream(then))
            .toList();
    for (LoadModel model : MODELS) {
      // Two more requests follow the first two answers.
      Peer peer =
          (connection, request) ->
              connection > 0 ? after(1000, RIGHT) : request == DEPTH - 1 ? pieces : List.of();
      try (var run = run(peer, model, GET)) {
        run.finish();
        long lost = run.tally().failed();
        assertEquals(Map.of(kind, lost), run.tally().failures());
        assertTrue(lost >= 2 && lost <= DEPTH, lost + " failed");
        assertEquals(run.tally().requests(), run.tally().responses() + lost);
        // Unless the failure came so late that the time was up, others follow on a new connection.
        boolean late = kind == Failure.TIMEOUT && model instanceof ClosedLoop;
        assertTrue(run.tally().responses() >= (late ? 2 : 100));
        assertEquals(late ? 1 : 2, run.network.attempts());
      }
    }
  }

  @Test
  void aCloseInMidPipelineFailsTheRest() {
    assertTheRestFails(Failure.EARLY_CLOSE, "", Piece.end(0));
    assertTheRestFails(Failure.EARLY_CLOSE, RIGHT.substring(0, 9), Piece.end(0));
  }

  @Test
  void aResetInMidPipelineFailsTheRest() {
    assertTheRestFails(Failure.RESET, RIGHT.substring(0, 9), Piece.reset(0));
  }

  @Test
  void anAnswerThatSaysItIsTheLastFailsTheRest() {
    assertTheRestFails(Failure.EARLY_CLOSE, Answers.CLOSING, Piece.end(0));
  }

  @Test
  void anAnswerThatEndsWithTheStreamIsRightAndFailsTheRest() {
    assertTheRestFails(Failure.EARLY_CLOSE, Answers.UNTIL_CLOSE, Piece.end(0));
  }

  @Test
  void whatIsNoHttpFailsTheRest() {
    assertTheRestFails(Failure.MALFORMED, Answers.MALFORMED);
  }

  @Test
  void silenceFailsTheRest() {
    assertTheRestFails(Failure.TIMEOUT, "");
  }

  @ParameterizedTest
  @ValueSource(strings = {Answers.BODY + "!", "The quick brown fix"})
  void aWrongAnswerIsThatRequestsAloneAndTheOthersGoOn(String body) {
    String wrong = Answers.length("200 OK", body);
    try (var run =
        run(atOnce(RIGHT + wrong + RIGHT + RIGHT, RIGHT.length()), new ClosedLoop(1, DEPTH), GET)) {
      run.advanceTo(15 * MILLI);
      assertEquals(1, run.tally().failures().size());
      assertEquals(run.tally().responses(), 3 * run.tally().failed(), 3);
      assertEquals(1, run.network.attempts());
    }
  }

  @Test
  void headAndGetMayFollowEachOtherInAnyOrder() {
    String head = RIGHT.substring(0, RIGHT.length() - Answers.BODY.length());
    var network = new ScriptedNetwork[1];
    Peer peer =
        (connection, request) ->
            after(MILLI / 10, network[0].requests.getLast().startsWith("HEAD ") ? head : RIGHT);
    network[0] = new ScriptedNetwork(peer);
    for (LoadModel model : MODELS) {
      network[0] = new ScriptedNetwork(peer);
      try (var run =
          new ScriptedRun(network[0], plan(model, Duration.ofMillis(50), List.of(GET, HEAD)))) {
        run.finish();
        assertEquals(0, run.tally().failed());
        long heads = network[0].requests.stream().filter(each -> each.startsWith("HEAD ")).count();
        assertTrue(heads > 100 && heads < network[0].requests.size() - 100, heads + " heads");
        assertEquals(1, network[0].attempts());
        assertEquals(
            heads * head.length() + (run.tally().responses() - heads) * RIGHT.length(),
            run.tally().bytes());
      }
    }
  }

  @Test
  void anAnswerToHeadWithoutALengthKeepsItsConnection() {
    String head = "HTTP/1.1 200 OK\r\nServer: x\r\n\r\n";
    try (var run = run((connection, request) -> after(MILLI, head), new ClosedLoop(1, 1), HEAD)) {
      run.advanceTo(10 * MILLI);
      assertEquals(10, run.tally().responses(), 1);
      assertEquals(1, run.network.attempts());
    }
  }

  @Test
  void eachKindOfRequestIsHeldAgainstItsOwnExpectation() {
    String other = Answers.length("404 Not Found", "no");
    Ask told = new Ask(Target.of("http://127.0.0.1:80/b"), 1, "GET", List.of(), EXPECTED);
    Ask untold = new Ask(Target.of("http://127.0.0.1:80/c"), 1, "GET", List.of(), null);
    String third = Answers.length("200 OK", "the third");
    var network = new ScriptedNetwork[1];
    Peer peer =
        (connection, request) -> {
          String sent = network[0].requests.getLast();
          return after(1000, sent.contains(" /b ") ? RIGHT : sent.contains(" /c ") ? third : other);
        };
    network[0] = new ScriptedNetwork(peer);
    try (var run =
        new ScriptedRun(
            network[0],
            plan(new ClosedLoop(1, DEPTH), Duration.ofMillis(1), List.of(GET, told, untold)))) {
      run.finish();
      long wrong = network[0].requests.stream().filter(each -> each.contains(" / ")).count();
      assertTrue(wrong > 100);
      assertEquals(Map.of(Failure.WRONG_STATUS, wrong), run.tally().failures());
      assertEquals(wrong, run.tally().statuses().get(404));
      assertEquals(run.tally().responses(), run.tally().statuses().get(200));
    }
  }
}
