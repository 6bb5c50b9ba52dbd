package dev.pruefstand.penetrator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class TallyTest {
  private static final long HOUR = 3_600_000_000_000L;

  private final Tally tally = new Tally();

  @Test
  void aNewOneIsEmpty() {
    assertEquals(0, tally.responses());
    assertEquals(0, tally.bytes());
    assertEquals(0, tally.failed());
    assertEquals(Map.of(), tally.failures());
    assertEquals(Map.of(), tally.failuresByLabel());
    assertEquals(0, tally.serviceNanos().getTotalCount());
  }

  @Test
  void answersAreCountedWithTheirBytesAndTimes() {
    tally.answered(100, 350, 1_000);
    tally.answered(200, 1_200, 24);
    assertEquals(2, tally.responses());
    assertEquals(1_024, tally.bytes());
    assertEquals(250, tally.serviceNanos().getMinValue());
    assertEquals(1_000, tally.serviceNanos().getMaxValue());
  }

  @Test
  void failuresAreCountedByKindAndTheirTimesAreNotDropped() {
    for (Failure kind : Failure.values()) {
      for (int i = 0; i <= kind.ordinal(); i++) {
        tally.failed(kind, 200, 700);
      }
    }
    int kinds = Failure.values().length;
    assertEquals(kinds * (kinds + 1) / 2, tally.failed());
    for (Failure kind : Failure.values()) {
      assertEquals(kind.ordinal() + 1L, tally.failures().get(kind));
      assertEquals(kind.ordinal() + 1L, tally.failuresByLabel().get(kind.label()));
    }
    assertEquals(0, tally.responses());
    assertEquals(0, tally.bytes());
    // A connection that never stood is no request, so its time is nobody's service time.
    long connects = tally.failures().get(Failure.CONNECT);
    assertEquals(tally.failed() - connects, tally.serviceNanos().getTotalCount());
  }

  @Test
  void onlyKindsThatOccurredAreListedAndInTheirOrder() {
    tally.failed(Failure.WRONG_CHECKSUM, 100, 200);
    tally.failed(Failure.RESET, 100, 200);
    assertEquals(List.of("reset", "wrong checksum"), List.copyOf(tally.failuresByLabel().keySet()));
  }

  @Test
  void everyKindHasALabelOfItsOwn() {
    var labels = Arrays.stream(Failure.values()).map(Failure::label).collect(Collectors.toSet());
    assertEquals(Failure.values().length, labels.size());
  }

  @Test
  void resetBeginsAtZero() {
    tally.answered(100, 300, 10);
    tally.failed(Failure.TIMEOUT, 100, 300);
    tally.reset();
    assertEquals(0, tally.responses() + tally.bytes() + tally.failed());
    assertEquals(0, tally.serviceNanos().getTotalCount());
    tally.answered(499, 900, 10);
    assertEquals(1, tally.responses());
    assertEquals(1, tally.serviceNanos().getTotalCount());
  }

  @Test
  void timesBeyondTheScaleAreRecordedAtItsEnds() {
    tally.answered(200, 200, 1);
    tally.answered(200, 200 + 3 * HOUR, 1);
    assertEquals(1, tally.serviceNanos().getMinValue());
    assertTrue(tally.serviceNanos().valuesAreEquivalent(HOUR, tally.serviceNanos().getMaxValue()));
  }

  @Test
  void aClockThatOverflowsIsAClockAllTheSame() {
    tally.answered(Long.MAX_VALUE, Long.MIN_VALUE + 99, 1);
    assertEquals(100, tally.serviceNanos().getMaxValue());
  }
}
