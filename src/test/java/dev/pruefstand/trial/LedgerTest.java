package dev.pruefstand.trial;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class LedgerTest {
  private static Ledger ledger(Map<String, Long> counters, long threads) {
    return new Ledger(new TreeMap<>(counters), new TreeMap<>(Map.of(Ledger.THREADS, threads)));
  }

  @Test
  void whatWasUsedLiesBetweenTwoReadingsAndLevelsAreTheLastOnes() {
    Ledger before = ledger(Map.of(Ledger.USER, 100L, Ledger.SYSTEM, 10L), 5);
    Ledger after = ledger(Map.of(Ledger.USER, 350L, Ledger.SYSTEM, 10L), 7);
    assertEquals(ledger(Map.of(Ledger.USER, 250L, Ledger.SYSTEM, 0L), 7), after.since(before));
  }

  @Test
  void partsAddUp() {
    Ledger one = ledger(Map.of(Ledger.USER, 1L), 5);
    Ledger two = ledger(Map.of(Ledger.USER, 2L), 6);
    assertEquals(ledger(Map.of(Ledger.USER, 3L), 6), one.plus(two));
    assertEquals(one, Ledger.EMPTY.plus(one));
  }

  @Test
  void whatOnlyOneReadingTellsIsNotKnown() {
    Ledger before = ledger(Map.of(Ledger.USER, 1L), 5);
    Ledger after = ledger(Map.of(Ledger.USER, 2L, Ledger.ALLOCATED, 9L), 5);
    assertEquals(Map.of(Ledger.USER, 1L), after.since(before).counters());
    assertEquals(Map.of(Ledger.USER, 3L), after.plus(before).counters());
  }

  @Test
  void aLedgerDoesNotChange() {
    var counters = new TreeMap<>(Map.of(Ledger.USER, 1L));
    var ledger = new Ledger(counters, new TreeMap<>());
    counters.put(Ledger.USER, 2L);
    assertEquals(1L, ledger.counters().get(Ledger.USER));
    assertThrows(
        UnsupportedOperationException.class, () -> ledger.counters().put(Ledger.SYSTEM, 1L));
  }
}
