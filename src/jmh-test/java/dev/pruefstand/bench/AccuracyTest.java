package dev.pruefstand.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pruefstand.bench.oracle.ComparisonTable;
import dev.pruefstand.os.Platform;
import dev.pruefstand.penetrator.Tally;
import dev.pruefstand.strategy.NativePlatform;
import java.time.Duration;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The penetrator against servers of known behaviour, for a moment and with generous limits: they
 * find a wrong clock and not a busy machine. {@link AccuracyBenchmark} measures how exact it is.
 */
@Timeout(120)
class AccuracyTest {
  private static final Duration MOMENT = Duration.ofSeconds(1);

  /** A build machine may stop anybody for a while; then the run is repeated. */
  private static final int TRIES = 5;

  private static final double PERCENT = 15;
  private static final double MILLIS = 20;

  @ParameterizedTest
  @EnumSource
  void percentilesAreThoseOfTheTheory(AccuracyCase known) throws Exception {
    Platform platform = NativePlatform.current().orElseThrow();
    String found = "";
    for (int i = 0; i < TRIES; i++) {
      AccuracyCase.Outcome outcome = known.run(platform, MOMENT, false);
      Tally total = outcome.result().total();
      assertEquals(0, total.failed(), () -> total.failuresByLabel().toString());
      assertEquals(total.requests(), total.responses());
      if (outcome.comparisons().stream().allMatch(each -> each.within(PERCENT, MILLIS))) {
        return;
      }
      found = new ComparisonTable(outcome.comparisons()).text();
    }
    assertTrue(false, found);
  }
}
