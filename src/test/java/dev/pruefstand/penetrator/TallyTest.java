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
    tally.answered(100, 100, 350, 350, 1_000);
    tally.answered(200, 200, 1_200, 1_200, 24);
    assertEquals(2, tally.responses());
    assertEquals(1_024, tally.bytes());
    assertEquals(250, tally.serviceNanos().getMinValue());
    assertEquals(1_000, tally.serviceNanos().getMaxValue());
  }

  @Test
  void failuresAreCountedByKindAndTheirTimesAreNotDropped() {
    for (Failure kind : Failure.values()) {
      for (int i = 0; i <= kind.ordinal(); i++) {
        tally.failed(kind, 200, 200, 700);
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
    assertEquals(tally.failed(), tally.responseNanos().getTotalCount());
    assertEquals(tally.failed(), tally.serviceNanos().getTotalCount());
  }

  @Test
  void aRequestThatWasNeverWrittenHasAResponseTimeAndNoServiceTime() {
    tally.unwritten(Failure.CONNECT, 100, 350);
    assertEquals(Map.of(Failure.CONNECT, 1L), tally.failures());
    assertEquals(250, tally.responseNanos().getMaxValue());
    assertEquals(0, tally.serviceNanos().getTotalCount());
  }

  @Test
  void eachClockRunsFromItsOwnInstant() {
    tally.planned();
    tally.connected(10, 13);
    tally.written(100, 170, 0, 180);
    tally.answered(100, 180, 200, 290, 1);
    tally.inTime();
    tally.status(200);
    assertEquals(1, tally.requests());
    assertEquals(1, tally.responsesInTime());
    assertEquals(Map.of(200, 1L), tally.statuses());
    assertEquals(3, tally.connectNanos().getMaxValue());
    assertEquals(80, tally.lagNanos().getMaxValue());
    assertEquals(10, tally.latenessNanos().getMaxValue());
    assertEquals(20, tally.firstByteNanos().getMaxValue());
    assertEquals(110, tally.serviceNanos().getMaxValue());
    assertEquals(190, tally.responseNanos().getMaxValue());
  }

  @Test
  void latenessIsNeverMoreThanTheLag() {
    tally.written(100, 20, 0, 180);
    assertEquals(80, tally.latenessNanos().getMaxValue());
  }

  /** A client that stood still cannot say that its connection was busy. */
  @Test
  void aStallOfTheClientIsItsOwnLatenessWhateverTheConnectionDid() {
    tally.written(100, 170, 60, 180);
    tally.written(100, 170, 500, 180);
    assertEquals(80, tally.latenessNanos().getMaxValue());
    assertEquals(60, tally.latenessNanos().getMinValue());
  }

  @Test
  void whatAnotherHasCountedIsAdded() {
    var other = new Tally();
    for (Tally each : List.of(tally, other)) {
      each.planned();
      each.planned();
      each.connected(1, 3);
      each.written(100, 100, 0, 300);
      each.answered(100, 300, 400, 500, 10);
      each.inTime();
      each.status(200);
      each.failed(Failure.TIMEOUT, 100, 300, 900);
    }
    tally.add(other);
    assertEquals(4, tally.requests());
    assertEquals(2, tally.responses());
    assertEquals(2, tally.responsesInTime());
    assertEquals(20, tally.bytes());
    assertEquals(Map.of(200, 2L), tally.statuses());
    assertEquals(Map.of(Failure.TIMEOUT, 2L), tally.failures());
    assertEquals(2, tally.connectNanos().getTotalCount());
    assertEquals(2, tally.lagNanos().getTotalCount());
    assertEquals(2, tally.latenessNanos().getTotalCount());
    Books.assertBalanced(tally, 0);
  }

  @Test
  void onlyKindsThatOccurredAreListedAndInTheirOrder() {
    tally.failed(Failure.WRONG_CHECKSUM, 100, 100, 200);
    tally.failed(Failure.RESET, 100, 100, 200);
    assertEquals(List.of("reset", "wrong checksum"), List.copyOf(tally.failuresByLabel().keySet()));
  }

  @Test
  void everyKindHasALabelOfItsOwn() {
    var labels = Arrays.stream(Failure.values()).map(Failure::label).collect(Collectors.toSet());
    assertEquals(Failure.values().length, labels.size());
  }

  @Test
  void resetBeginsAtZero() {
    tally.answered(100, 100, 300, 300, 10);
    tally.failed(Failure.TIMEOUT, 100, 100, 300);
    tally.reset();
    assertEquals(0, tally.responses() + tally.bytes() + tally.failed());
    assertEquals(0, tally.serviceNanos().getTotalCount());
    tally.answered(499, 499, 900, 900, 10);
    assertEquals(1, tally.responses());
    assertEquals(1, tally.serviceNanos().getTotalCount());
  }

  @Test
  void timesBeyondTheScaleAreRecordedAtItsEnds() {
    tally.answered(200, 200, 200, 200, 1);
    tally.answered(200, 200, 200 + 3 * HOUR, 200 + 3 * HOUR, 1);
    assertEquals(1, tally.serviceNanos().getMinValue());
    assertTrue(tally.serviceNanos().valuesAreEquivalent(HOUR, tally.serviceNanos().getMaxValue()));
  }

  @Test
  void aClockThatOverflowsIsAClockAllTheSame() {
    tally.answered(Long.MAX_VALUE, Long.MAX_VALUE, Long.MIN_VALUE + 99, Long.MIN_VALUE + 99, 1);
    assertEquals(100, tally.serviceNanos().getMaxValue());
  }
}
