package dev.pruefstand.penetrator;

import static dev.pruefstand.penetrator.Answers.RIGHT;
import static dev.pruefstand.penetrator.Answers.after;
import static dev.pruefstand.penetrator.ScriptedNetwork.MILLI;
import static dev.pruefstand.penetrator.ScriptedRun.plan;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pruefstand.penetrator.ScriptedNetwork.Connecting;
import dev.pruefstand.penetrator.ScriptedNetwork.Peer;
import dev.pruefstand.penetrator.ScriptedNetwork.Piece;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Many requests at the same moment. */
@Timeout(30)
class PenetratorSalvoTest {
  private static final Peer PROMPT =
      (connection, request) -> after((connection + 1) * MILLI, RIGHT);

  private static ScriptedRun run(Peer peer, int salvo, IntFunction<Connecting> connecting) {
    var network = new ScriptedNetwork(peer, connecting);
    network.connectNanos = MILLI;
    return new ScriptedRun(network, plan(new Salvo(salvo), Duration.ofSeconds(3)));
  }

  @Test
  void allAreWrittenAtOneInstantEachOnAConnectionOfItsOwn() {
    try (var run = run(PROMPT, 50, attempt -> Connecting.STANDS)) {
      assertEquals(50, run.network.attempts());
      assertEquals(50, run.penetrator.inFlight());
      run.finish();
      assertTrue(run.penetrator.isSpent());
      assertEquals(50, run.network.requests.size());
      for (int i = 0; i < 50; i++) {
        assertEquals(0, run.sent(i));
      }
      assertEquals(50, run.tally().requests());
      assertEquals(50, run.tally().responses());
      assertEquals(50, run.network.attempts());
      assertEquals(50 * MILLI, run.tally().responseNanos().getMaxValue(), 0.1 * MILLI);
      assertEquals(MILLI, run.tally().responseNanos().getMinValue(), 0.1 * MILLI);
      assertEquals(MILLI, run.tally().connectNanos().getMaxValue(), 0.01 * MILLI);
    }
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "STANDS")
  void thoseThatCouldNotConnectAreCounted(Connecting how) {
    try (var run = run(PROMPT, 30, attempt -> attempt % 3 == 0 ? how : Connecting.STANDS)) {
      run.finish();
      assertEquals(30, run.tally().requests());
      assertEquals(20, run.tally().responses());
      assertEquals(Map.of(Failure.CONNECT, 10L), run.tally().failures());
      assertTrue(run.penetrator.isSpent());
    }
  }

  @Test
  void whoCouldNotConnectHasFailedAfterTheTimeThatItTook() {
    IntFunction<Connecting> never = attempt -> attempt == 0 ? Connecting.STANDS : Connecting.NEVER;
    try (var run = run(PROMPT, 3, never)) {
      run.finish();
      assertEquals(Map.of(Failure.CONNECT, 2L), run.tally().failures());
      long timeout = run.tally().responseNanos().getMaxValue();
      assertTrue(timeout >= ScriptedRun.SECOND.toNanos(), "failed after " + timeout + " ns");
    }
  }

  @Test
  void noneIsSentTwiceWhateverBecomesOfIt() {
    Peer peer =
        (connection, request) ->
            switch (connection % 4) {
              case 0 -> List.of(Piece.reset(MILLI));
              case 1 -> List.of(Piece.end(MILLI));
              case 2 -> List.of();
              default -> after(MILLI, Answers.CLOSING);
            };
    try (var run = run(peer, 40, attempt -> Connecting.STANDS)) {
      run.finish();
      assertEquals(40, run.network.requests.size());
      assertEquals(40, run.network.attempts());
      assertEquals(10, run.tally().responses());
      assertEquals(
          Map.of(Failure.RESET, 10L, Failure.EARLY_CLOSE, 10L, Failure.TIMEOUT, 10L),
          run.tally().failures());
    }
  }
}
