package dev.pruefstand.chart;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pruefstand.analysis.Summary;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class FailuresTest {
  private static final Summary CLEAN =
      SampleCampaign.summary(SampleCampaign.POOL, SampleCampaign.hello(64), 55_000);
  private static final Summary FAILED =
      new Summary(
          CLEAN.contender(),
          CLEAN.scenario(),
          CLEAN.forks(),
          CLEAN.isolation(),
          CLEAN.requestsPerSecond(),
          CLEAN.serverCpuMicros(),
          CLEAN.clientBusy(),
          CLEAN.serviceNanos(),
          12);

  @Test
  void figuresOfFailedRequestsAreMarkedAndTheMarkIsExplained() {
    assertEquals(" *", Failures.mark(FAILED));
    assertTrue(Failures.note(new Measured(List.of(CLEAN, FAILED))).contains("failed"));
  }

  @Test
  void cleanFiguresCarryNoMark() {
    assertEquals("", Failures.mark(CLEAN));
    assertFalse(Failures.note(new Measured(List.of(CLEAN))).contains("failed"));
  }
}
