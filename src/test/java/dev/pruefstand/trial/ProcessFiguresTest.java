package dev.pruefstand.trial;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class ProcessFiguresTest {
  private static final long SELF = ProcessHandle.current().pid();

  @Test
  void aProcessIsKnownByWhatTheSystemTells() {
    assumeTrue(Files.isDirectory(Path.of("/proc/self/task")), "this system has no /proc");
    Ledger one = ProcessFigures.of(List.of(SELF)).orElseThrow();
    assertTrue(one.counters().get(Ledger.USER) > 0, one::toString);
    assertTrue(one.counters().get(Ledger.VOLUNTARY) > 0, one::toString);
    assertTrue(one.levels().get(Ledger.THREADS) > 1, one::toString);
    assertTrue(one.levels().get(Ledger.DESCRIPTORS) > 2, one::toString);
    assertTrue(one.levels().get(Ledger.RESIDENT) > 1 << 20, one::toString);
    Ledger twice = ProcessFigures.of(List.of(SELF, SELF)).orElseThrow();
    assertTrue(twice.counters().get(Ledger.USER) >= 2 * one.counters().get(Ledger.USER));
  }

  @Test
  void residentMemoryIsTheSumOverAllProcessesAndHoldsWhatIsUsed() throws IOException {
    assumeTrue(ProcessFigures.tellResidentBytes(), "this system does not tell resident memory");
    long before = ProcessFigures.residentBytes(List.of(SELF));
    long more = 64 << 20;
    try (Arena arena = Arena.ofConfined()) {
      arena.allocate(more).fill((byte) 1);
      long after = ProcessFigures.residentBytes(List.of(SELF));
      // The rest of this process does not stand still, either.
      assertTrue(after - before > more / 2, before + " and then " + after);
      assertTrue(ProcessFigures.residentBytes(List.of(SELF, SELF)) > 1.5 * after);
    }
    assertThrows(
        IOException.class, () -> ProcessFigures.residentBytes(List.of(SELF, Long.MAX_VALUE)));
  }

  @Test
  void ofAProcessThatHasGoneNothingIsTold() {
    assertEquals(Optional.empty(), ProcessFigures.of(List.of(Long.MAX_VALUE)));
  }

  @Test
  void aFieldIsTheOneOfThatNameAndNoOther() {
    String status =
        "voluntary_ctxt_switches:\t12\nnonvoluntary_ctxt_switches:\t7\nVmRSS:\t  88 kB\n";
    assertEquals(12, ProcessFigures.field(status, "voluntary_ctxt_switches"));
    assertEquals(7, ProcessFigures.field(status, "nonvoluntary_ctxt_switches"));
    assertEquals(88, ProcessFigures.field(status, "VmRSS"));
    assertEquals(0, ProcessFigures.field(status, "Threads"));
  }
}
