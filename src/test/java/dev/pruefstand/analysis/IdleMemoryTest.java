package dev.pruefstand.analysis;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.pruefstand.trial.Contender;
import dev.pruefstand.trial.IdleRun;
import dev.pruefstand.trial.SampleTrials;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class IdleMemoryTest {
  private static IdleRun run(Contender contender, int connections, long heap, long resident) {
    return new IdleRun(
        contender,
        1,
        connections,
        new IdleRun.Memory(1_000_000, 300_000_000),
        new IdleRun.Memory(1_000_000 + heap * connections, 300_000_000 + resident * connections),
        resident < 0 ? Map.of("did not stay", 1L) : Map.of());
  }

  @Test
  void theForksOfAContenderBecomeAMeanWithAnInterval() {
    List<IdleMemory> all =
        IdleMemory.of(
            List.of(
                run(SampleTrials.POOL, 100, 1_000, 10),
                run(SampleTrials.POOL, 100, 1_000, 30),
                run(SampleTrials.POOL, 100, 1_000, 20)));
    IdleMemory memory = all.getFirst();
    assertEquals(1, all.size());
    assertEquals(3, memory.forks());
    assertEquals(1_000, memory.heapBytes());
    assertEquals(20, memory.nativeBytes());
    assertEquals(
        ForkMean.of(List.of(List.of(1_010.0), List.of(1_030.0), List.of(1_020.0))), memory.bytes());
    assertEquals(300_000_000, memory.aloneBytes());
    assertEquals(0, memory.failures());
  }

  @Test
  void whoTakesLeastComesFirstAmongThoseWithAsManyConnections() {
    List<IdleMemory> all =
        IdleMemory.of(
            List.of(
                run(SampleTrials.POOL, 2_000, 1_000, 10),
                run(SampleTrials.POOL, 100, 5_000, 10),
                run(SampleTrials.EVENT_LOOP, 2_000, 700, 10)));
    assertEquals(
        List.of(SampleTrials.POOL, SampleTrials.EVENT_LOOP, SampleTrials.POOL),
        all.stream().map(IdleMemory::contender).toList());
    assertEquals(List.of(100, 2_000, 2_000), all.stream().map(IdleMemory::connections).toList());
  }

  @Test
  void aSumBelowZeroIsNothingAndItsPartsStayAsTheyWereMeasured() {
    IdleMemory memory = IdleMemory.of(List.of(run(SampleTrials.POOL, 10, 5, -30))).getFirst();
    assertEquals(new Interval(0, 0, 0), memory.bytes());
    assertEquals(-30, memory.nativeBytes());
    assertEquals(1, memory.failures());
  }
}
