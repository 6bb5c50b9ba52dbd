package dev.pruefstand.analysis;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.pruefstand.chart.SampleRuns;
import dev.pruefstand.trial.Certificate;
import dev.pruefstand.trial.Check;
import dev.pruefstand.trial.ResponseRun;
import dev.pruefstand.trial.SampleTrials;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class StandingTest {
  private static final Check FULL = Check.failed("rate", "812/s", "1 %", Saturation.REASON);
  private static final Check LOUD = Check.of("quiet", false, "9 %", "5 %");
  private static final Check PASSED = Check.of("steady", true, "1.0", "1");
  private static final Check OPEN = Check.notJudged("steady", "", "1", "too short");

  private static ResponseRun run(boolean saturated, Check... checks) {
    return SampleRuns.run(
        SampleTrials.POOL, 1_000, 50_000, 90_000, saturated, new Certificate(List.of(checks)));
  }

  @Test
  void aRunWithoutAFailedCheckIsValid() {
    assertEquals(Standing.VALID, Standing.of(run(false, PASSED, OPEN)));
  }

  @Test
  void aRunThatFailsBecauseOfSaturationOnlyIsSaturated() {
    assertEquals(Standing.SATURATED, Standing.of(run(true, FULL, PASSED)));
    assertEquals(List.of(), Standing.faults(run(true, FULL, PASSED)));
  }

  @Test
  void aFaultOfClientOrMachineMakesARunInvalidSaturatedOrNot() {
    assertEquals(Standing.INVALID, Standing.of(run(false, LOUD)));
    assertEquals(Standing.INVALID, Standing.of(run(true, FULL, LOUD)));
    assertEquals(List.of(LOUD), Standing.faults(run(true, FULL, LOUD)));
  }

  @Test
  void nothingSpeaksAgainstARunOfEarlierDays() {
    assertEquals(Standing.VALID, Standing.of(run(false)));
    assertEquals(Standing.SATURATED, Standing.of(run(true)));
  }
}
